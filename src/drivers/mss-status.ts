/**
 * Status codes of mobile signature services, by what they are about: the request, our rights, the person, the service.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/102200_102299/102204/ ETSI TS 102 204}, clause on status codes
 * @module
 */
import type { RefusedInput, Silent, SilentCause, Unsupported } from '../model/answer';

interface Row {
  readonly codes: readonly number[];
  readonly of: 'input' | 'unsupported' | SilentCause;
  readonly advice: string;
}

// biome-ignore format: one row per meaning
const ROWS: readonly Row[] = [
  { codes: [101, 102, 103, 107, 503], of: 'input',       advice: 'it does not take this input' },
  { codes: [108, 109],                of: 'unsupported', advice: 'it has no such profile or format' },
  { codes: [104],                     of: 'denied',      advice: 'check apId and apPassword' },
  { codes: [105, 404, 422],           of: 'denied',      advice: 'the number in msisdn has no signature: check it' },
  { codes: [401, 402, 403, 405, 406], of: 'denied',      advice: 'the person or the card said no: look at the telephone' },
  { codes: [501],                     of: 'denied',      advice: 'the certificate of this number is revoked' },
  { codes: [208, 209],                of: 'timeout',     advice: 'nobody confirmed in time: look at the telephone' },
  { codes: [900],                     of: 'transport',   advice: 'look into the log of the service' },
];

/** Accepted, or outstanding. */
export function isPending(status: number): boolean {
  return status === 100 || status === 504;
}

/** A signature; the second, checked by the service. */
export function isSigned(status: number): boolean {
  return status === 500 || status === 502;
}

export function refusalOf(status: number, message: string): RefusedInput | Silent | Unsupported {
  const row = ROWS.find(({ codes }) => codes.includes(status));
  const said = `the mss service says: status ${status}${message === '' ? '' : ` (${message})`}`;
  if (row === undefined) {
    return {
      kind: 'silent',
      cause: 'protocol',
      reason: `${said}, which TS 102 204 does not have for this request`,
    };
  }
  const reason = `${said}: ${row.advice}`;
  if (row.of === 'input') return { kind: 'refused-input', reason };
  if (row.of === 'unsupported') return { kind: 'unsupported', reason };
  return { kind: 'silent', cause: row.of, reason };
}
