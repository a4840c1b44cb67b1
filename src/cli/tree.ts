/**
 * A tree of lines with its branches drawn.
 *
 * @module
 */
import { stripVTControlCharacters } from 'node:util';
import { printable } from '../model/printable';
import type { Style } from './style';

export interface Node {
  readonly lines: readonly string[];
  readonly children: readonly Node[];
}

export function node(line: string, children: readonly Node[] = []): Node {
  return { lines: [line], children };
}

/** A name and what it is. The value may come from a stranger. */
export function fact(name: string, value: string, paint: Style, children: readonly Node[] = []): Node {
  return node(`${paint('quiet', name)} ${printable(value)}`, children);
}

/** `width`: of the terminal, on which no line may break a branch; null where lines may be of any length. */
export function branches(nodes: readonly Node[], width: number | null = null): readonly string[] {
  const inner = width === null ? null : width - STEM;
  return nodes.flatMap((one, index) => {
    const last = index === nodes.length - 1;
    const stem = last ? '   ' : '│  ';
    const [first = '', ...more] = one.lines.flatMap((line) => wrapped(line, inner));
    return [
      `${last ? '└─' : '├─'} ${first}`,
      ...[...more, ...branches(one.children, inner)].map((line) => `${stem}${line}`),
    ];
  });
}

const STEM = 3;
/** Narrower than this, a terminal breaks lines itself with less harm. */
const NARROWEST = 30;

/** At blanks; what follows stands below what the line begins with. Colour takes no room. */
export function wrapped(line: string, width: number | null): readonly string[] {
  if (width === null || width < NARROWEST || visible(line) <= width) return [line];
  const indent = `${/^ */.exec(line)?.[0] ?? ''}  `;
  const lines: string[] = [];
  let current = '';
  // Every word with the blanks before it, so that what stands in columns stays there.
  for (const word of line.match(/ *[^ ]+/g) ?? []) {
    if (current === '' || visible(current + word) <= width) current += word;
    else {
      lines.push(current);
      current = indent + word.trimStart();
    }
  }
  return [...lines, current];
}

function visible(text: string): number {
  return stripVTControlCharacters(text).length;
}
