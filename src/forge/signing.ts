/**
 * Deterministic signatures by suite: what needs a random number elsewhere derives it from key and digest here.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6979 RFC 6979}
 * @module
 */
import { type KeyObject, sign } from 'node:crypto';
import { digestByName } from '../crypto/digests';
import { signGost } from '../crypto/gost/signing';
import { type SignatureFamily, type Suite, suiteById } from '../crypto/suites';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { curveByName } from './curves';
import type { GostKeyPair, KeyPair, NodeKeyPair } from './forged';
import { signPss } from './pss';

type Signer = (suite: Suite, key: KeyPair, data: Uint8Array) => Uint8Array;

/** One row per family of the suite table. */
const SIGNERS: Readonly<Record<SignatureFamily, Signer>> = {
  'rsa-pkcs1': (suite, key, data) => new Uint8Array(sign(suite.digest, data, nodeKey(suite, key).privateKey)),
  'rsa-pss': (suite, key, data) => signPss(suite, nodeKey(suite, key), data),
  // node:crypto draws a random nonce, so the same seed would not give the same bytes.
  ecdsa: (suite, key, data) => {
    if (suite.key.kind !== 'EC') throw new TamgaError('TAMGA-E-SUITE', `${suite.id} names no curve`);
    const hash = digestByName(suite.digest).of(data);
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return curveByName(suite.key.curve).sign(hash, secretOf(nodeKey(suite, key).privateKey), options);
  },
  // RFC 8032 section 5.1.6: deterministic by itself.
  eddsa: (suite, key, data) => new Uint8Array(sign(null, data, nodeKey(suite, key).privateKey)),
  gost: (suite, key, data) => {
    if (suite.gost === null) throw new TamgaError('TAMGA-E-SUITE', `${suite.id} has no GOST parameters`);
    return signGost(suite.gost, gostKey(suite, key).secret, data);
  },
};

export function signWith(suite: SuiteId, key: KeyPair, data: Uint8Array): Uint8Array {
  return signAs(knownSuite(suite), key, data);
}

/** By a row that need not stand in the table: deviations change one. */
export function signAs(suite: Suite, key: KeyPair, data: Uint8Array): Uint8Array {
  return key.kind === 'remote' ? key.sign(data) : SIGNERS[suite.family](suite, key, data);
}

export function knownSuite(id: SuiteId): Suite {
  const suite = suiteById(id);
  if (suite === undefined) {
    throw new TamgaError('TAMGA-E-SUITE', `no suite ${id} in the table`, {
      hint: 'The rows are in src/crypto/suites.ts.',
    });
  }
  return suite;
}

function nodeKey({ id }: Suite, key: KeyPair): NodeKeyPair {
  if (key.kind === 'node') return key;
  throw new TamgaError('TAMGA-E-SUITE', `${id} does not sign with a key of the GOST family`);
}

function gostKey({ id, gost }: Suite, key: KeyPair): GostKeyPair {
  if (key.kind === 'gost' && key.curve === gost?.curve) return key;
  throw new TamgaError('TAMGA-E-SUITE', `${id} needs a key on its own curve`);
}

/** Exporting the scalar costs as much as a signature. */
const secrets = new WeakMap<KeyObject, Uint8Array>();

function secretOf(key: KeyObject): Uint8Array {
  const known = secrets.get(key);
  if (known !== undefined) return known;
  const { d } = key.export({ format: 'jwk' });
  if (d === undefined) throw new TamgaError('TAMGA-E-SUITE', 'the key has no private scalar');
  const secret = new Uint8Array(Buffer.from(d, 'base64url'));
  secrets.set(key, secret);
  return secret;
}
