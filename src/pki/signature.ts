/**
 * Is this signed structure (certificate, CRL, OCSP response) signed with that key? Remembered, since it never changes.
 *
 * @module
 */
import { type AlgorithmIdentifier, type IdentifiedSuite, identifySuite } from '../crypto/identify';
import { type Verification, verifySignature } from '../crypto/verify';
import { type PublicKey, pssRestrictionFault } from './public-key';

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
let remembered = new WeakMap<Signed, WeakMap<PublicKey, Verification | null>>();

export function signatureState(structure: Signed, key: PublicKey): SignatureState {
  const verification = verificationOf(structure, key);
  if (verification === null) return 'unknown-algorithm';
  return verification.valid ? 'valid' : 'invalid';
}

/** Why it is not, half a sentence; null where it is. */
export function signatureFault(structure: Signed, key: PublicKey): string | null {
  const verification = verificationOf(structure, key);
  if (verification === null) {
    const why = key.unusable === null ? '' : `: ${key.unusable}`;
    return `no row of the suite table is for ${structure.signatureAlgorithm.oid} with this key${why}`;
  }
  return verification.valid ? null : verification.reason;
}

/** For measurements of the uncached path. */
export function forgetSignatureStates(): void {
  remembered = new WeakMap();
}

function verificationOf(structure: Signed, key: PublicKey): Verification | null {
  let byKey = remembered.get(structure);
  if (byKey === undefined) {
    byKey = new WeakMap();
    remembered.set(structure, byKey);
  }
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const suite = suiteOf(structure, key);
  const verification = suite === undefined ? null : verify(suite, structure, key);
  byKey.set(key, verification);
  return verification;
}

function verify(suite: IdentifiedSuite, structure: Signed, key: PublicKey): Verification {
  const reason = pssRestrictionFault(key, suite.pss);
  return reason === null
    ? verifySignature(suite, key, structure.signed, structure.signature)
    : { valid: false, reason };
}
