/**
 * A small maker of CMS signatures for tests: every attribute as asked, nothing checked.
 *
 * @module
 */
import { type DigestName, digestByName } from '../../crypto/digests';
import {
  encode,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
} from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { contextPrimitive, contextTag, TAG } from '../../encoding/tags';
import { parseCertificate } from '../../pki/certificate';
import type { TestCertificate } from '../../pki/testing-certificates';

export interface TestSigner {
  readonly certificate: TestCertificate;
  readonly content: Uint8Array;
  /** Signed attributes in this order; null: the content is signed directly. */
  readonly attributes?: readonly Uint8Array[] | null;
  readonly unsigned?: (value: Uint8Array) => readonly Uint8Array[];
  readonly byKeyIdentifier?: Uint8Array;
  /** Signs the attributes as they stand instead of in DER order. */
  readonly asGiven?: boolean;
}

export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(...values));
}

export const contentType = (oid: string = OID.data) => attribute(OID.contentType, objectIdentifier(oid));
export const messageDigest = (content: Uint8Array, name: DigestName = 'sha256') =>
  attribute(OID.messageDigest, octetString(digestByName(name).of(content)));
export const signingTime = (date: Date) => attribute(OID.signingTime, time(date));

/** ESSCertIDv2 with the default digest. */
export function signingCertificate(certificate: TestCertificate): Uint8Array {
  const hash = octetString(digestByName('sha256').of(certificate.der));
  return attribute(OID.signingCertificateV2, sequence(sequence(sequence(hash))));
}

/** In the order of DER. */
export function usualAttributes({ certificate, content }: TestSigner): readonly Uint8Array[] {
  const attributes = [
    contentType(),
    messageDigest(content, certificate.key.digest),
    signingCertificate(certificate),
  ];
  return attributes.sort((a, b) => Buffer.compare(a, b));
}

export function testSignerInfo(signer: TestSigner): Uint8Array {
  const { certificate, content, unsigned, byKeyIdentifier, asGiven = false } = signer;
  const given = signer.attributes === undefined ? usualAttributes(signer) : signer.attributes;
  const signedAttributes = given === null ? null : asGiven ? encode(TAG.set, ...given) : setOf(...given);
  const { key } = certificate;
  const value = key.sign(signedAttributes ?? content);
  const stored = given === null ? [] : [encode(contextTag(0), ...given)];
  const more = unsigned?.(value) ?? [];
  return sequence(
    integer(byKeyIdentifier === undefined ? 1 : 3),
    byKeyIdentifier === undefined
      ? issuerAndSerial(certificate)
      : encode(contextPrimitive(0), byKeyIdentifier),
    key.digestAlgorithm,
    ...stored,
    key.signerInfoAlgorithm,
    octetString(value),
    ...(more.length === 0 ? [] : [encode(contextTag(1), ...more)]),
  );
}

function issuerAndSerial({ der }: TestCertificate): Uint8Array {
  const { issuer, serialNumber } = parseCertificate(der);
  return sequence(issuer, encode(TAG.integer, serialNumber));
}

export interface TestMessage {
  readonly signers: readonly Uint8Array[];
  /** Null: detached. */
  readonly content: Uint8Array | null;
  readonly certificates?: readonly Uint8Array[];
  /** CRLs, or other revocation info under [1]. */
  readonly revocation?: readonly Uint8Array[];
  readonly contentType?: string;
  /** BER of indefinite length around what is signed, the content in pieces. */
  readonly indefinite?: boolean;
}

export function testSignedData(message: TestMessage): Uint8Array {
  const { signers, content, certificates = [], revocation = [], contentType: type = OID.data } = message;
  const wrap = message.indefinite === true ? indefinite : encode;
  const inner = (value: Uint8Array): Uint8Array =>
    message.indefinite === true ? inPieces(value) : octetString(value);
  return wrap(
    TAG.sequence,
    objectIdentifier(OID.signedData),
    wrap(
      contextTag(0),
      wrap(
        TAG.sequence,
        integer(1),
        encode(TAG.set, sequence(objectIdentifier(digestByName('sha256').oid))),
        wrap(
          TAG.sequence,
          objectIdentifier(type),
          ...(content === null ? [] : [wrap(contextTag(0), inner(content))]),
        ),
        ...(certificates.length === 0 ? [] : [encode(contextTag(0), ...certificates)]),
        ...(revocation.length === 0 ? [] : [encode(contextTag(1), ...revocation)]),
        encode(TAG.set, ...signers),
      ),
    ),
  );
}

/** X.690 section 8.1.3.6: the length is open, two zero octets end the contents. */
function indefinite(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0)]);
}

function inPieces(content: Uint8Array): Uint8Array {
  const half = Math.ceil(content.length / 2);
  const pieces = [content.subarray(0, half), content.subarray(half)].map(octetString);
  return indefinite(TAG.octetString | 0x20, ...pieces);
}

export interface TestToken {
  readonly authority: TestCertificate;
  readonly data: Uint8Array;
  readonly time: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

/** A time-stamp token over the data. */
export function testToken({ authority, data, time: genTime, certificates }: TestToken): Uint8Array {
  const { digest, digestAlgorithm } = authority.key;
  const imprint = sequence(digestAlgorithm, octetString(digestByName(digest).of(data)));
  const info = sequence(integer(1), objectIdentifier('1.2.3'), imprint, integer(9), genTime);
  const signer = testSignerInfo({
    certificate: authority,
    content: info,
    attributes: [contentType(OID.timeStampInfo), messageDigest(info, digest), signingCertificate(authority)],
  });
  return testSignedData({ signers: [signer], content: info, certificates, contentType: OID.timeStampInfo });
}
