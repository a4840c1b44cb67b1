/**
 * RSA keys from a seeded stream, as JWK. For tests only: the keys are a function of a public seed.
 *
 * @module
 */
import { checkPrimeSync, type JsonWebKey } from 'node:crypto';
import { fromInteger, type Stream, toInteger } from './stream';

const USUAL_EXPONENT = 65537n;
const WINDOW = 8192;
const SMALL_PRIMES = smallPrimes(1 << 15);

export function rsaKey(random: Stream, bits: number, exponent = USUAL_EXPONENT): JsonWebKey {
  const half = bits / 2;
  const p = prime(random, half, exponent);
  let q = prime(random, half, exponent);
  while (q === p) q = prime(random, half, exponent);
  const n = p * q;
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  return {
    kty: 'RSA',
    n: base64url(n, bits / 8),
    e: base64url(exponent, exponent === USUAL_EXPONENT ? 3 : 1),
    d: base64url(d, bits / 8),
    p: base64url(p, half / 8),
    q: base64url(q, half / 8),
    dp: base64url(d % (p - 1n), half / 8),
    dq: base64url(d % (q - 1n), half / 8),
    qi: base64url(inverse(q, p), half / 8),
  };
}

/** Both top bits set, so that the product of two has twice the length. */
function prime(random: Stream, bits: number, exponent: bigint): bigint {
  for (;;) {
    const start = toInteger(random.bytes(bits / 8)) | (3n << BigInt(bits - 2)) | 1n;
    const found = nextPrime(start, exponent);
    if (found !== null && found < 1n << BigInt(bits)) return found;
  }
}

/** Sieving first leaves about one candidate in ten for the costly test. */
function nextPrime(start: bigint, exponent: bigint): bigint | null {
  const composite = new Uint8Array(WINDOW);
  for (const small of SMALL_PRIMES) {
    const remainder = Number(start % BigInt(small));
    // start + 2i = 0 (mod small)  <=>  i = -start / 2 (mod small)
    const half = (small + 1) / 2;
    for (let i = ((small - remainder) * half) % small; i < WINDOW; i += small) composite[i] = 1;
  }
  for (let i = 0; i < WINDOW; i += 1) {
    if (composite[i] === 1) continue;
    const candidate = start + 2n * BigInt(i);
    if (candidate % exponent !== 1n && checkPrimeSync(candidate)) return candidate;
  }
  return null;
}

function smallPrimes(limit: number): readonly number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let n = 3; n < limit; n += 2) {
    if (composite[n] === 1) continue;
    primes.push(n);
    for (let m = n * n; m < limit; m += 2 * n) composite[m] = 1;
  }
  return primes;
}

/** Extended Euclid; the arguments are coprime. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, nextR] = [modulus, value % modulus];
  let [t, nextT] = [0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + modulus : t;
}

function base64url(value: bigint, length: number): string {
  return Buffer.from(fromInteger(value, length)).toString('base64url');
}
