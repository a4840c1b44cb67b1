/**
 * Attributes of CAdES beside those that every signature has, each as the DER of a whole Attribute.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1}
 * @module
 */
import * as asn1js from 'asn1js';
import { digestByName } from '../crypto/digests';
import { digestIdentifier } from './algorithms';
import { explicit, type Node, octets, oid, opaque, sequence } from './asn1';
import { attribute, attributeOf } from './cms-attributes';
import type { SignaturePolicy } from './signature-policies';

export const CADES = {
  signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  commitmentType: '1.2.840.113549.1.9.16.2.16',
  signerLocation: '1.2.840.113549.1.9.16.2.17',
  contentTimeStamp: '1.2.840.113549.1.9.16.2.20',
  contentHints: '1.2.840.113549.1.9.16.2.4',
  mimeType: '0.4.0.1733.2.1',
  counterSignature: '1.2.840.113549.1.9.6',
  signaturePolicyStore: '0.4.0.19122.1.3',
  archiveTimeStamp: '0.4.0.1733.2.4',
  hashIndex: '0.4.0.19122.1.5',
} as const;

const POLICY_URI = '1.2.840.113549.1.9.16.5.1';

/** EN 319 122-1 section 5.2.9.1; RFC 5126 section 5.8.1. */
export function signaturePolicyAttribute({ oid: id, sha256, url }: SignaturePolicy): Uint8Array {
  const hash = octets(new Uint8Array(Buffer.from(sha256, 'hex')));
  const digestValue = sequence(digestIdentifier(digestByName('sha256').oid).toSchema(), hash);
  const qualifiers = sequence(sequence(oid(POLICY_URI), ia5(url)));
  return attribute(CADES.signaturePolicy, sequence(oid(id), digestValue, qualifiers));
}

/** EN 319 122-1 section 5.2.10: the policy document within the signature; `specification` says what kind of document it is. */
export function signaturePolicyStoreAttribute(document: Uint8Array, specification: string): Uint8Array {
  return attribute(CADES.signaturePolicyStore, sequence(oid(specification), octets(document)));
}

/** EN 319 122-1 section 5.2.3; proofOfOrigin and its like are 1.2.840.113549.1.9.16.6.1 to .6. */
export function commitmentTypeAttribute(id: string): Uint8Array {
  return attribute(CADES.commitmentType, sequence(oid(id)));
}

/** EN 319 122-1 section 5.2.5: DirectoryString under explicit tags. */
export function signerLocationAttribute(place: {
  readonly country?: string;
  readonly locality?: string;
}): Uint8Array {
  const { country, locality } = place;
  const parts: Node[] = [];
  if (country !== undefined) parts.push(explicit(0, utf8(country)));
  if (locality !== undefined) parts.push(explicit(1, utf8(locality)));
  return attribute(CADES.signerLocation, sequence(...parts));
}

/** EN 319 122-1 section 5.2.4.2: a bare UTF8String. */
export function mimeTypeAttribute(mimeType: string): Uint8Array {
  return attribute(CADES.mimeType, utf8(mimeType));
}

/** RFC 2634 section 2.9; EN 319 122-1 section 5.2.4.1 has the media type in the description. */
export function contentHintsAttribute(contentType: string, description: string): Uint8Array {
  return attribute(CADES.contentHints, sequence(utf8(description), oid(contentType)));
}

/** EN 319 122-1 section 5.2.8: a token over the content as it is digested. */
export function contentTimeStampAttribute(token: Uint8Array): Uint8Array {
  return attributeOf(CADES.contentTimeStamp, token);
}

/** RFC 5652 section 11.4: the value is a SignerInfo. */
export function counterSignatureAttribute(signerInfo: Uint8Array): Uint8Array {
  return attributeOf(CADES.counterSignature, signerInfo);
}

/** The attribute of a token alone: EN 319 122-1 section 5.5.2. */
export function hashIndexAttribute(index: Uint8Array): Uint8Array {
  return attribute(CADES.hashIndex, opaque(index));
}

function utf8(value: string): asn1js.Utf8String {
  return new asn1js.Utf8String({ value });
}

function ia5(value: string): asn1js.IA5String {
  return new asn1js.IA5String({ value });
}
