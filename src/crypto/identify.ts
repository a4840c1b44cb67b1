/**
 * From the AlgorithmIdentifier of a structure and the key it is used with to a row of the suite table.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3370#section-3.2 RFC 3370, section 3.2}
 * @module
 */
import { digestByOid } from './digests';
import { RSA_PSS_OID, SUITES, type Suite } from './suites';
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
  readonly suite: Suite;
  /** Of RSASSA-PSS only. */
  readonly saltLength: number | null;
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/** SignerInfo may name the key algorithm where the digest has a field of its own. */
const KEY_ALGORITHM_FAMILY: ReadonlyMap<string, Suite['family']> = new Map([
  [RSA_ENCRYPTION, 'rsa-pkcs1'],
  [EC_PUBLIC_KEY, 'ecdsa'],
]);

const BY_OID: ReadonlyMap<string, readonly Suite[]> = groupSuites();

/** `digestOid`: of SignerInfo.digestAlgorithm, where there is one. Undefined: no row, nothing can be computed. */
export function identifySuite(
  algorithm: AlgorithmIdentifier,
  key: VerificationKey,
  digestOid: string | null,
): IdentifiedSuite | undefined {
  if (algorithm.oid === RSA_PSS_OID) return identifyPss(algorithm.pss, key);
  const family = KEY_ALGORITHM_FAMILY.get(algorithm.oid);
  const suite =
    family === undefined
      ? BY_OID.get(algorithm.oid)?.find(
          (row) => mayStandFor(row, algorithm.oid, digestOid) && keyFits(row, key),
        )
      : findRow(family, digestOid, key);
  return suite === undefined ? undefined : { suite, saltLength: null };
}

function identifyPss(parameters: PssParameters | null, key: VerificationKey): IdentifiedSuite | undefined {
  // RFC 4055 section 3.1: one digest for the message and for the mask is what implementations take.
  if (parameters === null || parameters.digestOid !== parameters.maskDigestOid) return undefined;
  const suite = findRow('rsa-pss', parameters.digestOid, key);
  return suite === undefined ? undefined : { suite, saltLength: parameters.saltLength };
}

/** What OIDs leave open the key decides: rows of two states may share a signature OID, rows of two curves a key OID. */
function mayStandFor(row: Suite, oid: string, digestOid: string | null): boolean {
  if (oid === row.signatureOid) return true;
  const read = row.alsoReadOids.includes(oid) || (digestOid !== null && oid === row.signerInfoOid);
  // An OID that names the key alone leaves the digest to the field beside it.
  const namesKeyAlone = row.key.kind === 'GOST' && oid === row.key.algorithm;
  return read && (!namesKeyAlone || digestOid === null || digestByOid(digestOid)?.name === row.digest);
}

function findRow(family: Suite['family'], digestOid: string | null, key: VerificationKey): Suite | undefined {
  const digest = digestOid === null ? undefined : digestByOid(digestOid)?.name;
  return SUITES.find((row) => row.family === family && row.digest === digest && keyFits(row, key));
}

function groupSuites(): ReadonlyMap<string, readonly Suite[]> {
  const groups = new Map<string, Suite[]>();
  for (const suite of SUITES) {
    for (const oid of new Set([suite.signatureOid, suite.signerInfoOid, ...suite.alsoReadOids])) {
      groups.set(oid, [...(groups.get(oid) ?? []), suite]);
    }
  }
  return groups;
}
