/**
 * From a SubjectPublicKeyInfo to a key of Node.
 *
 * OpenSSL 3 searches all its decoders for DER, which costs ten RSA verifications: as a JWK the numbers go in directly.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7518#section-6.3 RFC 7518, section 6.3} and RFC 8037 section 2
 * @module
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { finish, next, openAs, parseDer, raw } from '../encoding/der';
import { readBitStringOctets, readIntegerBytes } from '../encoding/der-values';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';

/** AlgorithmIdentifier of rsaEncryption, with the NULL that RFC 3279 section 2.3.1 asks for. */
const RSA = Buffer.from('300d06092a864886f70d0101010500', 'hex');
/** RFC 8410 section 3: without parameters. */
const ED25519 = Buffer.from('300506032b6570', 'hex');
const ED25519_OCTETS = 32;
const LEAST_RSA_OCTETS = 64;
const MOST_EXPONENT_OCTETS = 4;

/** Throws where the key is none: a point off its curve, an even modulus. */
export function importPublicKey(spki: Uint8Array): KeyObject {
  const key = asJwk(spki);
  return key === undefined
    ? createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    : createPublicKey({ key, format: 'jwk' });
}

type Jwk = Readonly<Record<string, string>>;

/** Ordinary keys alone: what is odd in any way OpenSSL shall judge as it stands. */
function asJwk(spki: Uint8Array): Jwk | undefined {
  try {
    const cursor = openAs(parseDer(spki), TAG.sequence, 'a SubjectPublicKeyInfo');
    const algorithm = raw(next(cursor, 'the key algorithm'));
    if (RSA.equals(algorithm))
      return rsaJwk(readBitStringOctets(next(cursor, 'the public key'), 'the public key'));
    if (!ED25519.equals(algorithm)) return undefined;
    const x = readBitStringOctets(next(cursor, 'the public key'), 'the public key');
    return x.length === ED25519_OCTETS
      ? { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(x).toString('base64url') }
      : undefined;
  } catch (error) {
    if (error instanceof TamgaError) return undefined;
    throw error;
  }
}

/** RFC 8017 appendix A.1.1. */
function rsaJwk(value: Uint8Array): Jwk | undefined {
  const cursor = openAs(parseDer(value), TAG.sequence, 'an RSAPublicKey');
  const n = readIntegerBytes(next(cursor, 'the modulus'), 'the modulus');
  const e = readIntegerBytes(next(cursor, 'the public exponent'), 'the public exponent');
  finish(cursor, 'the RSAPublicKey');
  const ordinary =
    isPositiveOdd(n) && n.length > LEAST_RSA_OCTETS && isPositiveOdd(e) && e.length <= MOST_EXPONENT_OCTETS;
  return ordinary && !(e.length === 1 && e[0] === 1)
    ? { kty: 'RSA', n: numberText(n), e: numberText(e) }
    : undefined;
}

function isPositiveOdd(integer: Uint8Array): boolean {
  return integer.length > 0 && ((integer[0] ?? 0) & 0x80) === 0 && ((integer.at(-1) ?? 0) & 1) === 1;
}

/** Without the octet that only keeps the sign. */
function numberText(bytes: Uint8Array): string {
  const start = bytes[0] === 0 && bytes.length > 1 ? 1 : 0;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.length - start).toString('base64url');
}
