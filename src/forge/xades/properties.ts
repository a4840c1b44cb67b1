/**
 * The qualifying properties that are signed.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1}
 * @module
 */
import { digestByName } from '../../crypto/digests';
import { encode, explicit, sequence } from '../asn1';
import { readCertificate } from '../certificate';
import type { SignaturePolicy } from '../signature-policies';
import { element, type XmlElement } from '../xml-tree';
import { base64, type DataReference, digestElements } from './reference';

export interface SignedProperties {
  readonly signingTime: Date;
  /** What SigningCertificateV2 names; null leaves the property out. */
  readonly signingCertificate: Uint8Array | null;
  /** Makes it EPES. */
  readonly policy?: SignaturePolicy | null;
  /** URI of a commitment to all data objects. */
  readonly commitment?: string | null;
  readonly place?: Readonly<Partial<Record<'City' | 'CountryName', string>>> | null;
  readonly claimedRole?: string | null;
  /** Token over the data objects, made before signing. */
  readonly contentTimeStamp?: XmlElement | null;
}

const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export function signedPropertiesElement(
  id: string,
  properties: SignedProperties,
  references: readonly DataReference[],
): XmlElement {
  const { signingTime, signingCertificate, policy, place, claimedRole } = properties;
  const ofSignature = [
    element('xades:SigningTime', {}, dateTime(signingTime)),
    ...present(signingCertificate, signingCertificateV2),
    ...present(policy, policyIdentifier),
    ...present(place, (where) =>
      element(
        'xades:SignatureProductionPlaceV2',
        {},
        ...Object.entries(where).map(([name, value]) => element(`xades:${name}`, {}, value)),
      ),
    ),
    ...present(claimedRole, (role) =>
      element(
        'xades:SignerRoleV2',
        {},
        element('xades:ClaimedRoles', {}, element('xades:ClaimedRole', {}, role)),
      ),
    ),
  ];
  const ofObjects = objectProperties(properties, references);
  return element(
    'xades:SignedProperties',
    { Id: id },
    element('xades:SignedSignatureProperties', {}, ...ofSignature),
    ...(ofObjects.length === 0 ? [] : [element('xades:SignedDataObjectProperties', {}, ...ofObjects)]),
  );
}

function objectProperties(properties: SignedProperties, references: readonly DataReference[]): XmlElement[] {
  return [
    // EN 319 132-1 section 6.3 row k: one for every signed data object.
    ...references.flatMap(({ id, mimeType }) =>
      id === null || mimeType === null
        ? []
        : [
            element(
              'xades:DataObjectFormat',
              { ObjectReference: `#${id}` },
              element('xades:MimeType', {}, mimeType),
            ),
          ],
    ),
    ...present(properties.commitment, (uri) =>
      element(
        'xades:CommitmentTypeIndication',
        {},
        element('xades:CommitmentTypeId', {}, element('xades:Identifier', {}, uri)),
        element('xades:AllSignedDataObjects', {}),
      ),
    ),
    ...present(properties.contentTimeStamp, (stamp) => stamp),
  ];
}

/** EN 319 132-1 section 5.2.2: digest and IssuerSerial (RFC 5035), without a URI. */
function signingCertificateV2(certificate: Uint8Array): XmlElement {
  const { issuer, serialNumber } = readCertificate(certificate);
  // GeneralName directoryName is [4] EXPLICIT, for Name is a CHOICE.
  const issuerSerial = encode(sequence(sequence(explicit(4, issuer.toSchema())), serialNumber));
  return element(
    'xades:SigningCertificateV2',
    {},
    element(
      'xades:Cert',
      {},
      element('xades:CertDigest', {}, ...digestElements(SHA256, digestByName('sha256').of(certificate))),
      element('xades:IssuerSerialV2', {}, base64(issuerSerial)),
    ),
  );
}

function policyIdentifier({ oid, sha256, url }: SignaturePolicy): XmlElement {
  return element(
    'xades:SignaturePolicyIdentifier',
    {},
    element(
      'xades:SignaturePolicyId',
      {},
      element(
        'xades:SigPolicyId',
        {},
        element('xades:Identifier', { Qualifier: 'OIDAsURN' }, `urn:oid:${oid}`),
      ),
      element('xades:SigPolicyHash', {}, ...digestElements(SHA256, Buffer.from(sha256, 'hex'))),
      element(
        'xades:SigPolicyQualifiers',
        {},
        element('xades:SigPolicyQualifier', {}, element('xades:SPURI', {}, url)),
      ),
    ),
  );
}

function dateTime(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function present<T>(value: T | null | undefined, make: (value: T) => XmlElement): readonly XmlElement[] {
  return value === null || value === undefined ? [] : [make(value)];
}
