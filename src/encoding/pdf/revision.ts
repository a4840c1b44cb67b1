/**
 * One revision of a PDF: from the number of an object to the object, as the file said it then.
 *
 * @see ISO 32000-2, sections 7.3.10, 7.5.6 and 7.5.7
 * @module
 */
import { decodeStream } from './filters';
import { pdfFault, type Work } from './limits';
import { type Container, readContainer } from './object-stream';
import { orUndefined } from './or-undefined';
import { readIndirect, readValue } from './parse';
import { type Reader, skipBlank } from './scan';
import { type Entry, FREE, type Section } from './section';
import { streamData } from './stream-data';
import {
  dictionaryOf,
  EMPTY_DICTIONARY,
  entry,
  isCount,
  isReference,
  isStream,
  type PdfDictionary,
  type PdfStream,
  type PdfValue,
} from './values';

export interface Revision {
  /** From 0, the oldest. */
  readonly index: number;
  /** Offset behind its `%%EOF`. */
  readonly end: number;
  /** Newest first, those of older revisions included. */
  readonly sections: readonly Section[];
  /** Of its newest section. */
  readonly trailer: PdfDictionary;
  /** Strings and streams are encrypted, and nothing here decrypts them. */
  readonly encrypted: boolean;
  entry(number: number): Entry;
  /** The object; null where the number is free or unknown, or the file was rebuilt and it cannot be read. */
  object(number: number): PdfValue;
  /** What a value is, references followed to their end. */
  resolve(value: PdfValue | undefined): PdfValue;
  /** The entry of a dictionary or stream, references followed. */
  get(holder: PdfValue | undefined, key: string): PdfValue;
  /** The data of a stream as it stands in the file. */
  rawData(stream: PdfStream): Uint8Array;
  /** Without its filters. */
  data(stream: PdfStream): Uint8Array;
}

/** What all revisions of a file share: an object at an offset is the same for each that points there. */
export interface Shared {
  readonly objects: Map<number, ReadObject>;
  readonly containers: Map<number, Container>;
}

interface ReadObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
}

const MAXIMUM_HOPS = 32;

export function revisionOf(
  bytes: Uint8Array,
  sections: readonly Section[],
  { end, index }: Pick<Revision, 'end' | 'index'>,
  shared: Shared,
  work: Work,
): Revision {
  const entries = new Map<number, Entry>();
  const trailer = sections[0]?.trailer ?? EMPTY_DICTIONARY;
  const revision: Revision = {
    index,
    end,
    sections,
    trailer,
    encrypted: trailer.entries.has('Encrypt'),
    entry(number) {
      let known = entries.get(number);
      if (known === undefined) {
        known = findEntry(sections, number);
        entries.set(number, known);
      }
      return known;
    },
    object: (number) =>
      work.lenient === true
        ? (orUndefined(() => objectOf(source, number)) ?? null)
        : objectOf(source, number),
    resolve: (value) => followed(revision, value ?? null),
    get(holder, key) {
      const dictionary = dictionaryOf(revision.resolve(holder));
      return dictionary === undefined ? null : revision.resolve(dictionary.entries.get(key));
    },
    rawData: (stream) => placeOf(source, stream),
    data: (stream) => decodedData(source, stream),
  };
  const source: Source = { bytes, revision, shared, work };
  return revision;
}

interface Source {
  readonly bytes: Uint8Array;
  readonly revision: Revision;
  readonly shared: Shared;
  readonly work: Work;
}

function objectOf(source: Source, number: number): PdfValue {
  const found = source.revision.entry(number);
  if (found.type === 'free') return null;
  if (found.type === 'compressed') return compressed(source, found, number);
  return readAt(source, found.offset, found.generation, number);
}

function followed(revision: Revision, value: PdfValue): PdfValue {
  let current = value;
  for (let hops = 0; isReference(current); hops += 1) {
    if (hops >= MAXIMUM_HOPS) {
      throw pdfFault(revision.end, 'an object', `more than ${MAXIMUM_HOPS} references in a row`);
    }
    current = follow(revision, current);
  }
  return current;
}

/** ISO 32000-2 section 7.3.10: a reference with another generation than the object has is to the null object. */
function follow(
  revision: Revision,
  { number, generation }: { number: number; generation: number },
): PdfValue {
  const found = revision.entry(number);
  const actual = found.type === 'offset' ? found.generation : 0;
  return found.type === 'free' || actual !== generation ? null : revision.object(number);
}

/** The newest section that says something of the number. */
function findEntry(sections: readonly Section[], number: number): Entry {
  for (const section of sections) {
    const found = section.entry(number);
    if (found !== undefined) return found;
  }
  return FREE;
}

function readAt(
  { bytes, revision, shared, work }: Source,
  offset: number,
  generation: number,
  number: number,
): PdfValue {
  let read = shared.objects.get(offset);
  if (read === undefined) {
    if (offset >= revision.end) throw pdfFault(offset, `the object ${number}`, 'a place behind the revision');
    const reader: Reader = { bytes, end: revision.end, work, at: offset };
    skipBlank(reader);
    read = readIndirect(reader);
    shared.objects.set(offset, read);
  }
  if (read.number !== number || read.generation !== generation) {
    throw pdfFault(
      offset,
      `the object ${number} ${generation}`,
      `the object ${read.number} ${read.generation}`,
    );
  }
  return read.value;
}

function compressed(
  source: Source,
  { container, index }: { container: number; index: number },
  number: number,
): PdfValue {
  const { revision, shared, work } = source;
  const place = revision.entry(container);
  if (place.type !== 'offset') throw pdfFault(revision.end, `the object stream ${container}`, 'none');
  let known = shared.containers.get(place.offset);
  if (known === undefined) {
    known = openContainer(source, container, place.offset);
    shared.containers.set(place.offset, known);
  }
  if (known.numbers[index] !== number) {
    throw pdfFault(
      place.offset,
      `the object ${number} at place ${index} of the object stream`,
      'another one',
    );
  }
  let value = known.values.get(index);
  if (value === undefined) {
    const { data } = known;
    value = readValue({ bytes: data, end: data.length, work, at: known.offsets[index] ?? data.length }, 0);
    known.values.set(index, value);
  }
  return value;
}

function openContainer(source: Source, number: number, at: number): Container {
  const { revision, work } = source;
  const stream = revision.object(number);
  if (!isStream(stream) || entry(stream.dictionary, 'Type') !== 'ObjStm') {
    throw pdfFault(at, 'an object stream', 'another object');
  }
  if (revision.encrypted)
    throw pdfFault(at, 'an object stream', 'an encrypted one: decrypt the document first');
  const data = decodedData(source, stream);
  return readContainer(data, revision.get(stream, 'N'), revision.get(stream, 'First'), at, work);
}

function placeOf({ bytes, revision }: Source, stream: PdfStream): Uint8Array {
  const length = revision.get(stream, 'Length');
  if (!isCount(length)) throw pdfFault(stream.start, 'a stream with /Length', 'one without');
  return streamData(bytes, stream, length, revision.end).data;
}

function decodedData(source: Source, stream: PdfStream): Uint8Array {
  const { revision, work } = source;
  if (stream.dictionary.entries.has('F'))
    throw pdfFault(stream.start, 'data in the file', 'a stream in another file');
  const resolve = (value: PdfValue): PdfValue => revision.resolve(value);
  return decodeStream(placeOf(source, stream), stream.dictionary, resolve, work, stream.start);
}
