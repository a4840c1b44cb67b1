/**
 * The form of an ECDSA signature value: DER SEQUENCE { r, s }, both from 1 to n - 1.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3 RFC 3279, section 2.2.3}
 * @module
 */

/** Orders of the groups, by curve OID. */
const ORDERS: ReadonlyMap<string, Uint8Array> = new Map([
  ['1.2.840.10045.3.1.7', order('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')],
  [
    '1.3.132.0.34',
    order('ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973'),
  ],
  [
    '1.3.132.0.35',
    order(
      '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
    ),
  ],
]);

export function isEcdsaValue(value: Uint8Array, curveOid: string | null): boolean {
  const n = curveOid === null ? undefined : ORDERS.get(curveOid);
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

function order(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}
