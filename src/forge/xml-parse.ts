/**
 * Reads an XML document that is to be signed: no document type, no entities beyond the five, UTF-8.
 *
 * The forge signs what the project or a profile's team hands it, so a fault is told, not repaired.
 *
 * @see {@link https://www.w3.org/TR/xml/ XML 1.0}
 * @module
 */
import { TamgaError } from '../model/error';
import { declared, isDeclaration, type XmlDocument, type XmlElement, type XmlNode } from './xml-tree';

export interface ParsedXml {
  readonly document: XmlDocument;
  readonly text: string;
  /** Where the content of an element ends; null where it is an empty-element tag. */
  endOf(element: XmlElement): Extent;
}

export interface Extent {
  /** Offset of the end tag, or of `/>` in an empty-element tag. */
  readonly at: number;
  readonly emptyTag: boolean;
}

const NAME =
  '[A-Za-z_\\u0080-\\uFFFF][\\w.\\-\\u0080-\\uFFFF]*(?::[A-Za-z_\\u0080-\\uFFFF][\\w.\\-\\u0080-\\uFFFF]*)?';
const TOKEN = new RegExp(
  [
    '<!--(?<comment>(?:(?!--)[^])*)-->',
    '<!\\[CDATA\\[(?<data>(?:(?!\\]\\]>)[^])*)\\]\\]>',
    `<\\?(?<target>${NAME})(?:[ \\t\\r\\n]+(?<instruction>(?:(?!\\?>)[^])*))?\\?>`,
    `</(?<end>${NAME})[ \\t\\r\\n]*>`,
    `<(?<start>${NAME})(?<attributes>(?:[ \\t\\r\\n]+${NAME}[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"[^<"]*"|'[^<']*'))*)[ \\t\\r\\n]*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'uy',
);
const ATTRIBUTE = new RegExp(`(${NAME})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"([^"]*)"|'([^']*)')`, 'gu');

interface Open {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: XmlNode[];
}

export function parseXml(bytes: Uint8Array): ParsedXml {
  const text = decodeUtf8(bytes);
  const ends = new WeakMap<XmlElement, Extent>();
  const outside: XmlNode[] = [];
  const open: Open[] = [];
  const add = (node: XmlNode): void => {
    (open.at(-1)?.children ?? outside).push(node);
  };
  const close = (extent: Extent, name?: string): void => {
    const top = open.pop();
    if (top === undefined || (name !== undefined && name !== top.name)) fail(text, extent.at);
    else {
      const made = finished(top);
      ends.set(made, extent);
      add(made);
    }
  };

  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text)?.groups ?? fail(text, at);
    const { comment, data, target, instruction = '', end, start, attributes = '', empty, text: run } = found;
    if (comment !== undefined) add({ kind: 'comment', text: lines(comment) });
    else if (data !== undefined) add(lines(data));
    else if (target !== undefined) {
      if (target.toLowerCase() !== 'xml') add({ kind: 'instruction', target, data: lines(instruction) });
      else if (outside.length > 0 || open.length > 0) fail(text, at);
    } else if (end !== undefined) close({ at, emptyTag: false }, end);
    else if (start !== undefined) {
      open.push({ name: start, attributes: attributesOf(attributes, text, at), children: [] });
      if (empty === '/') close({ at: TOKEN.lastIndex - 2, emptyTag: true });
    } else if (run !== undefined) {
      if (open.length > 0) add(unescaped(lines(run), text, at));
      else if (/[^ \t\r\n]/.test(run)) fail(text, at);
    }
  }
  if (open.length > 0) fail(text, text.length);
  return { document: documentOf(outside, text), text, endOf: (one) => ends.get(one) ?? fail(text, 0) };
}

function documentOf(outside: readonly XmlNode[], text: string): XmlDocument {
  const at = outside.findIndex((node) => typeof node !== 'string' && node.kind === 'element');
  const root = outside[at];
  const others = outside.filter((node) => typeof node !== 'string' && node.kind === 'element').length;
  if (root === undefined || typeof root === 'string' || root.kind !== 'element' || others !== 1)
    return fail(text, 0);
  return { before: outside.slice(0, at), root, after: outside.slice(at + 1) };
}

function finished({ name, attributes, children }: Open): XmlElement {
  return {
    kind: 'element',
    name,
    namespaces: new Map(
      attributes.flatMap(([key, uri]) => (isDeclaration(key) ? [[declared(key), uri]] : [])),
    ),
    attributes: attributes.filter(([key]) => !isDeclaration(key)),
    children,
  };
}

function attributesOf(written: string, text: string, at: number): readonly (readonly [string, string])[] {
  const all = [...written.matchAll(ATTRIBUTE)].map(
    ([, name = '', double, single]) =>
      // XML 1.0 section 3.3.3: white space in the value becomes a space each.
      [name, unescaped(lines(double ?? single ?? '').replace(/[\t\n]/g, ' '), text, at)] as const,
  );
  if (new Set(all.map(([name]) => name)).size !== all.length) fail(text, at);
  return all;
}

/** XML 1.0 section 2.11. */
function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(run: string, text: string, at: number): string {
  return run.replace(/&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(\w+));|&/g, (_, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? fail(text, at);
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : fail(text, at);
  });
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-MINT', 'the XML to sign is not UTF-8', { cause });
  }
}

function fail(text: string, at: number): never {
  const line = text.slice(0, at).split('\n').length;
  throw new TamgaError(
    'TAMGA-E-MINT',
    `the XML to sign is not well-formed, or has a document type, at line ${line}`,
    {
      hint: 'The forge signs XML in UTF-8 without a document type declaration.',
    },
  );
}
