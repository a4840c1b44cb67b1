/**
 * The table of signature suites: one row each, and nobody else enumerates algorithms.
 *
 * @module
 */
import type { SuiteId } from '../model/claim';
import type { Certainty } from '../model/profile';
import type { DigestName } from './digests';
import { GOST_ROWS, type GostRow } from './gost/rows';
import type { GostParameters } from './gost/signature';

/** The word under which an algorithm policy lists the keys of a suite. */
export const SIGNATURE_FAMILIES = ['rsa-pkcs1', 'rsa-pss', 'ecdsa', 'eddsa', 'gost'] as const;
export type SignatureFamily = (typeof SIGNATURE_FAMILIES)[number];

/** The key that a suite needs: an RSA key of any accepted size, or one on a named curve. */
export type SuiteKey =
  | { readonly kind: 'RSA' }
  | { readonly kind: 'EC'; readonly curve: string; readonly curveOid: string }
  | { readonly kind: 'Ed25519' }
  | ({ readonly kind: 'GOST' } & GostRow['key']);

export interface Suite {
  readonly id: SuiteId;
  readonly family: SignatureFamily;
  readonly digest: DigestName;
  /** As SignerInfo.digestAlgorithm and messageImprint name it: one digest has several national OIDs. */
  readonly digestOid: string;
  /** RFC 5754 section 2: SHA-2 identifiers omit the parameters; national ones do as their states do. */
  readonly digestParameters: 'null' | 'absent';
  readonly key: SuiteKey;
  /** OID of the combined signature algorithm, as in certificates. */
  readonly signatureOid: string;
  /** As in SignerInfo, where it differs. */
  readonly signerInfoOid: string;
  /** Met in the place of either, and read. */
  readonly alsoReadOids: readonly string[];
  /** AlgorithmIdentifier parameters: RFC 4055 section 5 wants NULL for RSA, RFC 5758 section 3.2 none for ECDSA. */
  readonly parameters: 'null' | 'absent' | 'pss';
  /** Curve, digest and byte layout; null outside the GOST family. */
  readonly gost: GostParameters | null;
  /** Algorithm URIs of XML signatures. */
  readonly xml: { readonly signature: string; readonly digest: string } | null;
  /** `alg` of RFC 7518 and RFC 8037. */
  readonly jws: string | null;
  /** What national interfaces call it. */
  readonly names: readonly string[];
  readonly provenance: { readonly certainty: Certainty; readonly source: string };
  /** Which parts rest on an assumption, in words; checks that need them are shown as assumed. */
  readonly unverified: readonly string[];
}

export const RSA_PSS_OID = '1.2.840.113549.1.1.10';
export const ED25519_OID = '1.3.101.112';

const RSA = { kind: 'RSA' } as const;
const P256 = { kind: 'EC', curve: 'P-256', curveOid: '1.2.840.10045.3.1.7' } as const;
const P384 = { kind: 'EC', curve: 'P-384', curveOid: '1.3.132.0.34' } as const;
const P521 = { kind: 'EC', curve: 'P-521', curveOid: '1.3.132.0.35' } as const;
const ED25519 = { kind: 'Ed25519' } as const;

const COMMON_DIGESTS = {
  sha1: { oid: '1.3.14.3.2.26', xml: 'http://www.w3.org/2000/09/xmldsig#sha1' },
  sha256: { oid: '2.16.840.1.101.3.4.2.1', xml: 'http://www.w3.org/2001/04/xmlenc#sha256' },
  sha384: { oid: '2.16.840.1.101.3.4.2.2', xml: 'http://www.w3.org/2001/04/xmldsig-more#sha384' },
  sha512: { oid: '2.16.840.1.101.3.4.2.3', xml: 'http://www.w3.org/2001/04/xmlenc#sha512' },
} as const;

const FAMILIES = {
  'rsa-pkcs1': { parameters: 'null', source: 'RFC 4055' },
  'rsa-pss': { parameters: 'pss', source: 'RFC 4055' },
  ecdsa: { parameters: 'absent', source: 'RFC 5758' },
  eddsa: { parameters: 'absent', source: 'RFC 8410, RFC 8419' },
} as const;

/** Columns: id, family, digest, key, signature OID, XML name, JWS name. */
type CommonRow = readonly [
  SuiteId,
  Exclude<SignatureFamily, 'gost'>,
  CommonDigest,
  Exclude<SuiteKey, { kind: 'GOST' }>,
  string,
  string | null,
  string | null,
];
type CommonDigest = keyof typeof COMMON_DIGESTS;

