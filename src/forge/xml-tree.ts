/**
 * XML as values: what the forge builds signatures from and what it reads the documents into that it signs.
 *
 * @see {@link https://www.w3.org/TR/xml-names/ Namespaces in XML 1.0}
 * @module
 */
import { TamgaError } from '../model/error';

export interface XmlElement {
  readonly kind: 'element';
  /** As written, prefix and all. */
  readonly name: string;
  /** Declared here, URI by prefix; the default namespace is that of the empty prefix. */
  readonly namespaces: ReadonlyMap<string, string>;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

/** Qualified name as written, and value. */
export type XmlAttribute = readonly [string, string];

export interface XmlComment {
  readonly kind: 'comment';
  readonly text: string;
}

export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly data: string;
}

/** Character data is a string. */
export type XmlNode = XmlElement | XmlComment | XmlInstruction | string;

export interface XmlDocument {
  readonly before: readonly XmlNode[];
  readonly root: XmlElement;
  readonly after: readonly XmlNode[];
}

/** What holds for an element because of its ancestors. */
export interface Scope {
  readonly namespaces: ReadonlyMap<string, string>;
  /** Attributes of the namespace `xml`, which Canonical XML hands down; the nearest ancestor's wins. */
  readonly inherited: ReadonlyMap<string, string>;
}

export const OUTERMOST: Scope = { namespaces: new Map(), inherited: new Map() };

/** For the children of the element. */
export function scopeIn(scope: Scope, element: XmlElement): Scope {
  return {
    namespaces: new Map([...scope.namespaces, ...element.namespaces]),
    inherited: new Map([
      ...scope.inherited,
      ...element.attributes.filter(([name]) => name.startsWith('xml:')),
    ]),
  };
}

type Attributes = Readonly<Record<string, string | null>>;

/** `xmlns` and `xmlns:p` are declarations; null leaves an attribute out. */
export function element(name: string, attributes: Attributes, ...children: readonly XmlNode[]): XmlElement {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  );
  return {
    kind: 'element',
    name,
    namespaces: new Map(
      given.flatMap(([key, value]) => (isDeclaration(key) ? [[declared(key), value]] : [])),
    ),
    attributes: given.filter(([key]) => !isDeclaration(key)),
    children,
  };
}

export function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

/** The prefix that `xmlns:p` declares. */
export function declared(name: string): string {
  return name.slice('xmlns:'.length);
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string' && node.kind === 'element';
}

export function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The namespace that the prefix of an element's name stands for in the scope of the element itself. */
export function namespaceOf(name: string, namespaces: ReadonlyMap<string, string>): string {
  const prefix = prefixOf(name);
  const uri = namespaces.get(prefix);
  if (uri === undefined && prefix !== '') {
    throw new TamgaError('TAMGA-E-MINT', `the XML to sign uses the prefix ${prefix} without declaring it`);
  }
  return uri ?? '';
}

/** The text of the node and of all below it. */
export function textOf(node: XmlNode): string {
  if (typeof node === 'string') return node;
  return node.kind === 'element' ? node.children.map(textOf).join('') : '';
}
