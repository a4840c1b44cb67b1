/**
 * What a reference or a transform leaves of a document.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-ReferenceProcessingModel XML Signature, section 4.4.3.2}
 * @module
 */
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree';

export interface NodeSet {
  /** All else lies below it. */
  readonly apex: XmlDocument | XmlElement;
  readonly comments: boolean;
  /** Elements that are taken out with all that is in them. */
  readonly without: ReadonlySet<XmlElement>;
  /** What XPath left of the rest; null: all. */
  readonly filter: NodeFilter | null;
}

export interface NodeFilter {
  node(node: XmlNode): boolean;
  attribute(attribute: XmlAttribute): boolean;
  /** Of the namespace node of the element with this prefix. */
  namespace(element: XmlElement, prefix: string): boolean;
}

export function wholeOf(apex: XmlDocument | XmlElement, comments: boolean): NodeSet {
  return { apex, comments, without: new Set(), filter: null };
}

export function bothFilters(first: NodeFilter | null, second: NodeFilter): NodeFilter {
  if (first === null) return second;
  return {
    node: (node) => first.node(node) && second.node(node),
    attribute: (attribute) => first.attribute(attribute) && second.attribute(attribute),
    namespace: (element, prefix) => first.namespace(element, prefix) && second.namespace(element, prefix),
  };
}
