/**
 * Test key pairs, each a function of seed and label.
 *
 * @module
 */
import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import type { Suite } from '../crypto/suites';
import { curveByName } from './curves';
import type { KeyPair } from './forged';
import { rsaKey } from './rsa-key';
import { fromInteger, stream } from './stream';

const RSA_BITS = 2048;

/** One RSA key costs about a hundred RSA signatures; a pair is a pure function of its cache key. */
const minted = new Map<string, KeyPair>();

export function mintKeyPair(seed: string, label: string, kind: Suite['key']): KeyPair {
  const cacheKey = JSON.stringify([seed, label, kind]);
  const known = minted.get(cacheKey);
  if (known !== undefined) return known;
  const random = stream(seed, `key/${label}`);
  const pair = fromJwk(kind.kind === 'RSA' ? rsaKey(random, RSA_BITS) : ecKey(random, kind.curve));
  minted.set(cacheKey, pair);
  return pair;
}

function ecKey(random: ReturnType<typeof stream>, name: string): JsonWebKey {
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

function fromJwk(key: JsonWebKey): KeyPair {
  const privateKey = createPrivateKey({ key, format: 'jwk' });
  return { privateKey, spki: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }) };
}
