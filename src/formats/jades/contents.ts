/**
 * Which of the offered files a URI of a signature names.
 *
 * @module
 */
import type { DetachedContent } from '../facts';

export type Found =
  | { readonly content: DetachedContent; readonly missing: null }
  | { readonly content: null; readonly missing: 'absent' | { readonly refused: string } };

/** `alone`: the signature names one file only, so that the one which is offered is meant. */
export function contentNamed(uri: string, contents: readonly DetachedContent[], alone: boolean): Found {
  const [first] = contents;
  if (alone && contents.length === 1 && first !== undefined) return { content: first, missing: null };
  // From the strictest to the widest: what stands there, what it stands for, the file name at its end.
  for (const form of [same, decoded, lastSegment]) {
    const wanted = form(uri);
    const matching = contents.filter(({ name }) => name !== null && form(name) === wanted);
    const [match, ...more] = matching;
    if (match === undefined) continue;
    if (more.length > 0) return { content: null, missing: { refused: 'several files of this name' } };
    return { content: match, missing: null };
  }
  return { content: null, missing: 'absent' };
}

function same(text: string): string {
  return text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function lastSegment(text: string): string {
  return decoded(text).split(/[\\/]/).at(-1) ?? text;
}
