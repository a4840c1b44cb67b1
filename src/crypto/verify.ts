/**
 * Verification of one raw signature value with one public key: the mathematics, nothing about trust.
 *
 * @module
 */
import { constants, type KeyObject, verify as nodeVerify } from 'node:crypto';
import { isEcdsaValue, isPlainEcdsaValue } from './ecdsa-value';
import { GOST_REFUSALS, type GostParameters, verifyGost } from './gost/signature';
import type { IdentifiedSuite, PssParameters } from './identify';
import { importPublicKey } from './import-key';
import { createLru, memoKey } from './lru';
import { pssKeyInfo } from './pss-key';
import type { ReadSuite } from './read-suites';
import { RSA_PSS_OID } from './suites';

/** What the verification needs to know of a SubjectPublicKeyInfo; its reader is `src/pki/public-key.ts`. */
export interface VerificationKey {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly kind: 'RSA' | 'EC' | 'Ed25519' | 'Ed448' | 'DSA' | 'GOST' | 'other';
  /** OID of the key algorithm. */
  readonly algorithm: string;
  /** Modulus or field size; null where the kind is not in the table. */
  readonly bits: number | null;
  /** Of an EC key on a named curve. */
  readonly curveOid: string | null;
  /** Of a GOST key. */
  readonly gost: GostKeyFacts | null;
}

export interface GostKeyFacts {
  /** The OIDs of the AlgorithmIdentifier parameters, in order. */
  readonly parameters: readonly string[];
  /** Inside the OCTET STRING of subjectPublicKey; empty where there is none. */
  readonly octets: Uint8Array;
}

/** A signature that does not verify is a value with its reason, half a sentence. */
export type Verification = { readonly valid: true } | { readonly valid: false; readonly reason: string };

const VALID: Verification = { valid: true };

/** Larger moduli cost seconds and serve nobody. */
const MAXIMUM_RSA_BITS = 16384;

const keys = createLru<KeyObject>(512);

/** No fault of key or value is an exception: a signature either verifies or it does not. */
export function verifySignature(
  { suite, pss, plain }: IdentifiedSuite,
  key: VerificationKey,
  data: Uint8Array,
  signature: Uint8Array,
): Verification {
  if (!keyFits(suite, key)) return invalid('the public key is not of the kind that the suite needs');
  if (suite.gost !== null) return verifyWithGost(suite.gost, key, data, signature);
  if (!valueFits(suite, plain, key, signature)) {
    return invalid('the signature value has not the one form that its algorithm gives it');
  }
  const keyObject = keyFor(key, pss);
  if (keyObject === undefined) return invalid('the public key is not one of its algorithm');
  return verifiesWithNode({ suite, pss, plain }, keyObject, data, signature)
    ? VALID
    : invalid('the signature value does not belong to this data and key');
}

function verifyWithGost(
  parameters: GostParameters,
  key: VerificationKey,
  data: Uint8Array,
  signature: Uint8Array,
): Verification {
  const outcome = verifyGost(parameters, key.gost?.octets ?? new Uint8Array(0), data, signature);
  return outcome.valid ? VALID : invalid(GOST_REFUSALS[outcome.reason]);
}

function verifiesWithNode(
  { suite, pss, plain }: IdentifiedSuite,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    if (suite.family === 'eddsa') return nodeVerify(null, data, key, signature);
    if (plain) return nodeVerify(suite.digest, data, { key, dsaEncoding: 'ieee-p1363' }, signature);
    if (pss === null) return nodeVerify(suite.digest, data, key, signature);
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return nodeVerify(suite.digest, data, { key, padding, saltLength: pss.saltLength }, signature);
  } catch {
    return false;
  }
}

function invalid(reason: string): Verification {
  return { valid: false, reason };
}

/** The form that the value must have before anything is computed. */
function valueFits(suite: ReadSuite, plain: boolean, key: VerificationKey, signature: Uint8Array): boolean {
  if (suite.family === 'dsa' && plain) return signature.length % 2 === 0;
  if (plain && suite.family === 'ecdsa') return isPlainEcdsaValue(signature, key.curveOid);
  if (suite.family === 'ecdsa') return isEcdsaValue(signature, key.curveOid);
  // RFC 3279 section 2.2.2: a SEQUENCE of two numbers below q, which OpenSSL takes in DER alone.
  if (suite.family === 'dsa') return signature[0] === 0x30;
  // RFC 8032 sections 5.1.6 and 5.2.6.
  if (key.kind !== 'RSA') return signature.length === (key.kind === 'Ed448' ? 114 : 64);
  // RFC 8017 section 8.2.2: the signature has the length of the modulus.
  return signature.length === Math.ceil((key.bits ?? 0) / 8);
}

export function keyFits(suite: ReadSuite, key: VerificationKey): boolean {
  if (suite.key.kind !== key.kind) return false;
  if (suite.key.kind === 'EC') return key.curveOid === suite.key.curveOid;
  if (suite.key.kind === 'GOST') return isGostKeyOf(suite.key, key);
  if (key.kind !== 'RSA') return true;
  // RFC 4055 section 1.2: a key under id-RSASSA-PSS is for that scheme alone, and Node uses it for no other.
  if (key.algorithm === RSA_PSS_OID && suite.family !== 'rsa-pss') return false;
  return key.bits !== null && key.bits <= MAXIMUM_RSA_BITS;
}

function isGostKeyOf(
  row: Extract<ReadSuite['key'], { kind: 'GOST' }>,
  { algorithm, gost }: VerificationKey,
): boolean {
  if (gost === null || algorithm !== row.algorithm) return false;
  return [row.parameters, ...row.alsoRead].some(
    (oids) =>
      oids.length === gost.parameters.length && oids.every((oid, index) => oid === gost.parameters[index]),
  );
}

/** Beside the memo by bytes: a facts object that is used again need not be turned into text first, a tenth of an RSA verification. */
const keyOf = new WeakMap<VerificationKey, KeyObject>();

/** Node takes the digest of the mask from the key alone, so where it is not that of the message the key has to say it. */
function keyFor(key: VerificationKey, pss: PssParameters | null): KeyObject | undefined {
  if (pss !== null && pss.maskDigestOid !== pss.digestOid) return keyObjectOf(pssKeyInfo(key.spki, pss));
  const known = keyOf.get(key);
  if (known !== undefined) return known;
  const made = keyObjectOf(key.spki);
  if (made !== undefined) keyOf.set(key, made);
  return made;
}

/** Undefined where the key is none: a point off its curve, an even modulus. */
function keyObjectOf(spki: Uint8Array): KeyObject | undefined {
  const id = memoKey(spki);
  const known = keys.get(id);
  if (known !== undefined) return known;
  try {
    const made = importPublicKey(spki);
    keys.set(id, made);
    return made;
  } catch {
    return undefined;
  }
}
