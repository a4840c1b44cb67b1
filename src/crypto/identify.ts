/**
 * From the AlgorithmIdentifier of a structure and the key it is used with to a row of the suite table.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3370#section-3.2 RFC 3370, section 3.2}
 * @module
 */
import { curveByOid } from './curves';
import { digestByOid } from './digests';
import { READ_SUITES, type ReadSuite } from './read-suites';
import { RSA_PSS_OID } from './suites';
import { keyFits, type VerificationKey } from './verify';

/** RFC 4055 section 3.1. */
export interface PssParameters {
  readonly digestOid: string;
  /** Of the mask generation function MGF1. */
  readonly maskDigestOid: string;
  readonly saltLength: number;
}

export interface AlgorithmIdentifier {
  readonly oid: string;
  /** Of RSASSA-PSS only, whose identifier says nothing without them. */
  readonly pss: PssParameters | null;
}

export interface IdentifiedSuite {
  readonly suite: ReadSuite;
  /** Of RSASSA-PSS only. */
  readonly pss: PssParameters | null;
  /** r and s of ECDSA or DSA side by side instead of in a SEQUENCE: by the suite (BSI TR-03111) or by the format (XML, JWS). */
  readonly plain: boolean;
}

/** A signature algorithm as a format states it. */
export type SuiteReference =
  | {
      readonly by: 'oid';
      readonly algorithm: AlgorithmIdentifier;
      /** Of SignerInfo.digestAlgorithm, where there is one. */
      readonly digestOid: string | null;
    }
  | {
      /** Algorithm of ds:SignatureMethod. */
      readonly by: 'uri';
      readonly uri: string;
      /** RFC 9231 section 2.3.9: the parameters that http://www.w3.org/2007/05/xmldsig-more#rsa-pss carries. */
      readonly pss: PssParameters | null;
    }
  | {
      /** `alg` of RFC 7515. */
      readonly by: 'jwa';
      readonly name: string;
    };

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const DSA_KEY = '1.2.840.10040.4.1';

/** Older names of the OIW for what RFC 3279 names anew. */
const FORMER_OIDS: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.29', '1.2.840.113549.1.1.5'],
  ['1.3.14.3.2.3', '1.2.840.113549.1.1.4'],
  ['1.3.14.3.2.27', '1.2.840.10040.4.3'],
  ['1.3.14.3.2.12', DSA_KEY],
]);

/** SignerInfo may name the key algorithm where the digest has a field of its own. */
const KEY_ALGORITHM_FAMILY: ReadonlyMap<string, ReadSuite['family']> = new Map([
  [RSA_ENCRYPTION, 'rsa-pkcs1'],
  [EC_PUBLIC_KEY, 'ecdsa'],
  [DSA_KEY, 'dsa'],
]);

const BY_OID: ReadonlyMap<string, readonly ReadSuite[]> = groupSuites();

/** `digestOid`: of SignerInfo.digestAlgorithm, where there is one. Undefined: no row, nothing can be computed. */
export function identifySuite(
  algorithm: AlgorithmIdentifier,
  key: VerificationKey,
  digestOid: string | null,
): IdentifiedSuite | undefined {
  if (algorithm.oid === RSA_PSS_OID) return identifyPss(algorithm.pss, key);
  const oid = FORMER_OIDS.get(algorithm.oid) ?? algorithm.oid;
  const family = KEY_ALGORITHM_FAMILY.get(oid);
  const suite =
    family === undefined
      ? BY_OID.get(oid)?.find((row) => mayStandFor(row, oid, digestOid) && keyFits(row, key))
      : findRow(family, digestOid, key);
  return suite === undefined ? undefined : { suite, pss: null, plain: suite.plain };
}

/** What the OID names is for keys of other kinds, or no signature algorithm at all: no value under it can be right. */
export function isForOtherKeys({ oid: stated }: AlgorithmIdentifier, key: VerificationKey): boolean {
  if (key.kind === 'other') return false;
  if (curveByOid(stated) !== undefined) return true;
  const oid = FORMER_OIDS.get(stated) ?? stated;
  const family = KEY_ALGORITHM_FAMILY.get(oid);
  const rows =
    family === undefined ? (BY_OID.get(oid) ?? []) : READ_SUITES.filter((row) => row.family === family);
  return rows.length > 0 && rows.every((row) => row.key.kind !== key.kind);
}

export function identifyPss(
  parameters: PssParameters | null,
  key: VerificationKey,
): IdentifiedSuite | undefined {
  if (parameters === null || findRow('rsa-pss', parameters.maskDigestOid, key) === undefined)
    return undefined;
  const suite = findRow('rsa-pss', parameters.digestOid, key);
  return suite === undefined ? undefined : { suite, pss: parameters, plain: false };
}

/** What OIDs leave open the key decides: rows of two states may share a signature OID, rows of two curves a key OID. */
function mayStandFor(row: ReadSuite, oid: string, digestOid: string | null): boolean {
  if (oid === row.signatureOid) return true;
  const read = row.alsoReadOids.includes(oid) || (digestOid !== null && oid === row.signerInfoOid);
  // An OID that names the key alone leaves the digest to the field beside it.
  const namesKeyAlone = row.key.kind === 'GOST' && oid === row.key.algorithm;
  return read && (!namesKeyAlone || digestOid === null || digestByOid(digestOid)?.name === row.digest);
}

export function findRow(
  family: ReadSuite['family'],
  digestOid: string | null,
  key: VerificationKey,
): ReadSuite | undefined {
  const digest = digestOid === null ? undefined : digestByOid(digestOid)?.name;
  return READ_SUITES.find(
    (row) => row.family === family && !row.plain && row.digest === digest && keyFits(row, key),
  );
}

function groupSuites(): ReadonlyMap<string, readonly ReadSuite[]> {
  const groups = new Map<string, ReadSuite[]>();
  for (const suite of READ_SUITES) {
    for (const oid of new Set([suite.signatureOid, suite.signerInfoOid, ...suite.alsoReadOids])) {
      groups.set(oid, [...(groups.get(oid) ?? []), suite]);
    }
  }
  return groups;
}
