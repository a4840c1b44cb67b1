/**
 * CMS and CAdES signatures, in two steps for remote signing (attributes, then assembly) or in one.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652 RFC 5652}
 * @module
 */
import * as asn1js from 'asn1js';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { digestAlgorithm, signerInfoAlgorithm } from './algorithms';
import { encode, explicit, integer, type Node, octets, oid, opaque, sequence, setOf, sorted } from './asn1';
import { readCertificate } from './certificate';
import { attributeOf, CMS, signedAttributes } from './cms-attributes';
import type { Identity } from './forged';
import { signWith } from './signing';

export interface Assembly extends SignerInfoParts {
  /** All that is embedded, the signer's own included. */
  readonly certificates: readonly Uint8Array[];
  /** Null where the signature is detached. */
  readonly content: Uint8Array | null;
  /** Dotted OID; id-data unless named. */
  readonly contentType?: string;
  /** A token over the signature value. */
  readonly timeStamp?: Uint8Array | null;
  /** BER with indefinite lengths and chunked content instead of DER. */
  readonly indefiniteLength?: boolean;
}

export interface CmsRequest {
  readonly identity: Identity;
  readonly content: Uint8Array;
  readonly packaging: 'attached' | 'detached';
  readonly signingTime: Date;
  /** With signing-certificate-v2 it is CAdES, without it plain CMS. */
  readonly namesCertificate: boolean;
  /** The identity's own unless named. */
  readonly suite?: SuiteId;
  readonly contentType?: string;
  /** False embeds no certificate at all. */
  readonly withCertificates?: boolean;
  /** Makes the token over the signature value. */
  readonly timeStamp?: (signatureValue: Uint8Array) => Uint8Array;
  /** DER of whole attributes, beside the time-stamp. */
  readonly unsignedAttributes?: readonly Uint8Array[];
  readonly indefiniteLength?: boolean;
}

export function signCms(request: CmsRequest): Uint8Array {
  const { identity, content, packaging, timeStamp } = request;
  const suite = request.suite ?? identity.suite;
  const contentType = request.contentType ?? CMS.data;
  const attributes = signedAttributes({
    suite,
    content,
    contentType,
    signingTime: request.signingTime,
    signingCertificate: request.namesCertificate ? identity.certificate : null,
  });
  const signatureValue = signWith(suite, identity.key, attributes);
  return assemble({
    suite,
    signedAttributes: attributes,
    signatureValue,
    signer: identity.certificate,
    certificates: request.withCertificates === false ? [] : [identity.certificate, ...identity.chain],
    content: packaging === 'attached' ? content : null,
    contentType,
    timeStamp: timeStamp?.(signatureValue) ?? null,
    unsignedAttributes: request.unsignedAttributes ?? [],
    indefiniteLength: request.indefiniteLength ?? false,
  });
}

export function assemble(assembly: Assembly): Uint8Array {
  const { timeStamp = null, unsignedAttributes = [] } = assembly;
  const stamps = timeStamp === null ? [] : [attributeOf(CMS.signatureTimeStamp, timeStamp)];
  return signedData({
    digestSuites: [assembly.suite],
    contentType: assembly.contentType ?? CMS.data,
    content: assembly.content,
    certificates: assembly.certificates,
    revocation: [],
    signerInfos: [signerInfo({ ...assembly, unsignedAttributes: [...stamps, ...unsignedAttributes] })],
    indefiniteLength: assembly.indefiniteLength ?? false,
  });
}

/** Everything in it is DER as it stands in the file; sets are put in order here. */
export interface SignedDataParts {
  /** Their digests make up digestAlgorithms. */
  readonly digestSuites: readonly SuiteId[];
  readonly contentType: string;
  readonly content: Uint8Array | null;
  readonly certificates: readonly Uint8Array[];
  /** RevocationInfoChoice: CRLs as they are, anything else under its tag [1]. */
  readonly revocation: readonly Uint8Array[];
  readonly signerInfos: readonly Uint8Array[];
  readonly indefiniteLength: boolean;
}

