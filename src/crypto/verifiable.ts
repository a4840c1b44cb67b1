/**
 * What the referee can verify: the suites of the table, and those that others use and nobody here makes.
 *
 * @module
 */
import type { SuiteId } from '../model/claim';
import type { DigestName } from './digests';
import { SUITES, type Suite } from './suites';

export interface VerifiableSuite {
  readonly id: SuiteId;
  /** The word under which an algorithm policy lists it. */
  readonly family: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa' | 'eddsa';
  readonly digest: DigestName;
  readonly key: Suite['key'] | { readonly kind: 'Ed25519' };
  readonly signatureOid: string;
}

export const RSA_PSS_OID = '1.2.840.113549.1.1.10';
export const ED25519_OID = '1.3.101.112';

const RSA = { kind: 'RSA' } as const;
const P256 = { kind: 'EC', curve: 'P-256', curveOid: '1.2.840.10045.3.1.7' } as const;
const P384 = { kind: 'EC', curve: 'P-384', curveOid: '1.3.132.0.34' } as const;
const P521 = { kind: 'EC', curve: 'P-521', curveOid: '1.3.132.0.35' } as const;

// biome-ignore format: one row per suite
const READ_ONLY_SUITES: readonly VerifiableSuite[] = [
  { id: 'rsa-pss-sha1',      family: 'rsa-pss', digest: 'sha1',   key: RSA,  signatureOid: RSA_PSS_OID },
  { id: 'rsa-pss-sha256',    family: 'rsa-pss', digest: 'sha256', key: RSA,  signatureOid: RSA_PSS_OID },
  { id: 'rsa-pss-sha384',    family: 'rsa-pss', digest: 'sha384', key: RSA,  signatureOid: RSA_PSS_OID },
  { id: 'rsa-pss-sha512',    family: 'rsa-pss', digest: 'sha512', key: RSA,  signatureOid: RSA_PSS_OID },
  { id: 'ecdsa-p256-sha384', family: 'ecdsa',   digest: 'sha384', key: P256, signatureOid: '1.2.840.10045.4.3.3' },
  { id: 'ecdsa-p256-sha512', family: 'ecdsa',   digest: 'sha512', key: P256, signatureOid: '1.2.840.10045.4.3.4' },
  { id: 'ecdsa-p384-sha512', family: 'ecdsa',   digest: 'sha512', key: P384, signatureOid: '1.2.840.10045.4.3.4' },
  { id: 'ecdsa-p521-sha256', family: 'ecdsa',   digest: 'sha256', key: P521, signatureOid: '1.2.840.10045.4.3.2' },
  { id: 'ecdsa-p521-sha384', family: 'ecdsa',   digest: 'sha384', key: P521, signatureOid: '1.2.840.10045.4.3.3' },
  // RFC 8032 section 5.1: the digest is part of the algorithm.
  { id: 'ed25519',           family: 'eddsa',   digest: 'sha512', key: { kind: 'Ed25519' }, signatureOid: ED25519_OID },
];

export const VERIFIABLE_SUITES: readonly VerifiableSuite[] = [...SUITES, ...READ_ONLY_SUITES];
