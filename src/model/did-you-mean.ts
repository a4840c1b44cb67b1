/**
 * The nearest of the allowed words, for a hint after a misspelt one.
 *
 * @module
 */

/** Undefined when nothing is near: a wrong suggestion is worse than none. */
export function didYouMean(found: string, allowed: Iterable<string>): string | undefined {
  // One slip in three letters is a typing error, more is another word.
  let best = { word: undefined as string | undefined, distance: Math.ceil(found.length / 3) + 1 };
  for (const word of allowed) {
    const distance = editDistance(found.toLowerCase(), word.toLowerCase());
    if (distance < best.distance) best = { word, distance };
  }
  return best.word;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
export function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(above, column) + 1,
          at(current, column - 1) + 1,
          at(above, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = current;
  }
  return at(above, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
