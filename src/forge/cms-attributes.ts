/**
 * The signed attributes of a CMS signature, as the DER SET OF that is signed.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652 RFC 5652}
 * @module
 */
import * as pkijs from 'pkijs';
import { type DigestName, digestByName } from '../crypto/digests';
import type { SuiteId } from '../model/claim';
import { encode, explicit, type Node, octets, oid, opaque, sequence, setOf, time } from './asn1';
import { readCertificate } from './certificate';
import { knownSuite } from './signing';

export const CMS = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
} as const;

export interface SignedAttributesRequest {
  /** Its digest makes the message-digest. */
  readonly suite: SuiteId;
  /** Calculated in place of the suite's own. */
  readonly digest?: DigestName;
  readonly content: Uint8Array;
  /** Dotted OID; id-data unless named. Null leaves the attribute out, as counter-signatures do. */
  readonly contentType?: string | null;
  /** Null leaves the attribute out, as PAdES does. */
  readonly signingTime: Date | null;
  /** The certificate that signing-certificate-v2 names; null leaves the attribute out, as plain CMS does. */
  readonly signingCertificate: Uint8Array | null;
  /** DER of whole attributes beside these. */
  readonly further?: readonly Uint8Array[];
}

/** RFC 5652 section 5.4: what is signed is the DER SET OF under its own tag 0x31. */
export function signedAttributes(request: SignedAttributesRequest): Uint8Array {
  const digest = digestByName(request.digest ?? knownSuite(request.suite).digest);
  const { contentType = CMS.data, signingTime, further = [] } = request;
  const attributes = [
    // RFC 5652 section 5.3: content-type and message-digest are there whenever any attribute is signed.
    ...(contentType === null ? [] : [attribute(CMS.contentType, oid(contentType))]),
    attribute(CMS.messageDigest, octets(digest.of(request.content))),
    ...(signingTime === null ? [] : [attribute(CMS.signingTime, time(signingTime).toSchema())]),
    ...further,
  ];
  if (request.signingCertificate !== null) {
    attributes.push(attribute(CMS.signingCertificateV2, signingCertificateV2(request.signingCertificate)));
  }
  return encode(setOf(attributes));
}

/** With a value that is DER already. */
export function attributeOf(type: string, value: Uint8Array): Uint8Array {
  return attribute(type, opaque(value));
}

export function attribute(type: string, value: Node): Uint8Array {
  return encode(new pkijs.Attribute({ type, values: [value] }).toSchema());
}

/** RFC 5035 section 4: the hash algorithm is left out because it is the default, SHA-256. */
function signingCertificateV2(certificate: Uint8Array): Node {
  const { issuer, serialNumber } = readCertificate(certificate);
  // GeneralName directoryName is [4] EXPLICIT, for Name is a CHOICE.
  const issuerSerial = sequence(sequence(explicit(4, issuer.toSchema())), serialNumber);
  const certificateId = sequence(octets(digestByName('sha256').of(certificate)), issuerSerial);
  return sequence(sequence(certificateId));
}
