/**
 * From the AlgorithmIdentifier of a structure and the key it is used with to a row of the suite table.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3370#section-3.2 RFC 3370, section 3.2}
 * @module
 */
import { digestByOid } from './digests';
import { SUITES, type Suite } from './suites';
import { keyFits, type VerificationKey } from './verify';

export interface AlgorithmIdentifier {
  readonly oid: string;
  /** The parameters as they stand (tag, length, contents); null where absent. */
  readonly parameters: Uint8Array | null;
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/** SignerInfo may name the key algorithm where the digest has a field of its own. */
const KEY_ALGORITHM_FAMILY: ReadonlyMap<string, Suite['family']> = new Map([
  [RSA_ENCRYPTION, 'rsa-pkcs1'],
  [EC_PUBLIC_KEY, 'ecdsa'],
]);

/** `digestOid`: of SignerInfo.digestAlgorithm, where there is one. */
export function identifySuite(
  algorithm: AlgorithmIdentifier,
  key: VerificationKey,
  digestOid: string | null,
): Suite | undefined {
  const family = KEY_ALGORITHM_FAMILY.get(algorithm.oid);
  const digest = digestOid === null ? undefined : digestByOid(digestOid)?.name;
  const rows = BY_SIGNATURE_OID.get(algorithm.oid) ?? SUITES;
  return rows.find((suite) =>
    family === undefined
      ? suite.signatureOid === algorithm.oid && keyFits(suite, key)
      : suite.family === family && suite.digest === digest && keyFits(suite, key),
  );
}

const BY_SIGNATURE_OID = groupSuites();

function groupSuites(): ReadonlyMap<string, readonly Suite[]> {
  const groups = new Map<string, Suite[]>();
  for (const suite of SUITES) {
    groups.set(suite.signatureOid, [...(groups.get(suite.signatureOid) ?? []), suite]);
  }
  return groups;
}