// biome-ignore format: one row per suite
const COMMON: readonly CommonRow[] = [
  ['rsa-pkcs1-sha1',    'rsa-pkcs1', 'sha1',   RSA,  '1.2.840.113549.1.1.5',  'http://www.w3.org/2000/09/xmldsig#rsa-sha1',             null],
  ['rsa-pkcs1-sha256',  'rsa-pkcs1', 'sha256', RSA,  '1.2.840.113549.1.1.11', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',      'RS256'],
  ['rsa-pkcs1-sha384',  'rsa-pkcs1', 'sha384', RSA,  '1.2.840.113549.1.1.12', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',      'RS384'],
  ['rsa-pkcs1-sha512',  'rsa-pkcs1', 'sha512', RSA,  '1.2.840.113549.1.1.13', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',      'RS512'],
  ['rsa-pss-sha1',      'rsa-pss',   'sha1',   RSA,  RSA_PSS_OID,             'http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1',   null],
  ['rsa-pss-sha256',    'rsa-pss',   'sha256', RSA,  RSA_PSS_OID,             'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', 'PS256'],
  ['rsa-pss-sha384',    'rsa-pss',   'sha384', RSA,  RSA_PSS_OID,             'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1', 'PS384'],
  ['rsa-pss-sha512',    'rsa-pss',   'sha512', RSA,  RSA_PSS_OID,             'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1', 'PS512'],
  ['ecdsa-p256-sha1',   'ecdsa',     'sha1',   P256, '1.2.840.10045.4.1',     'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1',      null],
  ['ecdsa-p256-sha256', 'ecdsa',     'sha256', P256, '1.2.840.10045.4.3.2',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',    'ES256'],
  ['ecdsa-p256-sha384', 'ecdsa',     'sha384', P256, '1.2.840.10045.4.3.3',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',    null],
  ['ecdsa-p256-sha512', 'ecdsa',     'sha512', P256, '1.2.840.10045.4.3.4',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',    null],
  ['ecdsa-p384-sha1',   'ecdsa',     'sha1',   P384, '1.2.840.10045.4.1',     'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1',      null],
  ['ecdsa-p384-sha256', 'ecdsa',     'sha256', P384, '1.2.840.10045.4.3.2',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',    null],
  ['ecdsa-p384-sha384', 'ecdsa',     'sha384', P384, '1.2.840.10045.4.3.3',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',    'ES384'],
  ['ecdsa-p384-sha512', 'ecdsa',     'sha512', P384, '1.2.840.10045.4.3.4',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',    null],
  ['ecdsa-p521-sha1',   'ecdsa',     'sha1',   P521, '1.2.840.10045.4.1',     'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1',      null],
  ['ecdsa-p521-sha256', 'ecdsa',     'sha256', P521, '1.2.840.10045.4.3.2',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',    null],
  ['ecdsa-p521-sha384', 'ecdsa',     'sha384', P521, '1.2.840.10045.4.3.3',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',    null],
  ['ecdsa-p521-sha512', 'ecdsa',     'sha512', P521, '1.2.840.10045.4.3.4',   'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',    'ES512'],
  // RFC 8032 section 5.1: the digest is part of the algorithm.
  ['ed25519',           'eddsa',     'sha512', ED25519, ED25519_OID,          'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519',   'EdDSA'],
];

function common([id, family, digest, key, signatureOid, xml, jws]: CommonRow): Suite {
  const { oid, xml: digestUri } = COMMON_DIGESTS[digest];
  const { parameters, source } = FAMILIES[family];
  return {
    id,
    family,
    digest,
    digestOid: oid,
    digestParameters: 'absent',
    key,
    signatureOid,
    signerInfoOid: signatureOid,
    alsoReadOids: [],
    parameters,
    gost: null,
    xml: xml === null ? null : { signature: xml, digest: digestUri },
    jws,
    names: [],
    provenance: { certainty: 'read', source },
    unverified: [],
  };
}

function national(row: GostRow): Suite {
  const { id, parameters, key, signature, digest, xml, names, provenance, unverified } = row;
  return {
    id,
    family: 'gost',
    digest: parameters.digest,
    digestOid: digest.oid,
    digestParameters: digest.parameters,
    key: { kind: 'GOST', ...key },
    signatureOid: signature.certificate,
    signerInfoOid: signature.signerInfo,
    alsoReadOids: signature.alsoRead,
    parameters: signature.parameters,
    gost: parameters,
    xml,
    jws: null,
    names,
    provenance,
    unverified,
  };
}

export const SUITES: readonly Suite[] = [...COMMON.map(common), ...GOST_ROWS.map(national)];

const BY_ID: ReadonlyMap<SuiteId, Suite> = new Map(SUITES.map((suite) => [suite.id, suite]));

export function suiteById(id: SuiteId): Suite | undefined {
  return BY_ID.get(id);
}

export const SUITE_IDS: readonly SuiteId[] = SUITES.map((suite) => suite.id);
