/**
 * The form of an ECDSA signature value: DER SEQUENCE { r, s }, both from 1 to n - 1.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3 RFC 3279, section 2.2.3}
 * @module
 */

import { curveByOid } from './curves';

export function isEcdsaValue(value: Uint8Array, curveOid: string | null): boolean {
  const n = curveOid === null ? undefined : curveByOid(curveOid)?.order;
  if (n === undefined || value[0] !== 0x30) return false;
  // X.690 section 10.1: one length octet below 128, 0x81 and one from there on; no curve here needs more.
  const long = value[1] === 0x81;
  const length = long ? value[2] : value[1];
  const body = long ? 3 : 2;
  if (length === undefined || (long ? length < 0x80 : length >= 0x80) || body + length !== value.length)
    return false;
  const afterR = scalarEnd(value, body, n);
  return afterR !== undefined && scalarEnd(value, afterR, n) === value.length;
}

/** Offset behind an INTEGER from 1 to n - 1 in the fewest octets, else undefined. */
function scalarEnd(value: Uint8Array, at: number, n: Uint8Array): number | undefined {
  const length = value[at + 1];
  if (value[at] !== 0x02 || length === undefined || length === 0 || length >= 0x80) return undefined;
  const end = at + 2 + length;
  if (end > value.length) return undefined;
  const first = value[at + 2] ?? 0;
  const second = value[at + 3] ?? 0;
  // Two's complement: a leading one is a negative number; a zero octet stands only before such a one.
  if (first >= 0x80 || (first === 0 && length > 1 && second < 0x80)) return undefined;
  const magnitude = value.subarray(first === 0 ? at + 3 : at + 2, end);
  if (magnitude.length === 0 || magnitude.length > n.length) return undefined;
  return magnitude.length < n.length || Buffer.compare(magnitude, n) < 0 ? end : undefined;
}

/** BSI TR-03111 section 5.2.1: r and s one behind the other, each as long as the order of the group. */
export function isPlainEcdsaValue(value: Uint8Array, curveOid: string | null): boolean {
  const n = curveOid === null ? undefined : curveByOid(curveOid)?.order;
  if (n === undefined || value.length !== 2 * n.length) return false;
  return [value.subarray(0, n.length), value.subarray(n.length)].every(
    (scalar) => scalar.some((octet) => octet !== 0) && Buffer.compare(scalar, n) < 0,
  );
}
