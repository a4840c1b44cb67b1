/**
 * The objects of a file whose cross-references cannot be followed: what looks like one, from its first byte to its last.
 *
 * @module
 */
import { definitions } from './definitions';
import { pdfLimit, type Work } from './limits';
import { orUndefined } from './or-undefined';
import { readIndirect, readValue } from './parse';
import { streamData } from './stream-data';
import {
  entry,
  isCount,
  isDictionary,
  isStream,
  type PdfDictionary,
  type PdfStream,
  type PdfValue,
} from './values';

export interface FoundObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  readonly at: number;
  /** Behind it, behind its data where it is a stream. */
  readonly end: number;
}

export interface FoundDictionary {
  readonly at: number;
  /** Of its object; null where none begins before it that can be read. */
  readonly number: number | null;
  readonly dictionary: PdfDictionary;
}

/** Octets of one object without the data of a stream. */
const MAXIMUM_OBJECT = 8 * 1024 * 1024;
/** Each may cost reading as many octets in vain. */
const MAXIMUM_FAULTS = 100;
const MAXIMUM_TRAILERS = 64;
const MAXIMUM_AROUND = 32;

/** In the order of the file; objects that stand in another one or in the data of a stream are none. */
export function searchObjects(bytes: Buffer, work: Work): readonly FoundObject[] {
  const objects: FoundObject[] = [];
  const streamEnd = streamEnds(bytes);
  let faults = 0;
  let from = 0;
  for (const { at, end } of definitions(bytes, work)) {
    if (at < from) continue;
    const read = orUndefined(() => readIndirect({ bytes, end: windowFrom(bytes, at), work, at }));
    if (read === undefined) {
      faults += 1;
      if (faults > MAXIMUM_FAULTS) throw pdfLimit(`more than ${MAXIMUM_FAULTS} objects that cannot be read`);
      from = end;
      continue;
    }
    from = isStream(read.value) ? streamEnd(read.value) : read.end;
    objects.push({ ...read, at, end: from });
    if (objects.length > work.limits.entries) throw pdfLimit(`more than ${work.limits.entries} objects`);
  }
  return objects;
}

function windowFrom(bytes: Uint8Array, at: number): number {
  return Math.min(bytes.length, at + MAXIMUM_OBJECT);
}

/** As the length says where the keyword confirms it, else up to the next keyword. */
function streamEnds(bytes: Buffer): (stream: PdfStream) => number {
  let none = false;
  return (stream) => {
    const length = entry(stream.dictionary, 'Length');
    const stated = isCount(length)
      ? orUndefined(() => streamData(bytes, stream, length, bytes.length))
      : undefined;
    if (stated !== undefined) return stated.end;
    const keyword = none ? -1 : bytes.indexOf('endstream', stream.start);
    none = keyword < 0;
    return none ? stream.start : keyword + 'endstream'.length;
  };
}

/** Of tables and of cross-reference streams, in the order of the file. */
export function searchTrailers(
  bytes: Buffer,
  objects: readonly FoundObject[],
  work: Work,
): readonly PdfDictionary[] {
  const found = objects.flatMap(({ value, at }) =>
    isStream(value) && entry(value.dictionary, 'Type') === 'XRef'
      ? [{ at, dictionary: value.dictionary }]
      : [],
  );
  let at = bytes.lastIndexOf('trailer');
  for (let count = 0; at >= 0 && count < MAXIMUM_TRAILERS; count += 1) {
    const start = at + 'trailer'.length;
    const value = orUndefined(() => readValue({ bytes, end: windowFrom(bytes, start), work, at: start }, 0));
    if (isDictionary(value)) found.push({ at, dictionary: value });
    at = at === 0 ? -1 : bytes.lastIndexOf('trailer', at - 1);
  }
  return found.sort((one, other) => one.at - other.at).map(({ dictionary }) => dictionary);
}

/** All dictionaries with that key that are objects, the values of entries of objects, or stand in no readable object at all. */
export function searchDictionaries(
  bytes: Buffer,
  objects: readonly FoundObject[],
  key: string,
  work: Work,
): readonly FoundDictionary[] {
  const found: FoundDictionary[] = objects.flatMap(({ number, at, value }) =>
    isDictionary(value)
      ? [value, ...value.entries.values()]
          .filter((one): one is PdfDictionary => isDictionary(one) && one.entries.has(key))
          .map((dictionary) => ({ at, number, dictionary }))
      : [],
  );
  const budget: Budget = { faults: MAXIMUM_FAULTS };
  let next = 0;
  for (let at = bytes.indexOf(`/${key}`); at >= 0; at = bytes.indexOf(`/${key}`, at + 1)) {
    while ((objects[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    if ((objects[next]?.at ?? Number.POSITIVE_INFINITY) <= at) continue;
    const around = dictionaryAround(bytes, at, key, work, budget);
    if (around !== undefined) found.push(around);
  }
  return found.sort((one, other) => one.at - other.at);
}

interface Budget {
  /** How many more may be met. */
  faults: number;
}

/** The nearest beginning of a dictionary from which the key is read as its own. */
function dictionaryAround(
  bytes: Buffer,
  at: number,
  key: string,
  work: Work,
  budget: Budget,
): FoundDictionary | undefined {
  let start = bytes.lastIndexOf('<<', at);
  for (let tries = 0; start >= 0 && at - start < MAXIMUM_OBJECT && tries < MAXIMUM_AROUND; tries += 1) {
    const reader = { bytes, end: windowFrom(bytes, start), work, at: start };
    const value = orUndefined(() => readValue(reader, 0));
    if (isDictionary(value) && reader.at > at) {
      return value.entries.has(key) ? { at: start, number: null, dictionary: value } : undefined;
    }
    if (value === undefined) budget.faults -= 1;
    if (budget.faults <= 0) throw pdfLimit(`more than ${MAXIMUM_FAULTS} dictionaries that cannot be read`);
    start = start === 0 ? -1 : bytes.lastIndexOf('<<', start - 1);
  }
  return undefined;
}
