/**
 * Verification of one raw signature value with one public key: the mathematics, nothing about trust.
 *
 * @module
 */
import { createPublicKey, type KeyObject, verify as nodeVerify } from 'node:crypto';
import { isEcdsaValue } from './ecdsa-value';
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
  suite: Suite,
  key: VerificationKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!keyFits(suite, key)) return false;
  if (suite.family === 'ecdsa' && !isEcdsaValue(signature, key.curveOid)) return false;
  // RFC 8017 section 8.2.2: the signature has the length of the modulus.
  if (key.kind === 'RSA' && signature.length !== Math.ceil((key.bits ?? 0) / 8)) return false;
  const keyObject = keyObjectOf(key);
  if (keyObject === undefined) return false;
  try {
    return nodeVerify(suite.digest, data, keyObject, signature);
  } catch {
    return false;
  }
}

export function keyFits(suite: Suite, key: VerificationKey): boolean {
  if (suite.key.kind === 'EC') return key.kind === 'EC' && key.curveOid === suite.key.curveOid;
  return key.kind === 'RSA' && key.bits !== null && key.bits <= MAXIMUM_RSA_BITS;
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
