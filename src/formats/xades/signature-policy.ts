/**
 * The signature policy that the signer says it followed, and the document where the signature stores it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, sections 5.2.9 and 5.2.10}
 * @module
 */
import { decodeBase64 } from '../../encoding/base64';
import { childElements, elementsBelow, ownText, type XmlElement } from '../../encoding/xml/tree';
import type { SignaturePolicyReference } from '../facts';
import { isDs, isXades } from './names';
import type { QualifyingProperties } from './qualifying-properties';
import { named } from './qualifying-properties';
import { decodedValue, digestReference } from './references';

/** The first one; that there are more is seen in the properties. */
export function signaturePolicyOf(properties: QualifyingProperties): SignaturePolicyReference | null {
  const [identifier] = named(properties.signedSignature, 'SignaturePolicyIdentifier');
  if (identifier === undefined) return null;
  const document = storedDocument(properties);
  const policy = child(identifier, 'SignaturePolicyId');
  // SignaturePolicyImplied.
  if (policy === undefined) return { id: null, digest: null, hash: null, uri: null, document };
  const hash = child(policy, 'SigPolicyHash');
  const value = hash && childElements(hash).find((node) => isDs(node, 'DigestValue'));
  return {
    id: identifierText(policy),
    digest: hash === undefined ? null : digestReference(hash),
    hash: value === undefined ? null : decodedValue(value),
    uri: qualifierUri(policy),
    document,
  };
}

/** EN 319 132-1 section 5.1.2: an OID may be written as a URN, and is compared without it. */
function identifierText(policy: XmlElement): string | null {
  const id = child(policy, 'SigPolicyId');
  const text = id && child(id, 'Identifier');
  return text === undefined
    ? null
    : ownText(text)
        .trim()
        .replace(/^urn:oid:/i, '');
}

/** SPURI. */
function qualifierUri(policy: XmlElement): string | null {
  const qualifiers = child(policy, 'SigPolicyQualifiers');
  for (const qualifier of qualifiers === undefined ? [] : childElements(qualifiers)) {
    const uri = child(qualifier, 'SPURI');
    if (uri !== undefined) return ownText(uri).trim();
  }
  return null;
}

/** SignaturePolicyStore; a place on the signer's machine is none. */
function storedDocument({ unsignedSignature }: QualifyingProperties): Uint8Array | null {
  const [store] = named(unsignedSignature, 'SignaturePolicyStore');
  const document = store && child(store, 'SignaturePolicyDocument');
  return document === undefined ? null : (decodeBase64(ownText(document)) ?? null);
}

/** A policy whose hash is over what a specification says of it, not over its bytes. */
export function namesSpecification({ signedSignature, unsignedSignature }: QualifyingProperties): boolean {
  return [...signedSignature, ...unsignedSignature].some(
    (property) =>
      /^SignaturePolicy/.test(property.local) &&
      elementsBelow(property).some((node) => isXades(node, 'SPDocSpecification')),
  );
}

function child(parent: XmlElement, local: string): XmlElement | undefined {
  return childElements(parent).find((node) => isXades(node, local));
}
