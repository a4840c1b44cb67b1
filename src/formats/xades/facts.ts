/**
 * Facts that only an XML signature has.
 *
 * @module
 */

export const XML_ODDITIES = [
  /** An Id that two elements carry, one of which belongs to a signature or is referred to. */
  'xml.duplicate-id',
  /** A reference to an Id that several elements carry: what is signed depends on who reads. */
  'xml.ambiguous-reference',
  /** Children of ds:Signature, ds:SignedInfo, ds:Reference out of order, too many, unknown. */
  'xml.signature-structure',
  /** Comments, instructions or elements inside what should be a plain value. */
  'xml.broken-value',
  /** A ds:Object with content that no reference names. */
  'xml.unsigned-object',
  /** A reference to an element that is neither the document, nor around the signature, nor in one of its objects. */
  'xml.internally-detached',
  /** Content beside the signed elements that no reference names. */
  'xml.stray-content',
  /** No reference is to content, or its transforms leave no element of what it names: nothing that a reader sees is signed. */
  'xml.nothing-signed',
  /** The canonicalisation of SignedInfo is none that is known here: its octets cannot be had. */
  'xml.canonicalization',
  /** More than one QualifyingProperties in one signature. */
  'xades.several-qualifying-properties',
  /** Their Target is not the signature that they lie in. */
  'xades.target',
  /** SignedProperties that no reference of their signature covers. */
  'xades.signed-properties-unsigned',
  /** A reference that says it is to signed properties, and is not to those of this signature. */
  'xades.signed-properties-elsewhere',
  /** The reference to the signed properties does not say so by its Type. */
  'xades.signed-properties-type',
  /** A counter-signature that does not sign the signature value that it lies at. */
  'xades.counter-signature-reference',
] as const;
export type XmlOddity = (typeof XML_ODDITIES)[number];

export type ReferenceTarget =
  | 'document'
  /** An ancestor of the signature. */
  | 'enveloping-element'
  | 'object'
  | 'signed-properties'
  | 'key-info'
  | 'signature-value'
  | 'manifest'
  /** Another element of the document. */
  | 'other-element'
  | 'external'
  | 'none';

export interface XmlReferenceDetail {
  readonly id: string | null;
  readonly uri: string | null;
  readonly type: string | null;
  readonly target: ReferenceTarget;
  /** Algorithms, in order. */
  readonly transforms: readonly string[];
  readonly inManifest: boolean;
}

export interface XmlDetail {
  readonly syntax: 'xml';
  /** Id of the ds:Signature. */
  readonly signatureId: string | null;
  readonly canonicalization: string;
  /** Namespace of QualifyingProperties; null: plain XMLDSig. */
  readonly xadesNamespace: string | null;
  readonly references: readonly XmlReferenceDetail[];
  /** DER, of ds:X509Data. */
  readonly keyInfoCertificates: readonly Uint8Array[];
  readonly keyInfoSigned: boolean;
  /** Of every DataObjectFormat: the Id its ObjectReference names, and whether there is a MimeType. */
  readonly dataObjectFormats: readonly { readonly reference: string | null; readonly mimeTypes: number }[];
  /** A SigningCertificateV2 with an attribute URI in a Cert. */
  readonly certificateUri: boolean;
  /** How many EncapsulatedTimeStamp each SignatureTimeStamp holds. */
  readonly tokensPerSignatureTimeStamp: readonly number[];
  /** SignaturePolicyStore without a SigPolicyHash to compare with. */
  readonly policyStoreWithoutHash: boolean;
  /** The hash of the policy is over what its specification says, not over the file. */
  readonly policyBySpecification: boolean;
  /** The first node of the document that no reference covers. */
  readonly uncovered: string | null;
}
