/**
 * Where a check stops: the first step of validation that the verifier's own words name.
 *
 * @module
 */
import type { JudgedCheck } from '../../model/matrix';
import { isSubIndication, type SubIndication } from '../../model/verdict';

export const STOPS = [
  'transport',
  'format',
  'crypto',
  'chain',
  'status',
  'time',
  'policy',
  'unsaid',
] as const;
export type Stop = (typeof STOPS)[number];

/** By building block of EN 319 102-1 section 5.2: what each sub-indication is found in. */
const STOP_OF: Readonly<Record<SubIndication, Stop>> = {
  FORMAT_FAILURE: 'format',
  SIGNED_DATA_NOT_FOUND: 'format',
  HASH_FAILURE: 'crypto',
  SIG_CRYPTO_FAILURE: 'crypto',
  NO_SIGNING_CERTIFICATE_FOUND: 'chain',
  NO_CERTIFICATE_CHAIN_FOUND: 'chain',
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: 'chain',
  CERTIFICATE_CHAIN_GENERAL_FAILURE: 'chain',
  CHAIN_CONSTRAINTS_FAILURE: 'chain',
  REVOKED: 'status',
  REVOKED_NO_POE: 'status',
  REVOKED_CA_NO_POE: 'status',
  REVOCATION_OUT_OF_BOUNDS_NO_POE: 'status',
  TRY_LATER: 'status',
  EXPIRED: 'time',
  NOT_YET_VALID: 'time',
  OUT_OF_BOUNDS_NOT_REVOKED: 'time',
  OUT_OF_BOUNDS_NO_POE: 'time',
  NO_POE: 'time',
  TIMESTAMP_ORDER_FAILURE: 'time',
  CRYPTO_CONSTRAINTS_FAILURE: 'policy',
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: 'policy',
  SIG_CONSTRAINTS_FAILURE: 'policy',
  POLICY_PROCESSING_ERROR: 'policy',
  SIGNATURE_POLICY_NOT_AVAILABLE: 'policy',
};

/** Null where the check stops nowhere: it passed, it was refused as it must be, or nothing applied. */
export function stopOf({ outcome, observed }: JudgedCheck): Stop | null {
  if (observed?.includes('silent: ')) return 'transport';
  const stopped = ['rejected', 'indeterminate', 'not-recognised'].includes(outcome);
  if (!stopped || observed === null) return null;
  const sub = observed.split(' / ').at(-1);
  if (isSubIndication(sub)) return STOP_OF[sub];
  return /^(not-signed: )?(refused-input|unsupported)/.test(observed) ? 'format' : 'unsaid';
}
