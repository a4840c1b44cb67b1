/**
 * An XML document as the data model of XPath 1.0 sees it, with what canonicalisation needs to know of namespaces.
 *
 * @see {@link https://www.w3.org/TR/1999/REC-xpath-19991116/#data-model XPath 1.0, section 5}
 * @module
 */

export interface XmlAttribute {
  readonly kind: 'attribute';
  readonly parent: XmlElement;
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

/** One xmlns attribute. */
export interface NamespaceDeclaration {
  /** Empty: the default namespace. */
  readonly prefix: string;
  /** Empty: the default namespace is undeclared. */
  readonly uri: string;
  /** What the prefix meant just outside the element; empty: nothing. */
  readonly outer: string;
}

export interface XmlElement {
  readonly kind: 'element';
  readonly parent: XmlElement | null;
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  readonly declared: readonly NamespaceDeclaration[];
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** Place in the document; the element contains all nodes from here to `end`. */
  readonly order: number;
  readonly end: number;
}

export interface XmlText {
  readonly kind: 'text';
  readonly parent: XmlElement;
  readonly value: string;
  readonly order: number;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly parent: XmlElement | null;
  readonly value: string;
  readonly order: number;
}

export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly parent: XmlElement | null;
  readonly target: string;
  readonly value: string;
  readonly order: number;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

export interface XmlDocument {
  readonly kind: 'document';
  readonly root: XmlElement;
  /** The root with the comments and instructions around it. */
  readonly children: readonly XmlNode[];
  readonly nodeCount: number;
}

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

export function isNamed(node: XmlElement, uri: string, local: string): boolean;
export function isNamed(node: XmlNode, uri: string, local: string): node is XmlElement;
export function isNamed(node: XmlNode, uri: string, local: string): boolean {
  return node.kind === 'element' && node.local === local && node.uri === uri;
}

/** An attribute without namespace. */
export function attribute(element: XmlElement, local: string): string | undefined {
  for (const one of element.attributes) if (one.local === local && one.uri === '') return one.value;
  return undefined;
}

export function childElements(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((node): node is XmlElement => node.kind === 'element');
}

/** The text directly in the element, comments and instructions left out. */
export function ownText(element: XmlElement): string {
  const [only] = element.children;
  if (element.children.length === 1 && only?.kind === 'text') return only.value;
  return element.children.map((node) => (node.kind === 'text' ? node.value : '')).join('');
}

/** XPath 1.0 section 5.2: all text below, in document order. */
export function textContent(element: XmlElement): string {
  const [only] = element.children;
  if (element.children.length === 1 && only?.kind === 'text') return only.value;
  const pieces: string[] = [];
  for (const node of descendants(element)) if (node.kind === 'text') pieces.push(node.value);
  return pieces.join('');
}

/** All nodes below, in document order. */
export function* descendants(top: XmlElement | XmlDocument): Generator<XmlNode> {
  for (const node of top.children) {
    yield node;
    if (node.kind === 'element') yield* descendants(node);
  }
}

/** In document order, the top itself left out. */
export function elementsBelow(top: XmlElement | XmlDocument): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const visit = (nodes: readonly XmlNode[]): void => {
    for (const node of nodes) {
      if (node.kind !== 'element') continue;
      found.push(node);
      visit(node.children);
    }
  };
  visit(top.children);
  return found;
}

export function contains(element: XmlElement, node: XmlNode): boolean {
  return node.order >= element.order && node.order <= element.end;
}

export function isAncestor(element: XmlElement, node: XmlNode): boolean {
  return node.order > element.order && node.order <= element.end;
}

/** Prefix to URI as in force in the element, `xml` and undeclared prefixes left out. */
export function namespacesInScope(element: XmlElement): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    for (const { prefix, uri } of at.declared) if (!all.has(prefix)) all.set(prefix, uri);
  }
  if (all.get('') === '') all.delete('');
  return all;
}
