/**
 * A CAdES signature in the making: what is signed stays, what is not signed can be added to it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1}
 * @module
 */
import type { Suite } from '../crypto/suites';
import type { SuiteId } from '../model/claim';
import { encode, explicit, oid, opaque } from './asn1';
import { counterSignatureAttribute } from './cades-attributes';
import { type SignerInfoParts, signedData, signerInfo } from './cms';
import { attributeOf, CMS, signedAttributes } from './cms-attributes';
import type { Identity } from './forged';
import type { ValidationMaterial } from './long-term';
import { knownSuite, signAs } from './signing';

export type Stamp = (bytes: Uint8Array) => Uint8Array;

export interface CadesSigner {
  readonly identity: Identity;
  /** Null leaves the attribute out, as PAdES does. */
  readonly signingTime: Date | null;
  /** The identity's own unless named. */
  readonly suite?: SuiteId;
  /** Calculated with in place of the suite's row. */
  readonly row?: Suite;
  /** What signing-certificate-v2 names, in place of the identity's certificate; null: no such attribute. */
  readonly signingCertificate?: Uint8Array | null;
  /** DER of whole attributes beside the usual ones. */
  readonly signed?: readonly Uint8Array[];
  /** DER of whole attributes. */
  readonly unsigned?: readonly Uint8Array[];
  /** Before the time-stamp is made over it. */
  readonly signatureValue?: (value: Uint8Array) => Uint8Array;
  /** Claimed in the attributes that are handed on, in place of the signed ones. */
  readonly handedOn?: Date;
  /** Makes the signature time-stamp. */
  readonly timeStamp?: Stamp;
  /** Sign the value of this signature; each may have counter-signers of its own. */
  readonly counterSigners?: readonly CadesSigner[];
}

/** One signer's part; unsigned attributes are not in order yet. */
export type SignedPart = SignerInfoParts & { readonly unsignedAttributes: readonly Uint8Array[] };

export interface CadesSignature {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly packaging: 'attached' | 'detached';
  readonly signers: readonly SignedPart[];
  readonly certificates: readonly Uint8Array[];
  /** RevocationInfoChoice. */
  readonly revocation: readonly Uint8Array[];
}

export function signContent(
  content: Uint8Array,
  packaging: 'attached' | 'detached',
  signers: readonly CadesSigner[],
): CadesSignature {
  return {
    contentType: CMS.data,
    content,
    packaging,
    signers: signers.map((signer) => signedPart(signer, content, CMS.data)),
    certificates: distinct(signers.flatMap(chainsOf)),
    revocation: [],
  };
}

function chainsOf(signer: CadesSigner): readonly Uint8Array[] {
  const { identity, counterSigners = [] } = signer;
  return [identity.certificate, ...identity.chain, ...counterSigners.flatMap(chainsOf)];
}

/** RFC 5652 section 11.4: a counter-signature has no content-type and signs the octets of a signature value. */
function signedPart(signer: CadesSigner, content: Uint8Array, contentType: string | null): SignedPart {
  const { identity, timeStamp, unsigned = [], counterSigners = [] } = signer;
  const suite = signer.suite ?? identity.suite;
  const row = signer.row ?? knownSuite(suite);
  const signed = attributesOf(signer, row, content, contentType, signer.signingTime);
  const value = signAs(row, identity.key, signed);
  const signatureValue = signer.signatureValue?.(value) ?? value;
  const stamps =
    timeStamp === undefined ? [] : [attributeOf(CMS.signatureTimeStamp, timeStamp(signatureValue))];
  const counters = counterSigners.map((counter) =>
    counterSignatureAttribute(signerInfo(signedPart(counter, signatureValue, null))),
  );
  const { handedOn } = signer;
  return {
    suite,
    signer: identity.certificate,
    signedAttributes:
      handedOn === undefined ? signed : attributesOf(signer, row, content, contentType, handedOn),
    signatureValue,
    unsignedAttributes: [...stamps, ...counters, ...unsigned],
  };
}

function attributesOf(
  signer: CadesSigner,
  { digest }: Suite,
  content: Uint8Array,
  contentType: string | null,
  signingTime: Date | null,
): Uint8Array {
  const { identity, signingCertificate = identity.certificate, signed = [] } = signer;
  const suite = signer.suite ?? identity.suite;
  return signedAttributes({
    suite,
    digest,
    content,
    contentType,
    signingTime,
    signingCertificate,
    further: signed,
  });
}

export function withUnsigned(signature: CadesSignature, index: number, added: Uint8Array): CadesSignature {
  const signers = signature.signers.map((signer, at) =>
    at === index ? { ...signer, unsignedAttributes: [...signer.unsignedAttributes, added] } : signer,
  );
  return { ...signature, signers };
}

/** EN 319 122-1 section 5.4.1: level B-LT has it in SignedData, not in attributes. */
export function withMaterial(signature: CadesSignature, material: ValidationMaterial): CadesSignature {
  const { certificates, crls, ocspResponses } = material;
  return {
    ...signature,
    certificates: distinct([...signature.certificates, ...certificates]),
    revocation: distinct([...signature.revocation, ...crls, ...ocspResponses.map(otherRevocationInfo)]),
  };
}

const OCSP_RESPONSE = '1.3.6.1.5.5.7.16.2';

/** RFC 5940 section 2.1: the whole OCSPResponse, as OtherRevocationInfoFormat under [1]. */
function otherRevocationInfo(response: Uint8Array): Uint8Array {
  return encode(explicit(1, oid(OCSP_RESPONSE), opaque(response)));
}

export function write(signature: CadesSignature, indefiniteLength = false): Uint8Array {
  const { signers, content, packaging, contentType, certificates, revocation } = signature;
  return signedData({
    digestSuites: signers.map(({ suite }) => suite),
    contentType,
    content: packaging === 'attached' ? content : null,
    certificates,
    revocation,
    signerInfos: signers.map(signerInfo),
    indefiniteLength,
  });
}

function distinct(all: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(all.map((one) => [Buffer.from(one).toString('base64'), one])).values()];
}
