/**
 * The qualifying properties that are not signed: time-stamps, validation material, counter-signatures.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1}
 * @module
 */
import type { ValidationMaterial } from '../long-term';
import { C14N, canonical } from '../xml-canonical';
import { element, type XmlElement } from '../xml-tree';
import { base64 } from './reference';
import { type SignedXml, withUnsigned } from './signature';
import { NAMESPACE } from './vocabulary';

/** Makes a token over the bytes. */
export type Stamp = (bytes: Uint8Array) => Uint8Array;

/** What a case may change in an otherwise correct time-stamp. */
export interface TimeStampParts {
  readonly canonicalization?: string;
  /** In what is covered, piece by piece. */
  readonly covered?: (pieces: readonly Uint8Array[]) => readonly Uint8Array[];
  readonly element?: (made: XmlElement) => XmlElement;
}

/** EN 319 132-1 section 5.3: over the canonical ds:SignatureValue. */
export function withSignatureTimeStamp(
  signed: SignedXml,
  stamp: Stamp,
  parts: TimeStampParts = {},
): SignedXml {
  const canonicalization = parts.canonicalization ?? C14N.exclusive;
  const value = canonical(signed.signatureValue, signed.scope, { algorithm: canonicalization });
  return withUnsigned(signed, timeStampElement('xades:SignatureTimeStamp', {}, [value], stamp, parts));
}

/** EN 319 132-1 section 5.5.2, where all that is covered has one parent. */
export function withArchiveTimeStamp(signed: SignedXml, stamp: Stamp, parts: TimeStampParts = {}): SignedXml {
  const how = { algorithm: parts.canonicalization ?? C14N.exclusive };
  const { octets, signedInfo, signatureValue, keyInfo, objects, unsigned, scope, unsignedScope } = signed;
  const pieces = [
    ...octets,
    ...[signedInfo, signatureValue, ...(keyInfo === null ? [] : [keyInfo])].map((one) =>
      canonical(one, scope, how),
    ),
    ...unsigned.map((one) => canonical(one, unsignedScope, how)),
    ...objects.map((one) => canonical(one, scope, how)),
  ];
  const declaration = { 'xmlns:xades141': NAMESPACE.xades141 };
  return withUnsigned(
    signed,
    timeStampElement('xades141:ArchiveTimeStamp', declaration, pieces, stamp, parts),
  );
}

/** EN 319 132-1 section 5.2.6: over the data objects, in the order of their references. */
export function allDataObjectsTimeStamp(
  octets: readonly Uint8Array[],
  stamp: Stamp,
  parts: TimeStampParts = {},
): XmlElement {
  return timeStampElement('xades:AllDataObjectsTimeStamp', {}, octets, stamp, parts);
}

function timeStampElement(
  name: string,
  declarations: Readonly<Record<string, string>>,
  pieces: readonly Uint8Array[],
  stamp: Stamp,
  { canonicalization = C14N.exclusive, covered, element: replace }: TimeStampParts,
): XmlElement {
  const token = stamp(Buffer.concat(covered?.(pieces) ?? pieces));
  const made = element(
    name,
    declarations,
    element('ds:CanonicalizationMethod', { Algorithm: canonicalization }),
    element('xades:EncapsulatedTimeStamp', {}, base64(token)),
  );
  return replace?.(made) ?? made;
}

/** Of the signature: EN 319 132-1 sections 5.4.1 and 5.4.2. */
export function validationValues(material: ValidationMaterial): readonly XmlElement[] {
  const { certificates, crls, ocspResponses } = material;
  const revocation = [
    ...container('xades:CRLValues', 'xades:EncapsulatedCRLValue', crls),
    ...container('xades:OCSPValues', 'xades:EncapsulatedOCSPValue', ocspResponses),
  ];
  return [
    ...container('xades:CertificateValues', 'xades:EncapsulatedX509Certificate', certificates),
    ...(revocation.length === 0 ? [] : [element('xades:RevocationValues', {}, ...revocation)]),
  ];
}

/** Of a time-stamp before it: EN 319 132-1 section 5.5.1. */
export function timeStampValidationData(material: ValidationMaterial): XmlElement {
  const declaration = { 'xmlns:xades141': NAMESPACE.xades141 };
  return element('xades141:TimeStampValidationData', declaration, ...validationValues(material));
}

function container(name: string, item: string, values: readonly Uint8Array[]): readonly XmlElement[] {
  if (values.length === 0) return [];
  return [element(name, {}, ...values.map((one) => element(item, {}, base64(one))))];
}

/** EN 319 132-1 section 5.2.7.2: a signature of its own inside a property. */
export function counterSignatureProperty(signature: XmlElement): XmlElement {
  return element('xades:CounterSignature', {}, signature);
}
