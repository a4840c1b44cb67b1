/**
 * The inverse modulo a prime, for public numbers.
 *
 * @module
 */

/** Extended Euclid; `value` from 1 to `modulus` - 1. */
export function invert(value: bigint, modulus: bigint): bigint {
  let [low, high] = [value, modulus];
  let [ofLow, ofHigh] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [ofLow, ofHigh] = [ofHigh - quotient * ofLow, ofLow];
  }
  return ofLow < 0n ? ofLow + modulus : ofLow;
}
