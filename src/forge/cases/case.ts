/**
 * The contract of a forged case: one product, one document, one deviation at most.
 *
 * @module
 */
import type { Product } from '../../model/claim';
import type { ForgedState, SignerRole } from '../forged';
import type { Made, ProductRequest } from '../product';
import { type SigningTimes, type Timeline, timeline } from '../timeline';

export interface CaseRequest {
  readonly state: ForgedState;
  /** Another state, whose authorities a case may call in. */
  readonly foreign?: ForgedState;
  readonly product: Product;
  readonly document: Uint8Array;
  /** As a container or a reference names it. */
  readonly documentName?: string;
}

export type States = Pick<CaseRequest, 'state' | 'foreign'>;

export interface ForgedCase {
  readonly id: string;
  /** False where product or states have nothing that this case could deviate in. */
  existsFor(product: Product, states: States): boolean;
  mint(request: CaseRequest): Made;
}

export function always(): boolean {
  return true;
}

/** The signature that a case starts from: whose certificate, and when. */
export function productOf(
  request: CaseRequest,
  role: SignerRole,
  when: (times: Timeline) => SigningTimes,
): ProductRequest {
  const { state, product } = request;
  return {
    ...request,
    identity: state.signer(product.suite, role),
    times: when(timeline(state.instant)),
  };
}
