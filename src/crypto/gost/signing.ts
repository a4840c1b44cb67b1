/**
 * GOST signatures with test keys: the forge's half, never for keys that protect anything, since the time that they take
 * depends on the secret.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7091#section-6.1 RFC 7091, section 6.1}
 * @module
 */
import { createHmac } from 'node:crypto';
import { GOST_CURVES, type GostCurve } from './curves';
import { gostDigest } from './digests';
import { fromBigEndian, LAYOUTS, type SignatureNumbers, toBigEndian, writeSignature } from './layouts';
import { writePublicKey } from './public-key';
import { digestNumber, type GostParameters } from './signature';
import { multipleOf } from './sums';

/** x, then y, little-endian: what stands in the OCTET STRING of subjectPublicKey. */
export function gostPublicKey(curve: GostParameters['curve'], secret: bigint): Uint8Array {
  return writePublicKey(GOST_CURVES[curve], multipleOf(GOST_CURVES[curve], secret));
}

export function signGost(parameters: GostParameters, secret: bigint, data: Uint8Array): Uint8Array {
  return signGostDigest(parameters, secret, gostDigest(parameters.digest).of(data));
}

/** The nonce depends on key and digest alone, so that equal inputs give equal octets. */
export function signGostDigest(parameters: GostParameters, secret: bigint, digest: Uint8Array): Uint8Array {
  const curve = GOST_CURVES[parameters.curve];
  for (let attempt = 0; ; attempt++) {
    const numbers = numbersWith(curve, secret, digest, nonce(curve, secret, digest, attempt));
    if (numbers !== undefined) return writeSignature(LAYOUTS[parameters.layout], curve.length, numbers);
  }
}

/** RFC 7091 section 6.1, steps 4 and 5; undefined where r or s is zero and another nonce is needed. */
export function numbersWith(
  curve: GostCurve,
  secret: bigint,
  digest: Uint8Array,
  k: bigint,
): SignatureNumbers | undefined {
  const { q } = curve;
  const r = multipleOf(curve, k).x % q;
  const s = (r * secret + k * digestNumber(curve, digest)) % q;
  return r === 0n || s === 0n ? undefined : { r, s };
}

/** Like RFC 6979 section 3.2 in purpose: HMAC-SHA512 under the key, 128 bits longer than q so that no value is favoured. */
function nonce(curve: GostCurve, secret: bigint, digest: Uint8Array, attempt: number): bigint {
  const blocks = [0, 1, 2].map((counter) =>
    createHmac('sha512', toBigEndian(secret, curve.length))
      .update(`gost nonce ${curve.name} ${attempt} ${counter}\0`)
      .update(digest)
      .digest(),
  );
  const wide = fromBigEndian(Buffer.concat(blocks).subarray(0, curve.length + 16));
  return (wide % (curve.q - 1n)) + 1n;
}
