/**
 * The XAdES properties of one signature: found only where they belong to it, and signed only if a reference of it says so.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, sections 4.3 and 4.4}
 * @module
 */
import { attribute, childElements, type XmlElement } from '../../encoding/xml/tree';
import { isXades, TYPE, XADES_NAMESPACES } from './names';
import { type ReadReference, signedWhole } from './references';
import type { SignatureElement } from './signature-element';

export interface QualifyingProperties {
  readonly element: XmlElement;
  /** Which version of the schema. */
  readonly namespace: string;
  readonly signedProperties: XmlElement | null;
  /** The reference that covers them with all that is in them. */
  readonly signedBy: ReadReference | null;
  readonly signedSignature: readonly XmlElement[];
  readonly signedDataObject: readonly XmlElement[];
  readonly unsignedSignature: readonly XmlElement[];
  readonly unsignedDataObject: readonly XmlElement[];
}

export interface FoundProperties {
  /** The first; that there are more is a fault. */
  readonly properties: QualifyingProperties | null;
  readonly count: number;
}

export function readQualifyingProperties(
  { objects }: SignatureElement,
  references: readonly ReadReference[],
): FoundProperties {
  const all = objects
    .flatMap(childElements)
    .filter((node) => node.local === 'QualifyingProperties' && XADES_NAMESPACES.includes(node.uri));
  const [first] = all;
  return { properties: first === undefined ? null : readProperties(first, references), count: all.length };
}

function readProperties(element: XmlElement, references: readonly ReadReference[]): QualifyingProperties {
  const signed = childOf(element, 'SignedProperties');
  const unsigned = childOf(element, 'UnsignedProperties');
  return {
    element,
    namespace: element.uri,
    signedProperties: signed ?? null,
    signedBy:
      references.find((one) => signed !== undefined && !one.inManifest && signedWhole(one) === signed) ??
      null,
    signedSignature: childrenOf(signed, 'SignedSignatureProperties'),
    signedDataObject: childrenOf(signed, 'SignedDataObjectProperties'),
    unsignedSignature: childrenOf(unsigned, 'UnsignedSignatureProperties'),
    unsignedDataObject: childrenOf(unsigned, 'UnsignedDataObjectProperties'),
  };
}

function childOf(parent: XmlElement, local: string): XmlElement | undefined {
  return childElements(parent).find((node) => node.local === local && node.uri === parent.uri);
}

function childrenOf(parent: XmlElement | undefined, local: string): readonly XmlElement[] {
  const group = parent === undefined ? undefined : childOf(parent, local);
  return group === undefined ? [] : childElements(group);
}

/** All of one name, whatever namespace of XAdES it is in. */
export function named(
  properties: readonly XmlElement[],
  ...locals: readonly string[]
): readonly XmlElement[] {
  return properties.filter((node) => locals.some((local) => isXades(node, local)));
}

/** A reference that says by its Type that it is to signed properties, and is not to those of this signature. */
export function strayReferences(
  references: readonly ReadReference[],
  properties: QualifyingProperties | null,
): readonly ReadReference[] {
  return references.filter(
    (one) =>
      one.type !== null &&
      TYPE.signedProperties.test(one.type) &&
      (properties?.signedProperties == null || signedWhole(one) !== properties.signedProperties),
  );
}

/** EN 319 132-1 section 4.3.1: Target names the signature that the properties are of. */
export function targetFault({ element }: QualifyingProperties, id: string | null): string | undefined {
  const target = attribute(element, 'Target');
  if (target === undefined) return 'the QualifyingProperties have no Target';
  return id !== null && target === `#${id}`
    ? undefined
    : `the Target "${target}" of the QualifyingProperties is not the signature`;
}
