/**
 * HTML built from escaped text: what is not made by `html` is text, whoever wrote it.
 *
 * @module
 */
import { escapeText } from '../markup';

export interface Html {
  readonly markup: string;
}

export type Part = Html | string | number | readonly Html[];

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = texts.reduce((all, text, at) => all + render(parts[at - 1] ?? '') + text);
  return { markup };
}

/** Our own assets only: style sheet, script, and data that `embed` has made harmless. */
export function trusted(markup: string): Html {
  return { markup };
}

export const NOTHING: Html = { markup: '' };

/** JSON inside a script element: without `<` no element can end or begin, and no comment either. */
export function embed(value: unknown): Html {
  return trusted(
    JSON.stringify(value)
      .replaceAll('<', '\\u003c')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029'),
  );
}

function render(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}
