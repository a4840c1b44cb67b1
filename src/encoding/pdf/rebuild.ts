/**
 * A document out of the objects that a search finds, where the cross-references cannot be followed: the last definition of
 * each number holds. Programs that repair such a file may each see another one, so it says of itself that it is ambiguous.
 *
 * @see ISO 32000-2, annex I
 * @module
 */
import type { PdfFile } from './file';
import { PDF_LIMITS, type PdfLimits, pdfLimit, type Work } from './limits';
import { readContainer } from './object-stream';
import { orUndefined } from './or-undefined';
import { type Revision, revisionOf, type Shared } from './revision';
import {
  type FoundDictionary,
  type FoundObject,
  searchDictionaries,
  searchObjects,
  searchTrailers,
} from './search';
import type { Entry, Section } from './section';
import { dictionaryOf, entry, isReference, isStream, type PdfDictionary, type PdfValue } from './values';

export interface RebuiltPdf extends PdfFile {
  readonly rebuilt: true;
  /** Its only one. */
  readonly revision: Revision;
  /** All dictionaries with that key, those included that a later object replaces. */
  dictionariesWith(key: string): readonly FoundDictionary[];
}

/** `reason`: why the cross-references cannot be followed. */
export function rebuildPdf(given: Uint8Array, reason: string, limits: PdfLimits = PDF_LIMITS): RebuiltPdf {
  if (given.length > limits.bytes)
    throw pdfLimit(`${given.length} bytes are more than the limit of ${limits.bytes}`);
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const work: Work = { limits, lenient: true, values: 0, expanded: 0 };
  const objects = searchObjects(bytes, work);
  const places = new Map<number, Entry>();
  const shared: Shared = { objects: new Map(), containers: new Map() };
  for (const { at, number, generation, value } of objects) {
    shared.objects.set(at, { number, generation, value });
    places.set(number, { type: 'offset', offset: at, generation });
  }
  const trailer = trailerOf(objects, searchTrailers(bytes, objects, work));
  const section: Section = {
    kind: 'table',
    at: 0,
    end: bytes.length,
    trailer,
    ranges: [],
    entry: (number) => places.get(number),
  };
  const revisionNow = (): Revision =>
    revisionOf(bytes, [section], { end: bytes.length, index: 0 }, shared, work);
  placeCompressed(revisionNow(), objects, places, work);
  const revision = revisionNow();
  return {
    bytes,
    revisions: [revision],
    revision,
    strayAt: null,
    ambiguities: [`the structure cannot be followed (${reason}), so that objects were searched for`],
    lenient: true,
    rebuilt: true,
    work,
    revisionEndingAt: () => undefined,
    dictionariesWith: (key) => searchDictionaries(bytes, objects, key, work),
  };
}

/** The newest that names a catalog; without any, the newest catalog. Whether one says that strings are encrypted counts always. */
function trailerOf(objects: readonly FoundObject[], trailers: readonly PdfDictionary[]): PdfDictionary {
  const numbers = new Set(objects.map(({ number }) => number));
  const named = trailers.findLast(({ entries }) => {
    const root = entries.get('Root');
    return isReference(root) && numbers.has(root.number);
  });
  const entries = new Map<string, PdfValue>(named?.entries);
  const encryption = trailers.findLast((one) => one.entries.has('Encrypt'))?.entries.get('Encrypt');
  if (encryption !== undefined) entries.set('Encrypt', encryption);
  const catalog = objects.findLast(({ value }) => {
    const dictionary = dictionaryOf(value);
    return dictionary !== undefined && entry(dictionary, 'Type') === 'Catalog';
  });
  if (named === undefined && catalog !== undefined) {
    entries.set('Root', { kind: 'reference', number: catalog.number, generation: catalog.generation });
  }
  return { kind: 'dictionary', entries, repeated: named?.repeated ?? [] };
}

/** What object streams hold, where no later object of the same number stands in the file itself. */
function placeCompressed(
  revision: Revision,
  objects: readonly FoundObject[],
  places: Map<number, Entry>,
  work: Work,
): void {
  if (revision.encrypted) return;
  for (const { value, at, number } of objects) {
    if (!isStream(value) || entry(value.dictionary, 'Type') !== 'ObjStm') continue;
    const held = orUndefined(() => {
      const [count, first] = [revision.get(value, 'N'), revision.get(value, 'First')];
      return readContainer(revision.data(value), count, first, at, work).numbers;
    });
    for (const [index, one] of (held ?? []).entries()) {
      const known = places.get(one);
      if (known?.type === 'offset' && known.offset > at) continue;
      places.set(one, { type: 'compressed', container: number, index });
    }
  }
}
