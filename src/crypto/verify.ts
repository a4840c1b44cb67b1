/**
 * Verification of one raw signature value with one public key: the mathematics, nothing about trust.
 *
 * @module
 */
import { constants, createPublicKey, type KeyObject, verify as nodeVerify } from 'node:crypto';
import { isEcdsaValue } from './ecdsa-value';
import type { IdentifiedSuite } from './identify';
import { createLru, memoKey } from './lru';
import type { Suite } from './suites';

/** What the verification needs to know of a SubjectPublicKeyInfo; its reader is `src/pki/public-key.ts`. */
export interface VerificationKey {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly kind: 'RSA' | 'EC' | 'Ed25519' | 'other';
  /** OID of the key algorithm. */
  readonly algorithm: string;
  /** Modulus or field size; null where the kind is not in the table. */
  readonly bits: number | null;
  /** Of an EC key on a named curve. */
  readonly curveOid: string | null;
}

/** Larger moduli cost seconds and serve nobody. */
const MAXIMUM_RSA_BITS = 16384;

const keys = createLru<KeyObject>(512);

/** False for every fault of key or value: a signature either verifies or it does not. */
export function verifySignature(
  { suite, saltLength }: IdentifiedSuite,
  key: VerificationKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!keyFits(suite, key) || !valueFits(suite, key, signature)) return false;
  const keyObject = keyObjectOf(key);
  if (keyObject === undefined) return false;
  try {
    if (suite.family === 'eddsa') return nodeVerify(null, data, keyObject, signature);
    if (saltLength === null) return nodeVerify(suite.digest, data, keyObject, signature);
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return nodeVerify(suite.digest, data, { key: keyObject, padding, saltLength }, signature);
  } catch {
    return false;
  }
}

/** The form that the value must have before anything is computed. */
function valueFits(suite: Suite, key: VerificationKey, signature: Uint8Array): boolean {
  if (suite.family === 'ecdsa') return isEcdsaValue(signature, key.curveOid);
  // RFC 8032 section 5.1.6; RFC 8017 section 8.2.2: the signature has the length of the modulus.
  return signature.length === (key.kind === 'RSA' ? Math.ceil((key.bits ?? 0) / 8) : 64);
}

export function keyFits(suite: Suite, key: VerificationKey): boolean {
  if (suite.key.kind !== key.kind) return false;
  if (suite.key.kind === 'EC') return key.curveOid === suite.key.curveOid;
  return key.kind !== 'RSA' || (key.bits !== null && key.bits <= MAXIMUM_RSA_BITS);
}

/** Undefined where the key is none: a point off its curve, an even modulus. */
function keyObjectOf(key: VerificationKey): KeyObject | undefined {
  const id = memoKey(key.spki);
  const known = keys.get(id);
  if (known !== undefined) return known;
  try {
    const made = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
    keys.set(id, made);
    return made;
  } catch {
    return undefined;
  }
}
