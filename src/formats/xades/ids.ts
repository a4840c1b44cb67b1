/**
 * Which element an Id names. Without a schema every attribute that some reader may take for an identifier counts as one.
 *
 * Readers differ in which attributes they believe: a second element with the same value is how one is made to verify this and
 * to show that, so a value is only good for a reference while it names one element.
 *
 * @module
 */
import { elementsBelow, XML_NAMESPACE, type XmlDocument, type XmlElement } from '../../encoding/xml/tree';

const WS_SECURITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';

/** From every value to the elements that carry it, in document order. */
export type Ids = ReadonlyMap<string, readonly XmlElement[]>;

export function readIds(document: XmlDocument): Ids {
  const ids = new Map<string, XmlElement[]>();
  for (const node of elementsBelow(document)) {
    for (const value of idsOf(node)) {
      const carriers = ids.get(value);
      if (carriers === undefined) ids.set(value, [node]);
      else if (carriers.at(-1) !== node) carriers.push(node);
    }
  }
  return ids;
}

/** Values of all attributes of an element that may identify it. */
export function idsOf(element: XmlElement): readonly string[] {
  const { attributes } = element;
  if (attributes.length === 0) return [];
  return attributes.filter(isId).map(({ value }) => value);
}

function isId({ uri, local }: XmlElement['attributes'][number]): boolean {
  if (uri === '') return local === 'Id' || local === 'ID' || local === 'id';
  return (uri === XML_NAMESPACE && local === 'id') || (uri === WS_SECURITY && local === 'Id');
}
