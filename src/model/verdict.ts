/**
 * Indications and sub-indications of ETSI EN 319 102-1, the only vocabulary for the outcome of a validation.
 *
 * @module
 */

export const INDICATIONS = ['TOTAL_PASSED', 'TOTAL_FAILED', 'INDETERMINATE'] as const;
export type Indication = (typeof INDICATIONS)[number];

export const SUB_INDICATIONS = [
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
  'SIG_CONSTRAINTS_FAILURE',
  'CHAIN_CONSTRAINTS_FAILURE',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'POLICY_PROCESSING_ERROR',
  'SIGNATURE_POLICY_NOT_AVAILABLE',
  'TIMESTAMP_ORDER_FAILURE',
  'NO_SIGNING_CERTIFICATE_FOUND',
  'NO_CERTIFICATE_CHAIN_FOUND',
  'NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'OUT_OF_BOUNDS_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'NO_POE',
  'TRY_LATER',
  'SIGNED_DATA_NOT_FOUND',
] as const;
export type SubIndication = (typeof SUB_INDICATIONS)[number];

/** `subIndication` is null exactly when the indication is TOTAL_PASSED, or when the source gives none. */
export interface Verdict {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
}

export const PASSED: Verdict = { indication: 'TOTAL_PASSED', subIndication: null };

export function isSubIndication(text: unknown): text is SubIndication {
  return typeof text === 'string' && (SUB_INDICATIONS as readonly string[]).includes(text);
}

/** `TOTAL_FAILED / HASH_FAILURE`, or the indication alone. */
export function formatVerdict(verdict: Verdict): string {
  return verdict.subIndication === null
    ? verdict.indication
    : `${verdict.indication} / ${verdict.subIndication}`;
}

export function sameVerdict(a: Verdict, b: Verdict): boolean {
  return a.indication === b.indication && a.subIndication === b.subIndication;
}

const WORST_FIRST: readonly Indication[] = ['TOTAL_FAILED', 'INDETERMINATE', 'TOTAL_PASSED'];

/** A file with several signatures is as good as the worst of them, the first such one; undefined where there is none. */
export function worstOf<T extends Pick<Verdict, 'indication'>>(signatures: readonly T[]): T | undefined {
  return WORST_FIRST.flatMap((worst) => signatures.filter(({ indication }) => indication === worst))[0];
}