export function signedData(parts: SignedDataParts): Uint8Array {
  const { contentType, content, certificates, revocation, indefiniteLength: indefinite } = parts;
  const encapsulated = sequence(oid(contentType));
  if (content !== null) encapsulated.valueBlock.value.push(explicit(0, eContent(content, indefinite)));
  // asn1js makes the parents of an indefinite length indefinite, too.
  encapsulated.lenBlock.isIndefiniteForm = indefinite;
  const digests = new Map(
    parts.digestSuites.map((suite) => {
      const der = encode(digestAlgorithm(suite).toSchema());
      return [Buffer.from(der).toString('hex'), der];
    }),
  );
  const fields = [
    integer(versionOf(parts)),
    setOf([...digests.values()]),
    encapsulated,
    ...(certificates.length === 0 ? [] : [explicit(0, ...sorted(certificates).map(opaque))]),
    ...(revocation.length === 0 ? [] : [explicit(1, ...sorted(revocation).map(opaque))]),
    setOf(parts.signerInfos),
  ];
  return encode(sequence(oid(CMS.signedData), explicit(0, sequence(...fields))));
}

const OTHER_REVOCATION_INFO = 0xa1;

/** RFC 5652 section 5.1. */
function versionOf({ revocation, contentType }: SignedDataParts): bigint {
  if (revocation.some(([tag]) => tag === OTHER_REVOCATION_INFO)) return 5n;
  return contentType === CMS.data ? 1n : 3n;
}

export interface SignerInfoParts {
  readonly suite: SuiteId;
  /** The certificate that the sid names by issuer and serial number. */
  readonly signer: Uint8Array;
  /** The DER SET OF that was signed. */
  readonly signedAttributes: Uint8Array;
  readonly signatureValue: Uint8Array;
  /** DER of whole attributes. */
  readonly unsignedAttributes?: readonly Uint8Array[];
}

export function signerInfo(parts: SignerInfoParts): Uint8Array {
  const { unsignedAttributes = [] } = parts;
  const unsigned =
    unsignedAttributes.length === 0 ? [] : [explicit(1, ...sorted(unsignedAttributes).map(opaque))];
  return encode(sequence(...signerInfoFields(parts).map(opaque), ...unsigned));
}

const SET_OF = 0x31;
const SIGNED_ATTRIBUTES = 0xa0;

/** version, sid, digestAlgorithm, signedAttrs, signatureAlgorithm and signature, each as it stands in the SignerInfo. */
export function signerInfoFields(parts: SignerInfoParts): readonly Uint8Array[] {
  const { issuer, serialNumber } = readCertificate(parts.signer);
  if (parts.signedAttributes[0] !== SET_OF) {
    throw new TamgaError('TAMGA-E-DER', 'the signed attributes are not a SET OF');
  }
  const signedAttrs = parts.signedAttributes.slice();
  signedAttrs[0] = SIGNED_ATTRIBUTES;
  return [
    // RFC 5652 section 5.3: version 1 goes with issuerAndSerialNumber.
    encode(integer(1n)),
    encode(sequence(issuer.toSchema(), serialNumber)),
    encode(digestAlgorithm(parts.suite).toSchema()),
    signedAttrs,
    encode(signerInfoAlgorithm(parts.suite).toSchema()),
    encode(octets(parts.signatureValue)),
  ];
}

/** What E-IMZO does with long content is done here with any: more than one chunk whenever there is more than one byte. */
function eContent(content: Uint8Array, indefinite: boolean): Node {
  if (!indefinite) return octets(content);
  const half = Math.min(CHUNK, Math.ceil(content.length / 2));
  const chunks: asn1js.OctetString[] = [];
  for (let at = 0; at < content.length; at += half) chunks.push(octets(content.subarray(at, at + half)));
  const whole = new asn1js.OctetString({ isConstructed: true, value: chunks });
  whole.lenBlock.isIndefiniteForm = true;
  return whole;
}

const CHUNK = 1000;
