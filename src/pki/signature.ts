/**
 * Is this signed structure (certificate, CRL, OCSP response) signed with that key? Remembered, since it never changes.
 *
 * @module
 */
import { type AlgorithmIdentifier, type IdentifiedSuite, identifySuite } from '../crypto/identify';
import { verifySignature } from '../crypto/verify';
import type { PublicKey } from './public-key';

export interface Signed {
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/** `unknown-algorithm`: the suite table has no row, nothing was computed. */
export type SignatureState = 'valid' | 'invalid' | 'unknown-algorithm';

export function suiteOf(structure: Signed, key: PublicKey): IdentifiedSuite | undefined {
  return identifySuite(structure.signatureAlgorithm, key, null);
}

// Both keys are facts objects: an entry goes when either of them does, so the memo is as bounded as they are.
let remembered = new WeakMap<Signed, WeakMap<PublicKey, SignatureState>>();

export function signatureState(structure: Signed, key: PublicKey): SignatureState {
  let byKey = remembered.get(structure);
  if (byKey === undefined) {
    byKey = new WeakMap();
    remembered.set(structure, byKey);
  }
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const state = compute(structure, key);
  byKey.set(key, state);
  return state;
}

/** For measurements of the uncached path. */
export function forgetSignatureStates(): void {
  remembered = new WeakMap();
}

function compute(structure: Signed, key: PublicKey): SignatureState {
  const suite = suiteOf(structure, key);
  if (suite === undefined) return 'unknown-algorithm';
  return verifySignature(suite, key, structure.signed, structure.signature) ? 'valid' : 'invalid';
}
