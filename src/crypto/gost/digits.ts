/**
 * Scalars as signed digits, so that a table holds half of the multiples: the opposite of a point costs nothing.
 *
 * @module
 */
import { toLittleEndian } from './layouts';

/** `count` digits of `width` bits, least significant first, each from -2^(width-1) + 1 to 2^(width-1). */
export function windowDigits(scalar: bigint, width: number, count: number): Int16Array {
  const bits = bitReader(scalar, count * width);
  const digits = new Int16Array(count);
  const half = 1 << (width - 1);
  let carry = 0;
  for (let index = 0; index < count; index++) {
    const value = bits(index * width, width) + carry;
    carry = value > half ? 1 : 0;
    digits[index] = value - (carry << width);
  }
  return digits;
}

/** Windows that a scalar of so many bits needs, with the carry of the last one. */
export function windowCount(bits: number, width: number): number {
  return Math.floor(bits / width) + 1;
}

/** Digits by bit position: odd or zero, and after one that is not zero, `width` - 1 that are. */
export function nonAdjacentDigits(scalar: bigint, width: number, bits: number): Int16Array {
  const read = bitReader(scalar, bits + width);
  const digits = new Int16Array(bits + 1);
  const half = 1 << (width - 1);
  let carry = 0;
  for (let at = 0; at <= bits; at++) {
    if (read(at, 1) === carry) continue;
    const value = read(at, width) + carry;
    carry = value > half ? 1 : 0;
    digits[at] = value - (carry << width);
    at += width - 1;
  }
  return digits;
}

function bitReader(scalar: bigint, bits: number): (at: number, width: number) => number {
  const octets = toLittleEndian(scalar, Math.ceil(bits / 8) + 3);
  return (at, width) => {
    const index = at >>> 3;
    const near = (octets[index] ?? 0) | ((octets[index + 1] ?? 0) << 8) | ((octets[index + 2] ?? 0) << 16);
    return (near >>> (at & 7)) & ((1 << width) - 1);
  };
}
