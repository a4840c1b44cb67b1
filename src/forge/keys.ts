/**
 * Test key pairs, each a function of seed and label.
 *
 * @module
 */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Suite } from '../crypto/suites';
import { curveByName } from './curves';
import type { KeyPair } from './forged';
import { mintGostKey } from './gost-key';
import { rsaKey } from './rsa-key';
import { fromInteger, type Stream, stream } from './stream';

const RSA_BITS = 2048;

/** One RSA key costs about a hundred RSA signatures; a pair is a pure function of its cache key. */
const minted = new Map<string, KeyPair>();

/** A key as the suite needs it. */
export function mintKeyPair(seed: string, label: string, suite: Suite): KeyPair {
  const cacheKey = JSON.stringify([seed, label, suite.key, suite.gost?.curve]);
  const known = minted.get(cacheKey);
  if (known !== undefined) return known;
  const pair = mint(stream(seed, `key/${label}`), suite);
  minted.set(cacheKey, pair);
  return pair;
}

/** An RSA key that no suite asks for: short, or of a small exponent. */
export function mintRsaKeyPair(seed: string, label: string, bits: number, exponent?: bigint): KeyPair {
  const cacheKey = JSON.stringify([seed, label, bits, `${exponent}`]);
  const known = minted.get(cacheKey);
  if (known !== undefined) return known;
  const pair = fromJwk(rsaKey(stream(seed, `key/${label}`), bits, exponent));
  minted.set(cacheKey, pair);
  return pair;
}

function mint(random: Stream, suite: Suite): KeyPair {
  const { key } = suite;
  if (key.kind === 'RSA') return fromJwk(rsaKey(random, RSA_BITS));
  if (key.kind === 'EC') return fromJwk(ecKey(random, key.curve));
  return key.kind === 'Ed25519' ? nodeKeyPair(ed25519Key(random)) : mintGostKey(random, suite);
}

function ecKey(random: Stream, name: string): JsonWebKey {
  const curve = curveByName(name);
  const secret = fromInteger(random.integerBelow(curve.Point.Fn.ORDER - 1n) + 1n, curve.Point.Fn.BYTES);
  const point = curve.getPublicKey(secret, false);
  const size = (point.length - 1) / 2;
  return {
    kty: 'EC',
    crv: name,
    d: Buffer.from(secret).toString('base64url'),
    x: Buffer.from(point.subarray(1, 1 + size)).toString('base64url'),
    y: Buffer.from(point.subarray(1 + size)).toString('base64url'),
  };
}

/** RFC 8410 section 7: PKCS #8 of a private key of 32 octets. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function ed25519Key(random: Stream): KeyObject {
  const key = Buffer.concat([ED25519_PKCS8, random.bytes(32)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function fromJwk(key: JsonWebKey): KeyPair {
  return nodeKeyPair(createPrivateKey({ key, format: 'jwk' }));
}

export function nodeKeyPair(privateKey: KeyObject): KeyPair {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { kind: 'node', privateKey, spki };
}
