/**
 * What cross-reference sections say together: a table and its stream, one section and another, one entry and another.
 *
 * @see ISO 32000-2, section 7.5.8
 * @module
 */
import { type Entry, FREE, type Section } from './section';

/**
 * ISO 32000-2 section 7.5.8.4: the stream that /XRefStm names adds what its table calls free or leaves out. Programs
 * from before PDF 1.5 see the table alone.
 */
export function hybrid(table: Section, stream: Section): Section {
  return {
    ...table,
    ranges: [...table.ranges, ...stream.ranges],
    entry(number) {
      const visible = table.entry(number);
      if (visible !== undefined && visible.type !== 'free') return visible;
      return stream.entry(number) ?? visible;
    },
  };
}

/** All numbers that the section says something of, some of them twice. */
export function* numbersOf({ ranges }: Section): Iterable<number> {
  for (const { first, count } of ranges) for (let index = 0; index < count; index += 1) yield first + index;
}

/** The section has two entries for one number: readers differ in which they take. */
export function overlaps({ ranges }: Section): boolean {
  const sorted = ranges.filter(({ count }) => count > 0).sort((a, b) => a.first - b.first);
  return sorted.some((range, index) => {
    const before = sorted[index - 1];
    return before !== undefined && before.first + before.count > range.first;
  });
}

/** The table and the stream behind it place one object differently. */
export function contradict(table: Section, stream: Section): boolean {
  for (const number of numbersOf(stream)) {
    const one = table.entry(number) ?? FREE;
    const other = stream.entry(number) ?? FREE;
    if (one.type === 'offset' && other.type !== 'free' && !sameEntry(one, other)) return true;
  }
  return false;
}

export function sameEntry(one: Entry, other: Entry): boolean {
  if (one.type === 'offset') {
    return other.type === 'offset' && one.offset === other.offset && one.generation === other.generation;
  }
  if (one.type === 'free') return other.type === 'free';
  return other.type === 'compressed' && one.container === other.container && one.index === other.index;
}
