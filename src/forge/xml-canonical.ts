/**
 * Canonical XML of values: inclusive 1.0 and 1.1 and exclusive, with and without comments.
 *
 * @see {@link https://www.w3.org/TR/2001/REC-xml-c14n-20010315 Canonical XML 1.0}
 * @see {@link https://www.w3.org/TR/xml-exc-c14n/ Exclusive XML Canonicalization 1.0}
 * @module
 */
import { TamgaError } from '../model/error';
import {
  localName,
  namespaceOf,
  OUTERMOST,
  prefixOf,
  type Scope,
  type XmlDocument,
  type XmlElement,
  type XmlNode,
} from './xml-tree';

interface Method {
  readonly kind: 'inclusive' | 'inclusive-1.1' | 'exclusive';
  readonly comments: boolean;
}

export const C14N = {
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  inclusiveWithComments: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  inclusive11: 'http://www.w3.org/2006/12/xml-c14n11',
  inclusive11WithComments: 'http://www.w3.org/2006/12/xml-c14n11#WithComments',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  exclusiveWithComments: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
} as const;

const METHODS: ReadonlyMap<string, Method> = new Map([
  [C14N.inclusive, { kind: 'inclusive', comments: false }],
  [C14N.inclusiveWithComments, { kind: 'inclusive', comments: true }],
  [C14N.inclusive11, { kind: 'inclusive-1.1', comments: false }],
  [C14N.inclusive11WithComments, { kind: 'inclusive-1.1', comments: true }],
  [C14N.exclusive, { kind: 'exclusive', comments: false }],
  [C14N.exclusiveWithComments, { kind: 'exclusive', comments: true }],
]);

export interface Canonicalization {
  /** Algorithm URI. */
  readonly algorithm: string;
  /** InclusiveNamespaces PrefixList of the exclusive method. */
  readonly prefixes?: readonly string[];
  /** What the node-set does not hold: the element, with the namespaces that are in force for it, and all below it. */
  readonly omits?: (element: XmlElement, namespaces: ReadonlyMap<string, string>) => boolean;
}

export function canonical(apex: XmlElement, scope: Scope, how: Canonicalization): Uint8Array {
  const method = methodOf(how);
  const written = writer(method, how).element(apex, scope.namespaces, new Map(), inheritedBy(scope, method));
  return Buffer.from(written);
}

/** The document as a node-set, the XML declaration not being part of it. */
export function canonicalDocument({ before, root, after }: XmlDocument, how: Canonicalization): Uint8Array {
  const method = methodOf(how);
  const write = writer(method, how);
  const line = (node: XmlNode): readonly string[] => {
    const written = typeof node === 'string' ? '' : write.node(node, new Map(), new Map());
    return written === '' ? [] : [written];
  };
  // Canonical XML 1.0 section 2.3: a line feed parts what stands outside the document element from it.
  const parts = [
    ...before.flatMap((node) => line(node).map((text) => `${text}\n`)),
    write.element(root, OUTERMOST.namespaces, new Map(), []),
    ...after.flatMap((node) => line(node).map((text) => `\n${text}`)),
  ];
  return Buffer.from(parts.join(''));
}

/** An element of our own as it goes into the file: canonical, so that no reader's canonicalisation changes it. */
export function written(root: XmlElement): string {
  return Buffer.from(canonical(root, OUTERMOST, { algorithm: C14N.inclusiveWithComments })).toString();
}

function methodOf({ algorithm }: Canonicalization): Method {
  const method = METHODS.get(algorithm);
  if (method !== undefined) return method;
  throw new TamgaError('TAMGA-E-MINT', `the forge has no canonicalisation ${algorithm}`);
}

/** Canonical XML 1.0 section 2.4 hands down all of them, 1.1 not `xml:id`; the exclusive method none. */
function inheritedBy({ inherited }: Scope, { kind }: Method): readonly (readonly [string, string])[] {
  if (kind === 'exclusive') return [];
  return [...inherited].filter(
    ([name]) => kind === 'inclusive' || name === 'xml:lang' || name === 'xml:space',
  );
}

type Namespaces = ReadonlyMap<string, string>;

function writer(method: Method, { prefixes = [], omits = () => false }: Canonicalization) {
  function node(one: XmlNode, inForce: Namespaces, rendered: Namespaces): string {
    if (typeof one === 'string') return escapeText(one);
    if (one.kind === 'element') return element(one, inForce, rendered, []);
    if (one.kind === 'comment') return method.comments ? `<!--${one.text}-->` : '';
    return `<?${one.target}${one.data === '' ? '' : ` ${one.data}`}?>`;
  }

  function element(
    one: XmlElement,
    inForce: Namespaces,
    rendered: Namespaces,
    inherited: readonly (readonly [string, string])[],
  ): string {
    const namespaces = new Map([...inForce, ...one.namespaces]);
    if (omits(one, namespaces)) return '';
    const declared = rendering(one, namespaces, rendered);
    const now = new Map([...rendered, ...declared]);
    const own = new Set(one.attributes.map(([name]) => name));
    const attributes = [...inherited.filter(([name]) => !own.has(name)), ...one.attributes];
    const start = [
      one.name,
      ...declared.map(
        ([prefix, uri]) => `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeValue(uri)}"`,
      ),
      ...sortedAttributes(attributes, namespaces).map(([name, value]) => `${name}="${escapeValue(value)}"`),
    ];
    const content = one.children.map((child) => node(child, namespaces, now)).join('');
    return `<${start.join(' ')}>${content}</${one.name}>`;
  }

  function rendering(one: XmlElement, namespaces: Namespaces, rendered: Namespaces) {
    const wanted = method.kind === 'exclusive' ? utilised(one, prefixes) : [...namespaces.keys(), ''];
    return [...new Set(wanted)]
      .filter((prefix) => prefix !== 'xml')
      .map((prefix) => [prefix, namespaces.get(prefix) ?? ''] as const)
      .filter(([prefix, uri]) => uri !== (rendered.get(prefix) ?? ''))
      .sort(([a], [b]) => compare(a, b));
  }

  return { node, element };
}

/** Exclusive XML Canonicalization 1.0 section 3: the prefixes of the names, and those of the list. */
function utilised({ name, attributes }: XmlElement, prefixes: readonly string[]): readonly string[] {
  const ofAttributes = attributes.map(([attribute]) => prefixOf(attribute)).filter((prefix) => prefix !== '');
  return [
    prefixOf(name),
    ...ofAttributes,
    ...prefixes.map((prefix) => (prefix === '#default' ? '' : prefix)),
  ];
}

/** Canonical XML 1.0 section 2.2: by namespace URI, then local name; an attribute without prefix has no namespace. */
function sortedAttributes(attributes: readonly (readonly [string, string])[], namespaces: Namespaces) {
  const uriOf = (name: string): string => {
    const prefix = prefixOf(name);
    if (prefix === 'xml') return 'http://www.w3.org/XML/1998/namespace';
    return prefix === '' ? '' : namespaceOf(name, namespaces);
  };
  return [...attributes].sort(
    ([a], [b]) => compare(uriOf(a), uriOf(b)) || compare(localName(a), localName(b)),
  );
}

/** By code points, which UTF-8 keeps in order. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (found) => TEXT[found] ?? found);
}

function escapeValue(value: string): string {
  return value.replace(/[&<"\t\n\r]/g, (found) => VALUE[found] ?? found);
}

const TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const VALUE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
