/**
 * One ds:Signature: references, SignedInfo, value, KeyInfo and objects, in the scope where it will stand.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/ XML Signature 1.1}
 * @module
 */
import type { Suite } from '../../crypto/suites';
import type { SuiteId } from '../../model/claim';
import type { Identity } from '../forged';
import { knownSuite, signAs } from '../signing';
import { C14N, canonical } from '../xml-canonical';
import { element, type Scope, scopeIn, type XmlElement } from '../xml-tree';
import { type SignedProperties, signedPropertiesElement } from './properties';
import { base64, type DataReference, referenceElement, xmlNames } from './reference';
import { xmlValue } from './value';
import { NAMESPACE, TYPE } from './vocabulary';

export interface XmlSigner {
  readonly identity: Identity;
  /** The identity's own unless named. */
  readonly suite?: SuiteId;
  /** Calculated with in place of the suite's row. */
  readonly row?: Suite;
  /** Null: plain XMLDSig. */
  readonly properties: SignedProperties | null;
  /** What all ids of this signature begin with. */
  readonly id: string;
  /** Of SignedInfo and of the signed properties; exclusive unless named. */
  readonly canonicalization?: string;
  /** Embedded in place of the identity's certificate and its chain. */
  readonly certificates?: readonly Uint8Array[];
  readonly parts?: SignatureParts;
}

/** What a case may replace, each at its place in the making, so that all that depends on it follows. */
export interface SignatureParts {
  /** Before anything is digested. */
  readonly references?: (references: readonly DataReference[]) => readonly DataReference[];
  /** One finished ds:Reference: transforms, digest method, digest value, URI. */
  readonly reference?: (reference: XmlElement, at: number) => XmlElement;
  /** Before it is digested. */
  readonly signedProperties?: (properties: XmlElement) => XmlElement;
  /** After signing: what is handed on in place of what was signed. */
  readonly signedPropertiesHandedOn?: (properties: XmlElement) => XmlElement;
  /** Before it is signed. */
  readonly signedInfo?: (signedInfo: XmlElement) => XmlElement;
  /** After signing. */
  readonly signedInfoHandedOn?: (signedInfo: XmlElement) => XmlElement;
  /** As the suite gives it, before it takes the form of XML. */
  readonly calculatedValue?: (value: Uint8Array) => Uint8Array;
  /** In the form of XML signatures, before any time-stamp is made over it. */
  readonly signatureValue?: (value: Uint8Array) => Uint8Array;
  /** Null leaves it out. */
  readonly keyInfo?: (keyInfo: XmlElement) => XmlElement | null;
  /** ds:Object elements beside the one with the properties. */
  readonly objects?: (objects: readonly XmlElement[]) => readonly XmlElement[];
  /** Children of UnsignedSignatureProperties, when all of them are there. */
  readonly unsigned?: (properties: readonly XmlElement[]) => readonly XmlElement[];
  /** The finished ds:Signature. */
  readonly signature?: (signature: XmlElement) => XmlElement;
}

/** Signed, and open for what is not signed. */
export interface SignedXml {
  readonly signer: XmlSigner;
  /** Of the children of ds:Signature. */
  readonly scope: Scope;
  /** Of the children of UnsignedSignatureProperties. */
  readonly unsignedScope: Scope;
  /** What every reference gave, that to the signed properties among them. */
  readonly octets: readonly Uint8Array[];
  readonly signedInfo: XmlElement;
  readonly signatureValue: XmlElement;
  readonly keyInfo: XmlElement | null;
  readonly objects: readonly XmlElement[];
  /** Null in plain XMLDSig. */
  readonly signedProperties: XmlElement | null;
  readonly unsigned: readonly XmlElement[];
}

const SIGNATURE_DECLARATIONS = { 'xmlns:ds': NAMESPACE.ds } as const;

/** For the children of ds:Signature, wherever that stands. */
export function scopeOfSignature(scope: Scope): Scope {
  return scopeIn(scope, element('ds:Signature', SIGNATURE_DECLARATIONS));
}

/** For the children of QualifyingProperties and all below them. */
function scopeOfProperties(ofSignature: Scope): Scope {
  return scopeIn(ofSignature, element('xades:QualifyingProperties', { 'xmlns:xades': NAMESPACE.xades }));
}

