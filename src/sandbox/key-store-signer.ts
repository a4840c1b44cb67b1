/**
 * The key of a PKCS#12 store that a client sends along, and the suite that this state signs with it.
 *
 * @module
 */
import { next, open, parseDer, raw } from '../encoding/der';
import type { Identity } from '../forge/forged';
import { openPkcs12 } from '../forge/pkcs12';
import type { SuiteId } from '../model/claim';
import type { Signer } from './signer';

export type StoredKey =
  | { readonly kind: 'key'; readonly identity: Identity; readonly suite: SuiteId }
  | { readonly kind: 'unusable'; readonly why: string };

export function keyOfStore(store: Uint8Array, password: string, signer: Signer): StoredKey {
  const opened = openPkcs12(store, password);
  if (opened.kind !== 'opened') {
    return {
      kind: 'unusable',
      why: opened.kind === 'wrong-password' ? 'Password incorrect.' : opened.reason,
    };
  }
  const { key, certificate, chain } = opened;
  // A key says what it is for by its algorithm: that of the key which this state has for the suite.
  const suite = signer.suites.find((one) =>
    Buffer.from(keyAlgorithm(signer.identity(one).key.spki)).equals(keyAlgorithm(key.spki)),
  );
  if (suite === undefined) return { kind: 'unusable', why: 'unsupported key algorithm' };
  return { kind: 'key', suite, identity: { certificate, key, suite, chain } };
}

/** The AlgorithmIdentifier of a SubjectPublicKeyInfo. */
function keyAlgorithm(spki: Uint8Array): Uint8Array {
  return raw(next(open(parseDer(spki)), 'algorithm'));
}
