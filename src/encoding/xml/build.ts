/**
 * The tree, from the text that libxml2 writes of a document that it found well-formed.
 *
 * One parser alone decides what a document says; its nodes are reached faster here than one by one in its own memory. That
 * names are declared and unique in the sense of namespaces is asked here, because libxml2 goes on where they are not.
 *
 * @see {@link https://www.w3.org/TR/xml-names/ Namespaces in XML 1.0}
 * @module
 */
import { TamgaError } from '../../model/error';
import { isDeclaration, namespaceFault, refuseReserved, refuseTwins, splitName } from './namespace-rules';
import type { NamespaceDeclaration, XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree';
import { XML_NAMESPACE } from './tree';

export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  /** Of one element, declarations of namespaces included. */
  readonly attributes: number;
}

const GREATER = 0x3e;
const SLASH = 0x2f;
const BLANK = 0x20;
const EQUALS = 0x3d;
const NONE: readonly NamespaceDeclaration[] = [];

/** Elements are open while their content is read. */
interface Open extends XmlElement {
  readonly parent: Open | null;
  readonly children: XmlNode[];
  readonly attributes: XmlAttribute[];
  end: number;
}

interface Builder {
  readonly text: string;
  readonly limits: XmlLimits;
  position: number;
  count: number;
  elements: number;
  depth: number;
  /** What every prefix means at the position. */
  readonly scope: Map<string, string>;
}

export function buildTree(text: string, limits: XmlLimits): XmlDocument {
  const scope = new Map([['xml', XML_NAMESPACE]]);
  const builder: Builder = { text, limits, position: 0, count: 0, elements: 0, depth: 0, scope };
  const top: XmlNode[] = [];
  let root: XmlElement | undefined;
  let open: Open | null = null;
  while (builder.position < text.length) {
    const at = text.indexOf('<', builder.position);
    const end = at === -1 ? text.length : at;
    if (open !== null && end > builder.position) addText(builder, open, end);
    if (at === -1) break;
    builder.position = at;
    const siblings = open === null ? top : open.children;
    const next = text[at + 1];
    if (next === '/') {
      if (open === null) throw unexpected(builder);
      open = close(builder, open);
    } else if (next === '!' || next === '?') {
      siblings.push(next === '!' ? comment(builder, open) : instruction(builder, open));
    } else {
      const { element, empty }: { element: Open; empty: boolean } = startTag(builder, open);
      siblings.push(element);
      if (open === null) root = element;
      open = empty ? leave(builder, element) : element;
    }
  }
  if (root === undefined || open !== null) throw unexpected(builder);
  return { kind: 'document', root, children: top, nodeCount: builder.count };
}

function addText(builder: Builder, parent: Open, end: number): void {
  const value = unescaped(builder.text.slice(builder.position, end));
  parent.children.push({ kind: 'text', parent, value, order: take(builder) });
}

function comment(builder: Builder, parent: Open | null): XmlNode {
  const start = builder.position + 4;
  const end = builder.text.indexOf('-->', start);
  if (end === -1 || !builder.text.startsWith('<!--', builder.position)) throw unexpected(builder);
  builder.position = end + 3;
  return { kind: 'comment', parent, value: builder.text.slice(start, end), order: take(builder) };
}

function instruction(builder: Builder, parent: Open | null): XmlNode {
  const start = builder.position + 2;
  const end = builder.text.indexOf('?>', start);
  if (end === -1) throw unexpected(builder);
  builder.position = end + 2;
  const [, target = '', value = ''] = /^(\S+)\s*([\s\S]*)$/.exec(builder.text.slice(start, end)) ?? [];
  return { kind: 'instruction', parent, target, value, order: take(builder) };
}

