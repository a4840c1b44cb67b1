/**
 * Where an XML signature leaves the rules of its format, and every position that wrapping attacks take.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-bestpractices/ XML Signature best practices} and EN 319 132-1, section 4.4
 * @module
 */
import { childElements, elementsBelow, isAncestor, type XmlElement } from '../../encoding/xml/tree';
import type { Oddity } from '../facts';
import type { XmlContext } from './context';
import { placeOf, setsOf, unsignedObject } from './coverage';
import type { ReferenceTarget, XmlOddity } from './facts';
import { idsOf } from './ids';
import { c14nOf, DS, isDs, isXades, isXadesNamespace, reportName, TYPE } from './names';
import { type FoundProperties, strayReferences, targetFault } from './qualifying-properties';
import type { ReadReference } from './references';
import type { SignatureElement } from './signature-element';
import { besideBase64, strayContent } from './stray-content';

export function odditiesOf(
  context: XmlContext,
  parts: SignatureElement,
  references: readonly ReadReference[],
  found: FoundProperties,
): readonly Oddity[] {
  const unsigned = unsignedObject(parts, references);
  const stray = besideBase64(references) ?? strayContent(context, parts.element, setsOf(references));
  return [
    ...parts.faults.map((fault) => odd('xml.signature-structure', fault)),
    ...(c14nOf(parts.canonicalization) === undefined
      ? [odd('xml.canonicalization', 'the canonicalisation of SignedInfo is unknown')]
      : []),
    ...idOddities(context, parts, references),
    ...brokenValues(parts.element),
    ...(unsigned === undefined
      ? []
      : [odd('xml.unsigned-object', `no reference is to the ds:Object in ${placeOf(parts.element)}`)]),
    ...(stray === undefined ? [] : [odd('xml.stray-content', `no reference is to ${placeOf(stray)}`)]),
    ...nothingSigned(references),
    ...references
      .filter((one) => targetOf(parts, one) === 'other-element')
      .map(({ facts }) => odd('xml.internally-detached', `${facts.what} is beside the signature`)),
    ...propertyOddities(parts, references, found),
  ];
}

function odd(kind: XmlOddity, found: string): Oddity {
  return { kind, found };
}

export function targetOf(
  { element, keyInfo, objects }: SignatureElement,
  { target }: ReadReference,
): ReferenceTarget {
  if (target.found === 'document') return 'document';
  if (target.found === 'octets' || target.found === 'absent') return 'external';
  if (target.found !== 'element') return 'none';
  const { node } = target;
  if (node === keyInfo) return 'key-info';
  if (isXades(node, 'SignedProperties') && isAncestor(element, node)) return 'signed-properties';
  if (isDs(node, 'SignatureValue') && !isAncestor(element, node)) return 'signature-value';
  if (node.parent === null) return 'document';
  if (isAncestor(node, element)) return 'enveloping-element';
  const object = objects.find((one) => one === node || isAncestor(one, node));
  if (object === undefined) return 'other-element';
  return isDs(node, 'Manifest') ? 'manifest' : 'object';
}

function nothingSigned(references: readonly ReadReference[]): readonly Oddity[] {
  const about = references.filter(({ facts }) => facts.role === 'document');
  if (about.length === 0) return [odd('xml.nothing-signed', 'no reference is to a document')];
  return about
    .filter(({ stage }) => stage?.bare === true)
    .map(({ facts }) =>
      odd('xml.nothing-signed', `the transforms leave no element of what the reference names: ${facts.what}`),
    );
}

function idOddities(
  { ids, document }: XmlContext,
  { element }: SignatureElement,
  references: readonly ReadReference[],
): readonly Oddity[] {
  const named = references.flatMap(({ target }) => (target.found === 'ambiguous' ? [target] : []));
  const ambiguous = named.map(({ id, count }) =>
    odd('xml.ambiguous-reference', `${count} elements have the Id "${id}" that a reference names`),
  );
  const own = new Set<string>();
  for (const node of [element, ...elementsBelow(element)]) {
    if (node.uri === DS || isXadesNamespace(node.uri)) {
      for (const id of idsOf(node)) own.add(id);
    }
  }
  for (const { id } of named) own.add(id);
  const twice = [...own].filter((id) => (ids.get(id)?.length ?? 0) > 1);
  return [
    ...ambiguous,
    ...twice.map((id) =>
      odd(
        'xml.duplicate-id',
        `${ids.get(id)?.length} elements of ${reportName(document.root)} have the Id "${id}"`,
      ),
    ),
  ];
}

/** Elements whose content is one value: whoever reads the first piece of text reads another value than the rest do. */
const VALUES: ReadonlySet<string> = new Set([
  'DigestValue',
  'SignatureValue',
  'X509Certificate',
  'X509CRL',
  'X509SKI',
  'X509IssuerName',
  'X509SerialNumber',
  'Modulus',
  'Exponent',
  'SigningTime',
  'IssuerSerialV2',
  'Identifier',
  'EncapsulatedTimeStamp',
  'EncapsulatedX509Certificate',
  'EncapsulatedCRLValue',
  'EncapsulatedOCSPValue',
]);

function brokenValues(signature: XmlElement): readonly Oddity[] {
  const faults: Oddity[] = [];
  for (const node of elementsBelow(signature)) {
    if (!VALUES.has(node.local) || (node.uri !== DS && !isXadesNamespace(node.uri))) continue;
    const other = node.children.find((child) => child.kind !== 'text');
    if (other !== undefined)
      faults.push(odd('xml.broken-value', `${reportName(node)} holds more than its value`));
  }
  return faults;
}

function propertyOddities(
  { id }: SignatureElement,
  references: readonly ReadReference[],
  { properties, count }: FoundProperties,
): readonly Oddity[] {
  const stray = strayReferences(references, properties).map(({ facts }) =>
    odd(
      'xades.signed-properties-elsewhere',
      `${facts.what} is not to the signed properties of this signature`,
    ),
  );
  if (properties === null) return stray;
  const { signedBy, signedProperties } = properties;
  const target = targetFault(properties, id);
  return [
    ...stray,
    ...(count > 1
      ? [odd('xades.several-qualifying-properties', `there are ${count} QualifyingProperties`)]
      : []),
    ...(target === undefined ? [] : [odd('xades.target', target)]),
    ...(signedProperties !== null && signedBy === null
      ? [odd('xades.signed-properties-unsigned', 'no reference covers the SignedProperties')]
      : []),
    ...(signedBy !== null && !TYPE.signedProperties.test(signedBy.type ?? '')
      ? [
          odd(
            'xades.signed-properties-type',
            `the reference to the SignedProperties is of type "${signedBy.type ?? ''}"`,
          ),
        ]
      : []),
  ];
}

/** A counter-signature is one only of the value that it signs. */
export function countersigns(references: readonly ReadReference[], value: XmlElement): boolean {
  return references.some(
    ({ target, inManifest, stage }) =>
      !inManifest &&
      target.found === 'element' &&
      target.node === value &&
      stage?.of?.filter === null &&
      childElements(value).length === 0,
  );
}
