/**
 * Deterministic signatures by suite: RSA PKCS#1 v1.5 as it is, ECDSA with the nonce of RFC 6979.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6979 RFC 6979}
 * @module
 */
import { type KeyObject, sign } from 'node:crypto';
import { digestByName } from '../crypto/digests';
import { type SignatureFamily, type Suite, suiteById } from '../crypto/suites';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { curveByName } from './curves';
import type { KeyPair } from './forged';

type Signer = (suite: Suite, key: KeyPair, data: Uint8Array) => Uint8Array;

/** One row per family of the suite table. */
const SIGNERS: Readonly<Record<SignatureFamily, Signer>> = {
  'rsa-pkcs1': (suite, key, data) => new Uint8Array(sign(suite.digest, data, key.privateKey)),
  // node:crypto draws a random nonce, so the same seed would not give the same bytes.
  ecdsa: (suite, key, data) => {
    if (suite.key.kind !== 'EC') throw new TamgaError('TAMGA-E-SUITE', `${suite.id} names no curve`);
    const hash = digestByName(suite.digest).of(data);
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return curveByName(suite.key.curve).sign(hash, secretOf(key.privateKey), options);
  },
};

export function signWith(suite: SuiteId, key: KeyPair, data: Uint8Array): Uint8Array {
  const row = knownSuite(suite);
  return SIGNERS[row.family](row, key, data);
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
