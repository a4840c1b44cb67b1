/**
 * A URI reference relative to another one, as canonical XML joins values of xml:base.
 *
 * @see {@link https://www.w3.org/TR/xml-c14n11/#AppendixA Canonical XML 1.1, appendix A}
 * @module
 */

interface Parts {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
}

/** RFC 3986 appendix B. */
const REFERENCE = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/;

export function joinReferences(base: string, reference: string): string {
  const [b, r] = [partsOf(base), partsOf(reference)];
  if (r.scheme !== undefined) return text({ ...r, path: withoutDots(r.path) });
  if (r.authority !== undefined) return text({ ...r, scheme: b.scheme, path: withoutDots(r.path) });
  if (r.path === '') return text({ ...b, path: withoutDots(b.path), query: r.query ?? b.query });
  const path = r.path.startsWith('/') ? r.path : merged(b, r.path);
  return text({ ...b, path: withoutDots(path), query: r.query });
}

function partsOf(reference: string): Parts {
  const [, scheme, authority, path = '', query] = REFERENCE.exec(reference) ?? [];
  return { scheme, authority, path, query };
}

/** RFC 3986 section 5.2.3; the appendix first closes a base that ends in `..`. */
function merged(base: Parts, path: string): string {
  if (base.authority !== undefined && base.path === '') return `/${path}`;
  const basePath = /(^|\/)\.\.$/.test(base.path) ? `${base.path}/` : base.path;
  return basePath.slice(0, basePath.lastIndexOf('/') + 1) + path;
}

/** RFC 3986 section 5.2.4, but `..` stays at the beginning of a relative path. */
function withoutDots(path: string): string {
  const absolute = path.startsWith('/');
  const segments = path.replace(/\/{2,}/g, '/').split('/');
  if (absolute) segments.shift();
  const kept: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') {
      kept.pop();
      if (last) kept.push('');
    } else if (segment === '..') {
      if (!absolute) kept.push('..');
      if (last && kept.length > 0 && !absolute) kept.push('');
    } else if (segment === '.') {
      if (last) kept.push('');
    } else kept.push(segment);
  }
  return (absolute ? '/' : '') + kept.join('/');
}

function text({ scheme, authority, path, query }: Parts): string {
  const start =
    (scheme === undefined ? '' : `${scheme}:`) + (authority === undefined ? '' : `//${authority}`);
  return start + path + (query === undefined ? '' : `?${query}`);
}
