/**
 * Cases of the qualifying properties: signed ones that are not, and others in their place.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, section 4}
 * @module
 */
import { digestByName } from '../../../crypto/digests';
import { digestElements } from '../../xades/reference';
import { NAMESPACE } from '../../xades/vocabulary';
import { element, isElement, type XmlElement, type XmlNode } from '../../xml-tree';
import type { ForgedCase } from '../case';
import { isToProperties } from './references';
import { attributeOf, replaced, withAttribute, xmlCase } from './xml-case';

const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
const XADES = { xadesOnly: true } as const;

const unreferenced = xmlCase('xml-properties-unreferenced', XADES, () => ({
  deviation: {
    parts: {
      signedInfo: (info) => replaced(info, 'ds:Reference', (one) => (isToProperties(one) ? [] : [one])),
    },
  },
}));

const untyped = xmlCase('xml-properties-type', XADES, () => ({
  deviation: {
    parts: { reference: (one) => (isToProperties(one) ? withAttribute(one, 'Type', null) : one) },
  },
}));

const target = xmlCase('xml-properties-target', XADES, () => ({
  deviation: {
    parts: {
      signature: (made) =>
        replaced(made, 'xades:QualifyingProperties', (one) => [withAttribute(one, 'Target', '#another')]),
    },
  },
}));

/** A year earlier, under an Id of its own. */
function forgedProperties(signed: XmlElement): XmlElement {
  const earlier = replaced(signed, 'xades:SigningTime', (one) => [
    { ...one, children: one.children.map((text) => (typeof text === 'string' ? oneYearBefore(text) : text)) },
  ]);
  return withAttribute(earlier, 'Id', `${attributeOf(signed, 'Id')}-forged`);
}

function oneYearBefore(time: string): string {
  return `${Number(time.slice(0, 4)) - 1}${time.slice(4)}`;
}

function propertiesIn(made: XmlElement): XmlElement | undefined {
  for (const child of made.children.filter(isElement)) {
    const found = child.name === 'xades:SignedProperties' ? child : propertiesIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The signed ones lie in an object of their own; where they are read stand forged ones. */
const wrappedProperties = xmlCase('xml-properties-wrapped', XADES, () => ({
  deviation: {
    parts: {
      signature: (made) => {
        const signed = propertiesIn(made);
        const aside: readonly XmlNode[] =
          signed === undefined ? [] : [element('ds:Object', { 'xmlns:xades': NAMESPACE.xades }, signed)];
        const forged = replaced(made, 'xades:SignedProperties', (one) => [forgedProperties(one)]);
        return { ...forged, children: [...forged.children, ...aside] };
      },
    },
  },
}));

const twice = xmlCase('xml-properties-twice', XADES, () => ({
  deviation: {
    parts: {
      signature: (made) => {
        const own = made.children.find((one) => isElement(one) && propertiesIn(one) !== undefined);
        if (own === undefined || !isElement(own)) return made;
        const forged = replaced(own, 'xades:SignedProperties', (one) => [forgedProperties(one)]);
        return { ...made, children: made.children.flatMap((one) => (one === own ? [forged, one] : [one])) };
      },
    },
  },
}));

/** Canonical XML drops it: who takes the first piece of text claims another time than was signed. */
const commentInTime = xmlCase('xml-comment-in-time', XADES, () => ({
  deviation: {
    parts: {
      signedPropertiesHandedOn: (properties) =>
        replaced(properties, 'xades:SigningTime', (one) => [
          { ...one, children: one.children.flatMap(parted) },
        ]),
    },
  },
}));

function parted(node: XmlNode): readonly XmlNode[] {
  return typeof node === 'string'
    ? [node.slice(0, 10), { kind: 'comment', text: '' }, node.slice(10)]
    : [node];
}

const certificateBySha1 = xmlCase('xml-signing-certificate-sha1', XADES, ({ identity }) => ({
  deviation: {
    parts: {
      signedProperties: (properties) =>
        replaced(properties, 'xades:CertDigest', (one) => [
          { ...one, children: digestElements(SHA1, digestByName('sha1').of(identity.certificate)) },
        ]),
    },
  },
}));

export const PROPERTY_CASES: readonly ForgedCase[] = [
  unreferenced,
  untyped,
  target,
  wrappedProperties,
  twice,
  commentInTime,
  certificateBySha1,
];
