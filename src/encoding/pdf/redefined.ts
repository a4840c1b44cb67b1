/**
 * Objects that stand twice in one revision: a program that searches for objects takes the last, one that follows the
 * cross-references takes the one that they point to.
 *
 * @module
 */

import { numbersOf } from './compare-sections';
import { definitions } from './definitions';
import type { PdfFile } from './file';
import { countValue } from './limits';
import type { Revision } from './revision';
import { isSpace, type Reader, skipBlank } from './scan';
import type { Section } from './section';
import { isCount, isStream } from './values';

export interface Redefined {
  readonly number: number;
  /** Of the definition that no cross-reference points to. */
  readonly at: number;
  /** Index of the revision in whose bytes it stands. */
  readonly revision: number;
}

/** The first of each revision: one is enough to say so. */
export function redefinedObjects(file: PdfFile): readonly Redefined[] {
  const { bytes, revisions } = file;
  const known = knownOffsets(file);
  const found: Redefined[] = [];
  let index = 0;
  let own: readonly Section[] | undefined;
  for (const definition of definitions(bytes, file.work)) {
    countValue(file.work);
    while (index < revisions.length && definition.at >= (revisions[index]?.end ?? 0)) {
      index += 1;
      own = undefined;
    }
    const owner = revisions[index];
    if (owner === undefined) break;
    if (known.has(definition.at) || found.at(-1)?.revision === index) continue;
    own ??= ownSections(owner, revisions[index - 1]);
    // Where the file needs lenience, programs search it for objects, and find those that no section places as well.
    const placed =
      file.lenient || own.some((section) => (section.entry(definition.number)?.type ?? 'free') !== 'free');
    if (placed && !insideStream(definition.at, owner, known)) {
      found.push({ number: definition.number, at: definition.at, revision: index });
    }
  }
  return found;
}

/** Sections that the older revision does not have. */
export function ownSections({ sections }: Revision, older: Revision | undefined): readonly Section[] {
  return sections.slice(0, sections.length - (older?.sections.length ?? 0));
}

/** In rising order. */
interface Known {
  has(at: number): boolean;
  /** The nearest at or before, with the number of its object. */
  before(at: number): { readonly at: number; readonly number: number } | undefined;
}

function knownOffsets({ bytes, revisions, work }: PdfFile): Known {
  const numbers = new Map<number, number>();
  for (const section of revisions.at(-1)?.sections ?? []) {
    numbers.set(section.at, -1);
    for (const number of numbersOf(section)) {
      const place = section.entry(number);
      if (place?.type !== 'offset') continue;
      const reader: Reader = { bytes, end: bytes.length, work, at: Math.min(place.offset, bytes.length) };
      if (isSpace(bytes[reader.at])) skipBlank(reader);
      numbers.set(reader.at, number);
    }
  }
  const sorted = [...numbers.keys()].sort((a, b) => a - b);
  return {
    has: (at) => numbers.has(at),
    before(at) {
      let [low, high] = [0, sorted.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? 0) <= at) low = middle + 1;
        else high = middle;
      }
      const nearest = sorted[low - 1];
      return nearest === undefined ? undefined : { at: nearest, number: numbers.get(nearest) ?? -1 };
    },
  };
}

/** An attachment that is itself a PDF looks like objects. */
function insideStream(at: number, owner: Revision, known: Known): boolean {
  const around = known.before(at);
  if (around === undefined || around.number < 0) return false;
  const value = owner.object(around.number);
  if (!isStream(value) || value.start > at) return false;
  const length = owner.get(value, 'Length');
  return isCount(length) && at < value.start + length;
}
