/**
 * How r and s stand in a signature value: one row per convention, and the coordinates of public keys.
 *
 * @module
 */

export type LayoutName = 'rfc' | 'kz' | 'uz';

export interface SignatureLayout {
  readonly name: LayoutName;
  readonly first: 'r' | 's';
  readonly octets: 'big-endian' | 'little-endian';
}

// biome-ignore format: one row per layout
export const LAYOUTS: Readonly<Record<LayoutName, SignatureLayout>> = {
  // RFC 4491 section 2.2.2 and RFC 9215 section 2: s, then r, each with the most significant octet first.
  rfc: { name: 'rfc', first: 's', octets: 'big-endian' },
  // Kazakhstan turns that value round as a whole: recomputed on CA certificates and CMS of the national centre.
  kz:  { name: 'kz',  first: 'r', octets: 'little-endian' },
  // Uzbekistan keeps it: recomputed on the official example.
  uz:  { name: 'uz',  first: 's', octets: 'big-endian' },
};

export interface SignatureNumbers {
  readonly r: bigint;
  readonly s: bigint;
}

/** `length` is that of one number; undefined where the value is not exactly two of them. */
export function readSignature(
  layout: SignatureLayout,
  length: number,
  value: Uint8Array,
): SignatureNumbers | undefined {
  if (value.length !== 2 * length) return undefined;
  const read = layout.octets === 'big-endian' ? fromBigEndian : fromLittleEndian;
  const [first, second] = [read(value.subarray(0, length)), read(value.subarray(length))];
  return layout.first === 'r' ? { r: first, s: second } : { r: second, s: first };
}

export function writeSignature(
  layout: SignatureLayout,
  length: number,
  { r, s }: SignatureNumbers,
): Uint8Array {
  const write = layout.octets === 'big-endian' ? toBigEndian : toLittleEndian;
  const [first, second] = layout.first === 'r' ? [r, s] : [s, r];
  return Buffer.concat([write(first, length), write(second, length)]);
}

export function fromBigEndian(octets: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('hex')}`);
}

/** The digest, and the coordinates of a public key, are little-endian everywhere: RFC 9215 sections 2 and 4. */
export function fromLittleEndian(octets: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(octets).reverse().toString('hex')}`);
}

export function toBigEndian(number: bigint, length: number): Uint8Array {
  return Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex');
}

export function toLittleEndian(number: bigint, length: number): Uint8Array {
  return Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex').reverse();
}
