/**
 * What the URI of a reference names: this document, an element of it, or octets from elsewhere.
 *
 * @see {@link https://www.w3.org/TR/xmldsig-core1/#sec-ReferenceProcessingModel XML Signature, section 4.4.3.2}
 * @module
 */
import type { Digest } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import type { XmlDocument, XmlElement } from '../../encoding/xml/tree';
import type { Data, DetachedContent } from '../facts';
import type { XmlContext } from './context';

export type Target =
  | { readonly found: 'document'; readonly node: XmlDocument; readonly comments: boolean }
  | { readonly found: 'element'; readonly node: XmlElement; readonly comments: boolean }
  | { readonly found: 'octets'; readonly data: Data; readonly name: string | null }
  /** `ambiguous`: several elements carry the Id. */
  | { readonly found: 'ambiguous'; readonly id: string; readonly count: number }
  | { readonly found: 'absent' | 'dangling' }
  | { readonly found: 'refused'; readonly why: string };

export function dereference(
  context: XmlContext,
  uri: string | undefined,
  digest: Digest | undefined,
  expected: Uint8Array | undefined,
): Target {
  if (uri === '') return { found: 'document', node: context.document, comments: false };
  if (uri?.startsWith('#') === true) return sameDocument(context, uri.slice(1));
  return external(context, uri, digest, expected);
}

const XPOINTER_ID = /^xpointer\(id\((?:'([^']*)'|"([^"]*)")\)\)$/;

function sameDocument(context: XmlContext, fragment: string): Target {
  // XML Signature section 4.4.3.3: only the pointers in full form keep comments.
  if (fragment === 'xpointer(/)') return { found: 'document', node: context.document, comments: true };
  const [, single, double] = XPOINTER_ID.exec(fragment) ?? [];
  const pointed = single ?? double;
  if (pointed !== undefined) return byId(context, pointed, true);
  if (fragment.startsWith('xpointer(')) return { found: 'refused', why: `the pointer #${fragment}` };
  return byId(context, fragment, false);
}

function byId({ ids }: XmlContext, value: string, comments: boolean): Target {
  const decoded = percentDecoded(value);
  const elements = ids.get(value) ?? ids.get(decoded) ?? [];
  const [node] = elements;
  if (node === undefined) return { found: 'dangling' };
  if (elements.length > 1) return { found: 'ambiguous', id: value, count: elements.length };
  return { found: 'element', node, comments };
}

function external(
  { contents, resolve }: XmlContext,
  uri: string | undefined,
  digest: Digest | undefined,
  expected: Uint8Array | undefined,
): Target {
  if (uri?.includes('#') === true && resolve === undefined && contents.length === 0)
    return { found: 'absent' };
  const entry = uri === undefined ? undefined : resolve?.(uri);
  if (entry !== undefined) return { found: 'octets', data: entry, name: uri ?? null };
  if (resolve !== undefined) return { found: 'dangling' };
  const content = chosen(contents, uri, digest, expected);
  return content === undefined
    ? { found: 'absent' }
    : { found: 'octets', data: content.bytes, name: content.name };
}

/** By name, else by digest, else the first in order, which then fails as the wrong one. */
function chosen(
  contents: readonly DetachedContent[],
  uri: string | undefined,
  digest: Digest | undefined,
  expected: Uint8Array | undefined,
): DetachedContent | undefined {
  if (contents.length <= 1) return contents[0];
  const named = uri === undefined ? undefined : byName(contents, uri);
  if (named !== undefined) return named;
  const matching =
    digest === undefined || expected === undefined
      ? undefined
      : contents.find(({ bytes }) => sameBytes(digest.over(bytes), expected));
  return matching ?? contents[0];
}

function byName(contents: readonly DetachedContent[], uri: string): DetachedContent | undefined {
  const names = new Set([uri, percentDecoded(uri)]);
  return (
    contents.find(({ name }) => name !== null && names.has(name)) ??
    contents.find(({ name }) => name !== null && baseName(name) === baseName(percentDecoded(uri)))
  );
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Percent-decoded, where that gives text. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
