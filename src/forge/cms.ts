/**
 * CMS and CAdES signatures, in two steps for remote signing (attributes, then assembly) or in one.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5652 RFC 5652}
 * @module
 */
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { digestAlgorithm, signerInfoAlgorithm } from './algorithms';
import { decode, encode, explicit, type Node, octets, oid, opaque, sequence, sorted } from './asn1';
import { readCertificate } from './certificate';
import { CMS, signedAttributes } from './cms-attributes';
import type { Identity } from './forged';
import { signWith } from './signing';

export interface Assembly {
  readonly suite: SuiteId;
  /** The DER SET OF that was signed. */
  readonly signedAttributes: Uint8Array;
  readonly signatureValue: Uint8Array;
  /** The certificate that the sid names by issuer and serial number. */
  readonly signer: Uint8Array;
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
    indefiniteLength: request.indefiniteLength ?? false,
  });
}

export function assemble(assembly: Assembly): Uint8Array {
  const contentType = assembly.contentType ?? CMS.data;
  const indefinite = assembly.indefiniteLength ?? false;
  const signedData = new pkijs.SignedData({
    digestAlgorithms: [digestAlgorithm(assembly.suite)],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: contentType }),
    signerInfos: [signerInfo(assembly)],
  }).toSchema();
  const encapsulated = child(signedData, 2);
  if (assembly.certificates.length > 0) {
    signedData.valueBlock.value.splice(3, 0, explicit(0, ...sorted(assembly.certificates).map(opaque)));
  }
  // pkijs would drop an empty content and chunk any other: both are decided here instead.
  if (assembly.content !== null) {
    encapsulated.valueBlock.value.push(explicit(0, eContent(assembly.content, indefinite)));
  }
  // asn1js makes the parents of an indefinite length indefinite, too.
  encapsulated.lenBlock.isIndefiniteForm = indefinite;
  return encode(sequence(oid(CMS.signedData), explicit(0, signedData)));
}

function signerInfo(assembly: Assembly): pkijs.SignerInfo {
  const { issuer, serialNumber } = readCertificate(assembly.signer);
  const unsigned = unsignedAttributes(assembly.timeStamp ?? null);
  return new pkijs.SignerInfo({
    // RFC 5652 section 5.3: version 1 goes with issuerAndSerialNumber.
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
    digestAlgorithm: digestAlgorithm(assembly.suite),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({
      type: 0,
      attributes: children(assembly.signedAttributes).map((schema) => new pkijs.Attribute({ schema })),
    }),
    signatureAlgorithm: signerInfoAlgorithm(assembly.suite),
    signature: octets(assembly.signatureValue),
    ...(unsigned === null ? {} : { unsignedAttrs: unsigned }),
  });
}

function unsignedAttributes(timeStamp: Uint8Array | null): pkijs.SignedAndUnsignedAttributes | null {
  if (timeStamp === null) return null;
  const attribute = new pkijs.Attribute({ type: CMS.signatureTimeStamp, values: [opaque(timeStamp)] });
  return new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] });
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

function child(parent: asn1js.Sequence, index: number): asn1js.Constructed {
  const found = parent.valueBlock.value[index];
  if (found instanceof asn1js.Constructed) return found;
  throw new TamgaError('TAMGA-E-INTERNAL', `SignedData has no constructed element ${index}`);
}

function children(set: Uint8Array): readonly Node[] {
  const node = decode(set);
  if (node instanceof asn1js.Set) return node.valueBlock.value;
  throw new TamgaError('TAMGA-E-DER', 'the signed attributes are not a SET OF');
}