function startTag(builder: Builder, parent: Open | null): { element: Open; empty: boolean } {
  builder.position += 1;
  const name = readName(builder);
  const { found, empty } = readAttributes(builder);
  builder.elements += 1;
  builder.depth += 1;
  limit(builder.elements, builder.limits.elements, 'elements');
  limit(builder.depth, builder.limits.depth, 'open elements inside each other');
  const declared = declare(builder, found);
  const [prefix, local] = splitName(name);
  const uri = resolve(builder, prefix, name);
  const order = take(builder);
  const attributes: XmlAttribute[] = [];
  const element: Open = {
    kind: 'element',
    parent,
    prefix,
    local,
    uri,
    declared,
    attributes,
    children: [],
    order,
    end: order,
  };
  for (const [qualified, value] of found) {
    if (isDeclaration(qualified)) continue;
    const [own, ownLocal] = splitName(qualified);
    // Namespaces in XML section 6.2: the default namespace is not that of attributes.
    const ownUri = own === '' ? '' : resolve(builder, own, qualified);
    attributes.push({ kind: 'attribute', parent: element, prefix: own, local: ownLocal, uri: ownUri, value });
  }
  refuseTwins(attributes);
  return { element, empty };
}

function readName(builder: Builder): string {
  const start = builder.position;
  let at = start;
  for (; at < builder.text.length; at += 1) {
    const code = builder.text.charCodeAt(at);
    if (code === BLANK || code === GREATER || code === SLASH || code === EQUALS) break;
  }
  builder.position = at;
  return builder.text.slice(start, at);
}

type Found = readonly (readonly [name: string, value: string])[];

function readAttributes(builder: Builder): { readonly found: Found; readonly empty: boolean } {
  const found: (readonly [string, string])[] = [];
  for (;;) {
    const code = builder.text.charCodeAt(builder.position);
    builder.position += 1;
    if (code === GREATER) return { found, empty: false };
    if (code === SLASH) {
      builder.position += 1;
      return { found, empty: true };
    }
    if (code !== BLANK) throw unexpected(builder);
    const name = readName(builder);
    const quote = builder.text[builder.position + 1] ?? '';
    const start = builder.position + 2;
    const end = builder.text.indexOf(quote, start);
    if (end === -1 || (quote !== '"' && quote !== "'")) throw unexpected(builder);
    found.push([name, unescaped(builder.text.slice(start, end))]);
    limit(found.length, builder.limits.attributes, 'attributes of one element');
    builder.position = end + 1;
  }
}

function declare(builder: Builder, found: Found): readonly NamespaceDeclaration[] {
  let declared: NamespaceDeclaration[] | undefined;
  for (const [name, uri] of found) {
    if (!isDeclaration(name)) continue;
    const prefix = name === 'xmlns' ? '' : name.slice(6);
    refuseReserved(prefix, uri);
    declared ??= [];
    declared.push({ prefix, uri, outer: builder.scope.get(prefix) ?? '' });
    builder.scope.set(prefix, uri);
  }
  return declared ?? NONE;
}

function resolve(builder: Builder, prefix: string, name: string): string {
  const uri = builder.scope.get(prefix);
  if (prefix !== '' && uri === undefined) throw namespaceFault(`the prefix of "${name}" is not declared`);
  return uri ?? '';
}

function close(builder: Builder, open: Open): Open | null {
  const end = builder.text.indexOf('>', builder.position);
  if (end === -1) throw unexpected(builder);
  builder.position = end + 1;
  return leave(builder, open);
}

function leave(builder: Builder, element: Open): Open | null {
  element.end = builder.count - 1;
  builder.depth -= 1;
  for (let index = element.declared.length - 1; index >= 0; index -= 1) {
    const declaration = element.declared[index];
    if (declaration === undefined) continue;
    if (declaration.outer === '') builder.scope.delete(declaration.prefix);
    else builder.scope.set(declaration.prefix, declaration.outer);
  }
  return element.parent;
}

function take(builder: Builder): number {
  builder.count += 1;
  return builder.count - 1;
}

const REFERENCE = /&(?:#(\d+)|#x([0-9A-Fa-f]+)|(lt|gt|amp|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal));
  });
}

function limit(found: number, maximum: number, what: string): void {
  if (found <= maximum) return;
  throw new TamgaError(
    'TAMGA-E-LIMIT',
    `an XML document with ${found} ${what} is over the limit of ${maximum}`,
  );
}

function unexpected({ position }: Builder): TamgaError {
  return new TamgaError('TAMGA-E-INTERNAL', `character ${position}: not as libxml2 writes a document`);
}
