/**
 * A tree of lines with its branches drawn.
 *
 * @module
 */
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

export function branches(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((one, index) => {
    const last = index === nodes.length - 1;
    const stem = last ? '   ' : '│  ';
    const [first = '', ...more] = one.lines;
    return [
      `${last ? '└─' : '├─'} ${first}`,
      ...[...more, ...branches(one.children)].map((line) => `${stem}${line}`),
    ];
  });
}
