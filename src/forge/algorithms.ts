/**
 * The AlgorithmIdentifiers that the forge writes: signatures and digests as the row of the suite names them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4055 RFC 4055}
 * @module
 */
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { digestByName } from '../crypto/digests';
import { SUITES, type Suite } from '../crypto/suites';
import type { SuiteId } from '../model/claim';
import { explicit, type Node, oid, sequence } from './asn1';
import { knownSuite } from './signing';

/** As in certificates, CRLs and OCSP responses. */
export function signatureAlgorithm(suite: SuiteId): pkijs.AlgorithmIdentifier {
  const row = knownSuite(suite);
  return identifier(row.signatureOid, PARAMETERS[row.parameters](row));
}

/** As in SignerInfo, where some suites name the key alone. */
export function signerInfoAlgorithm(suite: SuiteId): pkijs.AlgorithmIdentifier {
  const row = knownSuite(suite);
  return identifier(row.signerInfoOid, PARAMETERS[row.parameters](row));
}

/** The digest of a suite, as SignerInfo.digestAlgorithm names it. */
export function digestAlgorithm(suite: SuiteId): pkijs.AlgorithmIdentifier {
  return digestIdentifier(knownSuite(suite).digestOid);
}

/** A digest as the suites write it that name it so. */
export function digestIdentifier(digestOid: string): pkijs.AlgorithmIdentifier {
  const row = SUITES.find((suite) => suite.digestOid === digestOid);
  return identifier(digestOid, row?.digestParameters === 'null' ? new asn1js.Null() : null);
}

const PARAMETERS: Readonly<Record<Suite['parameters'], (suite: Suite) => Node | null>> = {
  absent: () => null,
  null: () => new asn1js.Null(),
  pss: pssParameters,
};

const MGF1 = '1.2.840.113549.1.1.8';

/** RFC 4055 section 3.1; X.690 section 11.5: DER leaves out what is the default, which is SHA-1 throughout. */
function pssParameters({ digest: name, digestOid }: Suite): Node {
  if (name === 'sha1') return sequence();
  // RFC 4055 section 2.1: here, unlike in SignerInfo, the identifiers of SHA-2 carry NULL.
  const digest = (): Node => sequence(oid(digestOid), new asn1js.Null());
  const saltLength = new asn1js.Integer({ value: digestByName(name).length });
  return sequence(explicit(0, digest()), explicit(1, sequence(oid(MGF1), digest())), explicit(2, saltLength));
}

function identifier(algorithmId: string, parameters: Node | null): pkijs.AlgorithmIdentifier {
  return new pkijs.AlgorithmIdentifier({
    algorithmId,
    ...(parameters === null ? {} : { algorithmParams: parameters }),
  });
}
