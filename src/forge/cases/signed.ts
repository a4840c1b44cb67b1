/**
 * For cases that differ from the usual signature in who signs and when.
 *
 * @module
 */
import type { CaseId } from '../../model/vector';
import type { ForgedState, Identity, SignerRole } from '../forged';
import type { RevocationSource } from '../long-term';
import { type Deviation, type Made, type ProductRequest, signProduct } from '../product';
import { type SigningTimes, type Timeline, timeline } from '../timeline';
import { always, type CaseRequest, type ForgedCase } from './case';

/** What the levels of the long term read beside the words of a product. */
export interface SourcedRequest extends ProductRequest {
  readonly source?: RevocationSource;
}

/** A signer and its time; `source` where only lists know the certificate. */
export interface Signed {
  readonly identity: Identity;
  readonly times: SigningTimes;
  readonly source?: RevocationSource;
}

export function hierarchyOf({ state, product }: CaseRequest): ForgedState {
  return state.hierarchyOf(product.suite);
}

export function requestOf(request: CaseRequest, signed: Signed): SourcedRequest {
  return { ...request, ...signed };
}

export function sign(request: CaseRequest, signed: Signed, deviation: Deviation = {}): Made {
  return signProduct(requestOf(request, signed), deviation);
}

/** By the signer of a role. */
export function byRole(id: CaseId, role: SignerRole, when: (times: Timeline) => SigningTimes): ForgedCase {
  return {
    id,
    existsFor: always,
    mint: (request) => {
      const { state, product } = request;
      return sign(request, {
        identity: state.signer(product.suite, role),
        times: when(timeline(state.instant)),
      });
    },
  };
}

/** By a signer that only this case has, an hour ago unless another time is named. */
export function byOdd(
  id: CaseId,
  identityOf: (hierarchy: ForgedState, request: CaseRequest) => Identity,
  when: (times: Timeline) => SigningTimes = ({ recent }) => recent,
): ForgedCase {
  return {
    id,
    existsFor: always,
    mint: (request) => {
      const identity = identityOf(hierarchyOf(request), request);
      return sign(request, { identity, times: when(timeline(request.state.instant)), source: 'crl' });
    },
  };
}