export function signXml(
  signer: XmlSigner,
  references: readonly DataReference[],
  objects: readonly XmlElement[],
  where: Scope,
): SignedXml {
  const { identity, id, properties, parts = {}, canonicalization = C14N.exclusive } = signer;
  const suite = signer.row ?? knownSuite(signer.suite ?? identity.suite);
  const scope = scopeOfSignature(where);
  const referred = parts.references?.(references) ?? references;
  const plain =
    properties === null ? null : signedPropertiesElement(`${id}-properties`, properties, referred);
  const signedProperties = plain === null ? null : (parts.signedProperties?.(plain) ?? plain);
  const all =
    signedProperties === null
      ? referred
      : [
          ...referred,
          propertiesReference(
            signer,
            canonical(signedProperties, scopeOfProperties(scope), { algorithm: canonicalization }),
          ),
        ];
  const made = all.map((one, at) => {
    const reference = referenceElement(one, suite);
    return parts.reference?.(reference, at) ?? reference;
  });
  const info = signedInfoElement(canonicalization, xmlNames(suite).signature, made);
  const signedInfo = parts.signedInfo?.(info) ?? info;
  const calculated = signAs(
    suite,
    identity.key,
    canonical(signedInfo, scope, { algorithm: canonicalization }),
  );
  const value = xmlValue(suite, parts.calculatedValue?.(calculated) ?? calculated);
  const keyInfo = keyInfoElement(signer.certificates ?? [identity.certificate, ...identity.chain]);
  return {
    signer,
    scope,
    unsignedScope: scopeOfProperties(scope),
    octets: all.map(({ octets }) => octets),
    signedInfo: parts.signedInfoHandedOn?.(signedInfo) ?? signedInfo,
    signatureValue: element(
      'ds:SignatureValue',
      { Id: `${id}-value` },
      base64(parts.signatureValue?.(value) ?? value),
    ),
    keyInfo: parts.keyInfo === undefined ? keyInfo : parts.keyInfo(keyInfo),
    objects: parts.objects?.(objects) ?? objects,
    signedProperties:
      signedProperties === null
        ? null
        : (parts.signedPropertiesHandedOn?.(signedProperties) ?? signedProperties),
    unsigned: [],
  };
}

function propertiesReference(
  { id, canonicalization = C14N.exclusive }: XmlSigner,
  octets: Uint8Array,
): DataReference {
  return {
    id: null,
    uri: `#${id}-properties`,
    type: TYPE.signedProperties,
    transforms: [{ algorithm: canonicalization }],
    octets,
    mimeType: null,
  };
}

function signedInfoElement(
  canonicalization: string,
  algorithm: string,
  references: readonly XmlElement[],
): XmlElement {
  return element(
    'ds:SignedInfo',
    {},
    element('ds:CanonicalizationMethod', { Algorithm: canonicalization }),
    element('ds:SignatureMethod', { Algorithm: algorithm }),
    ...references,
  );
}

function keyInfoElement(certificates: readonly Uint8Array[]): XmlElement {
  const data = certificates.map((one) => element('ds:X509Certificate', {}, base64(one)));
  return element('ds:KeyInfo', {}, element('ds:X509Data', {}, ...data));
}

export function withUnsigned(signed: SignedXml, ...added: readonly XmlElement[]): SignedXml {
  return { ...signed, unsigned: [...signed.unsigned, ...added] };
}

export function signatureElement(signed: SignedXml): XmlElement {
  const { signer, signedInfo, signatureValue, keyInfo, objects } = signed;
  const { id, parts = {} } = signer;
  const made = element(
    'ds:Signature',
    { ...SIGNATURE_DECLARATIONS, Id: id },
    signedInfo,
    signatureValue,
    ...(keyInfo === null ? [] : [keyInfo]),
    ...objects,
    ...qualifyingObject(signed),
  );
  return parts.signature?.(made) ?? made;
}

function qualifyingObject({ signer, signedProperties, unsigned }: SignedXml): readonly XmlElement[] {
  if (signedProperties === null) return [];
  const { id, parts = {} } = signer;
  const all = parts.unsigned?.(unsigned) ?? unsigned;
  const ofSignature = element('xades:UnsignedSignatureProperties', {}, ...all);
  const qualifying = element(
    'xades:QualifyingProperties',
    { 'xmlns:xades': NAMESPACE.xades, Target: `#${id}` },
    signedProperties,
    ...(all.length === 0 ? [] : [element('xades:UnsignedProperties', {}, ofSignature)]),
  );
  return [element('ds:Object', {}, qualifying)];
}
