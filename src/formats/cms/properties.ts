/**
 * The attributes of a signer by the names of the standards.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 6.3}
 * @module
 */
import { OID } from '../../encoding/oids';
import type { Property } from '../facts';
import type { Attribute, SignerInfo } from './signer-info';

const NAMES: ReadonlyMap<string, string> = new Map([
  // RFC 5652 section 11, RFC 6211, RFC 8933
  [OID.contentType, 'content-type'],
  [OID.messageDigest, 'message-digest'],
  [OID.signingTime, 'signing-time'],
  [OID.counterSignature, 'counter-signature'],
  ['1.2.840.113549.1.9.15', 'smime-capabilities'],
  ['1.2.840.113549.1.9.52', 'cms-algorithm-protection'],
  // RFC 2634, RFC 5035
  ['1.2.840.113549.1.9.16.2.4', 'content-hints'],
  ['1.2.840.113549.1.9.16.2.7', 'content-identifier'],
  ['1.2.840.113549.1.9.16.2.10', 'content-reference'],
  [OID.signingCertificate, 'signing-certificate'],
  [OID.signingCertificateV2, 'signing-certificate-v2'],
  // EN 319 122-1 section 5
  [OID.signaturePolicy, 'signature-policy-identifier'],
  ['1.2.840.113549.1.9.16.2.16', 'commitment-type-indication'],
  ['1.2.840.113549.1.9.16.2.17', 'signer-location'],
  ['1.2.840.113549.1.9.16.2.18', 'signer-attributes'],
  ['0.4.0.19122.1.1', 'signer-attributes-v2'],
  ['0.4.0.19122.1.2', 'claimed-SAML-assertion'],
  ['0.4.0.1733.2.1', 'mime-type'],
  ['0.4.0.1733.2.3', 'long-term-validation'],
  [OID.contentTimeStamp, 'content-time-stamp'],
  [OID.signatureTimeStamp, 'signature-time-stamp'],
  [OID.signaturePolicyStore, 'signature-policy-store'],
  [OID.archiveTimeStampV3, 'archive-time-stamp-v3'],
  [OID.atsHashIndex, 'ats-hash-index'],
  [OID.atsHashIndexV2, 'ats-hash-index-v2'],
  [OID.atsHashIndexV3, 'ats-hash-index-v3'],
  // EN 319 122-1 annex A
  [OID.completeCertificateReferences, 'complete-certificate-references'],
  [OID.completeRevocationReferences, 'complete-revocation-references'],
  [OID.certificateValues, 'certificate-values'],
  [OID.revocationValues, 'revocation-values'],
  ['1.2.840.113549.1.9.16.2.44', 'attribute-certificate-references'],
  ['1.2.840.113549.1.9.16.2.45', 'attribute-revocation-references'],
  [OID.escTimeStamp, 'escTimeStamp'],
  [OID.certsCrlsTimeStamp, 'time-stamped-certs-crls-references'],
  [OID.archiveTimeStamp, 'archive-time-stamp'],
  [OID.archiveTimeStampV2, 'archive-time-stamp-v2'],
  // RFC 5276
  [OID.internalEvidenceRecord, 'internal-evidence-record'],
  [OID.externalEvidenceRecord, 'external-evidence-record'],
  // ISO 32000-1 section 12.8.3.3.2
  [OID.revocationInfoArchival, 'adbe-revocationInfoArchival'],
]);

/** One row per value; an attribute without any is still there. What has no name keeps its OID. */
export function cmsProperties({ signedAttributes, unsignedAttributes }: SignerInfo): readonly Property[] {
  return [...rows(signedAttributes?.attributes ?? [], true), ...rows(unsignedAttributes, false)];
}

function rows(attributes: readonly Attribute[], signed: boolean): readonly Property[] {
  return attributes.flatMap(({ oid, values }) => {
    const row: Property = { name: NAMES.get(oid) ?? oid, signed };
    return values.length < 2 ? [row] : values.map(() => row);
  });
}
