/**
 * The table of signature suites: one row each, and nobody else enumerates algorithms.
 *
 * @module
 */
import type { SuiteId } from '../model/claim';
import type { Certainty } from '../model/profile';
import type { DigestName } from './digests';

export type SignatureFamily = 'rsa-pkcs1' | 'ecdsa';

export interface Suite {
  readonly id: SuiteId;
  readonly family: SignatureFamily;
  readonly digest: DigestName;
  /** The key that it needs: an RSA key of any accepted size, or an EC key on one named curve. */
  readonly key:
    | { readonly kind: 'RSA' }
    | { readonly kind: 'EC'; readonly curve: string; readonly curveOid: string };
  /** OID of the combined signature algorithm, as in certificates and SignerInfo. */
  readonly signatureOid: string;
  /** AlgorithmIdentifier parameters: RFC 4055 section 5 wants NULL for RSA, RFC 5758 section 3.2 none for ECDSA. */
  readonly parameters: 'null' | 'absent';
  readonly provenance: { readonly certainty: Certainty; readonly source: string };
}

const RFC_4055 = { certainty: 'read', source: 'RFC 4055' } as const;
const RFC_5758 = { certainty: 'read', source: 'RFC 5758' } as const;
const RSA = { kind: 'RSA' } as const;
const P256 = { kind: 'EC', curve: 'P-256', curveOid: '1.2.840.10045.3.1.7' } as const;
const P384 = { kind: 'EC', curve: 'P-384', curveOid: '1.3.132.0.34' } as const;
const P521 = { kind: 'EC', curve: 'P-521', curveOid: '1.3.132.0.35' } as const;

// biome-ignore format: one row per suite
export const SUITES: readonly Suite[] = [
  { id: 'rsa-pkcs1-sha1',    family: 'rsa-pkcs1', digest: 'sha1',   key: RSA,  signatureOid: '1.2.840.113549.1.1.5',  parameters: 'null',   provenance: RFC_4055 },
  { id: 'rsa-pkcs1-sha256',  family: 'rsa-pkcs1', digest: 'sha256', key: RSA,  signatureOid: '1.2.840.113549.1.1.11', parameters: 'null',   provenance: RFC_4055 },
  { id: 'rsa-pkcs1-sha384',  family: 'rsa-pkcs1', digest: 'sha384', key: RSA,  signatureOid: '1.2.840.113549.1.1.12', parameters: 'null',   provenance: RFC_4055 },
  { id: 'rsa-pkcs1-sha512',  family: 'rsa-pkcs1', digest: 'sha512', key: RSA,  signatureOid: '1.2.840.113549.1.1.13', parameters: 'null',   provenance: RFC_4055 },
  { id: 'ecdsa-p256-sha1',   family: 'ecdsa',     digest: 'sha1',   key: P256, signatureOid: '1.2.840.10045.4.1',     parameters: 'absent', provenance: RFC_5758 },
  { id: 'ecdsa-p256-sha256', family: 'ecdsa',     digest: 'sha256', key: P256, signatureOid: '1.2.840.10045.4.3.2',   parameters: 'absent', provenance: RFC_5758 },
  { id: 'ecdsa-p384-sha1',   family: 'ecdsa',     digest: 'sha1',   key: P384, signatureOid: '1.2.840.10045.4.1',     parameters: 'absent', provenance: RFC_5758 },
  { id: 'ecdsa-p384-sha256', family: 'ecdsa',     digest: 'sha256', key: P384, signatureOid: '1.2.840.10045.4.3.2',   parameters: 'absent', provenance: RFC_5758 },
  { id: 'ecdsa-p384-sha384', family: 'ecdsa',     digest: 'sha384', key: P384, signatureOid: '1.2.840.10045.4.3.3',   parameters: 'absent', provenance: RFC_5758 },
  { id: 'ecdsa-p521-sha512', family: 'ecdsa',     digest: 'sha512', key: P521, signatureOid: '1.2.840.10045.4.3.4',   parameters: 'absent', provenance: RFC_5758 },
];

const BY_ID: ReadonlyMap<SuiteId, Suite> = new Map(SUITES.map((suite) => [suite.id, suite]));

export function suiteById(id: SuiteId): Suite | undefined {
  return BY_ID.get(id);
}

export const SUITE_IDS: readonly SuiteId[] = SUITES.map((suite) => suite.id);
