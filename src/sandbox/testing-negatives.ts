/**
 * A good signature and what must not pass, put to a verifier through its dialect.
 *
 * @module
 */
import { deepEqual, notEqual } from 'node:assert/strict';
import { mintCase } from '../forge/cases/registry';
import type { Answer } from '../model/answer';
import type { Product } from '../model/claim';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { type DialectState, DOCUMENT } from './testing-dialect';

export const CORE_NEGATIVES = [
  'content',
  'signature-value',
  'signed-attribute',
  'revoked',
  'expired',
  'untrusted',
] as const;

export function verify(
  { driver, link }: DialectState,
  product: Product,
  signature: Uint8Array,
  content: Uint8Array | null,
): Promise<Answer> | undefined {
  return driver.verify?.(link, {
    ...product,
    signature,
    signatureName: 'contract.p7s',
    content: content && { bytes: content, name: 'contract.txt' },
    validationTime: SANDBOX_ORDER.instant,
  });
}

/** What the verifier says of each core negative, after it has accepted their good twin. */
export async function saidOfCore(
  state: DialectState,
  product: Product,
  document: Uint8Array = DOCUMENT,
  ids: readonly string[] = CORE_NEGATIVES,
): Promise<Readonly<Record<string, string>>> {
  const ask = async (id: string) => {
    const made = await mintCase(id, { state: state.forged, product, document });
    return verify(state, product, made.signature, made.content);
  };
  deepEqual(await ask('good-forged'), { kind: 'verdict', said: 'passed', subIndication: null });
  const rows: [string, string][] = [];
  for (const id of ids) {
    const answer = await ask(id);
    const said = answer?.kind === 'verdict' ? answer.said : (answer?.kind ?? 'nothing');
    notEqual(said, 'passed', id);
    rows.push([id, said]);
  }
  return Object.fromEntries(rows);
}
