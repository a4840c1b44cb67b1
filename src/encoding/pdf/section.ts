/**
 * One cross-reference section: a table with its trailer, or a stream. Its entries are read when they are asked for.
 *
 * @see ISO 32000-2, sections 7.5.4 and 7.5.8
 * @module
 */
import { decodeStream } from './filters';
import { countValue, pdfFault, pdfLimit, type Work } from './limits';
import { readIndirect, readValue } from './parse';
import { atKeyword, isSpace, type Reader, shown, skipBlank, takeDigits, takeKeyword } from './scan';
import { type StreamData, streamData } from './stream-data';
import {
  entry,
  isArray,
  isCount,
  isDictionary,
  isStream,
  type PdfDictionary,
  type PdfStream,
} from './values';

export type Entry =
  | { readonly type: 'free' }
  | { readonly type: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly type: 'compressed'; readonly container: number; readonly index: number };

export interface Section {
  readonly kind: 'table' | 'stream';
  /** Offset of the keyword `xref` or of the object. */
  readonly at: number;
  /** Offset behind it. */
  readonly end: number;
  readonly trailer: PdfDictionary;
  readonly ranges: readonly Range[];
  /** Undefined: it says nothing of this object. */
  entry(number: number): Entry | undefined;
}

interface Range {
  readonly first: number;
  readonly count: number;
  /** Of the first entry, in the bytes that hold the entries. */
  readonly at: number;
}

export const FREE: Entry = { type: 'free' };
const MAXIMUM_NUMBER = 8_388_607;
const MAXIMUM_RANGES = 100_000;

/** `at` may be at white space before the section, as some writers count. `base`: offset that offsets count from. */
export function readSection(bytes: Uint8Array, at: number, end: number, base: number, work: Work): Section {
  const reader: Reader = { bytes, end, work, at };
  skipBlank(reader);
  return atKeyword(reader, 'xref') ? readTable(reader, base) : readStreamSection(reader, base);
}

function readTable(reader: Reader, base: number): Section {
  const { at, bytes } = reader;
  reader.at += 4;
  const ranges: Range[] = [];
  let width = 20;
  for (;;) {
    skipBlank(reader);
    if (atKeyword(reader, 'trailer')) break;
    const range = corrected(takeRange(reader), bytes);
    ranges.push(range);
    if (ranges.length > MAXIMUM_RANGES) throw pdfLimit(`more than ${MAXIMUM_RANGES} ranges in one table`);
    if (range.count > 0) {
      width = entryWidth(reader, range.at);
      // Behind the last entry there may be less than behind the others.
      reader.at = range.at + (range.count - 1) * width + ENTRY;
    }
    if (reader.at > reader.end) throw pdfFault(at, 'a table of its stated length', 'the end of the data');
  }
  reader.at += 7;
  const trailer = readValue(reader, 0);
  if (!isDictionary(trailer)) throw pdfFault(reader.at, 'the dictionary of the trailer', 'something else');
  const one = (where: number): Entry => tableEntry(reader, where, base);
  return section('table', at, reader.at, trailer, ranges, width, one, reader.work);
}

/** ISO 32000-2 section 7.5.4 has 20 octets; writers that end lines with one octet or three are read as well. */
function entryWidth({ bytes, ...reader }: Reader, at: number): number {
  let blanks = 0;
  while (blanks < 3 && isSpace(bytes[at + ENTRY + blanks])) blanks += 1;
  if (blanks === 0) throw pdfFault(at, 'an entry', shown({ ...reader, bytes, at }));
  return ENTRY + blanks;
}

/** Offset, generation and type of an entry, without the end of its line. */
const ENTRY = 18;
const FIRST_FREE = Buffer.from('0000000000 65535 f');

/** Object 0 is the head of the free list: a table that gives that entry to number 1 was numbered wrongly. */
function corrected(range: Range, bytes: Uint8Array): Range {
  const head = bytes.subarray(range.at, range.at + ENTRY);
  return range.first === 1 && range.count > 1 && FIRST_FREE.equals(head) ? { ...range, first: 0 } : range;
}

function takeRange(reader: Reader): Range {
  const start = reader.at;
  const first = takeDigits(reader);
  skipBlank(reader);
  const count = first === undefined ? undefined : takeDigits(reader);
  if (first === undefined || count === undefined || first + count > MAXIMUM_NUMBER) {
    throw pdfFault(start, 'a range of object numbers', shown({ ...reader, at: start }));
  }
  skipBlank(reader);
  return { first, count, at: reader.at };
}

/** `0000000017 00000 n`. */
function tableEntry({ bytes, end, work }: Reader, at: number, base: number): Entry {
  const reader: Reader = { bytes, end, work, at };
  const offset = takeDigits(reader);
  const apart = reader.at === at + 10 && bytes[at + 10] === 0x20;
  reader.at = at + 11;
  const generation = takeDigits(reader);
  const type = bytes[at + 17];
  const formed = apart && reader.at === at + 16 && bytes[at + 16] === 0x20;
  if (!formed || offset === undefined || generation === undefined || (type !== 0x6e && type !== 0x66)) {
    throw pdfFault(at, 'an entry of the cross-reference table', shown({ bytes, at, end }));
  }
  // An object in use at offset 0 is what writers leave behind that never wrote it.
  return type === 0x66 || offset === 0 ? FREE : { type: 'offset', offset: offset + base, generation };
}

/** ISO 32000-2 section 7.5.8.2. */
function readStreamSection(reader: Reader, base: number): Section {
  const { bytes, at, end, work } = reader;
  const { value } = readIndirect(reader);
  if (!isStream(value) || entry(value.dictionary, 'Type') !== 'XRef') {
    throw pdfFault(at, 'a cross-reference section', 'another object');
  }
  const { dictionary } = value;
  const widths = entry(dictionary, 'W');
  if (!isArray(widths) || widths.length !== 3 || !widths.every((width) => isCount(width) && width <= 8)) {
    throw pdfFault(at, 'three widths in /W', 'something else');
  }
  const [first, second, third] = widths.map(Number);
  const shape: Shape = { first: first ?? 0, second: second ?? 0, third: third ?? 0 };
  const { data: stored, end: behind } = storedEntries(bytes, value, end, at);
  reader.at = behind;
  skipBlank(reader);
  takeKeyword(reader, 'endobj');
  const data = decodeStream(stored, dictionary, (one) => one, work, at);
  const width = shape.first + shape.second + shape.third;
  const ranges = streamRanges(dictionary, width, data.length, at);
  const one = (where: number): Entry => streamEntry(data, where, shape, base);
  return section('stream', at, reader.at, dictionary, ranges, width, one, work);
}

interface Shape {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** Its length must stand in it: it is what references are looked up in. */
function storedEntries(bytes: Uint8Array, stream: PdfStream, end: number, at: number): StreamData {
  const length = entry(stream.dictionary, 'Length');
  if (!isCount(length)) throw pdfFault(at, 'a direct /Length', 'none');
  return streamData(bytes, stream, length, end);
}

function streamRanges(
  dictionary: PdfDictionary,
  width: number,
  length: number,
  at: number,
): readonly Range[] {
  const size = entry(dictionary, 'Size');
  const index = entry(dictionary, 'Index') ?? [0, size];
  if (!isArray(index) || index.length % 2 !== 0 || !index.every(isCount) || width === 0) {
    throw pdfFault(at, 'pairs of numbers in /Index', 'something else');
  }
  if (index.length > 2 * MAXIMUM_RANGES) throw pdfLimit(`more than ${MAXIMUM_RANGES} ranges in one section`);
  const ranges: Range[] = [];
  let from = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    const [first, count] = [Number(index[pair]), Number(index[pair + 1])];
    if (first + count > MAXIMUM_NUMBER || from + count * width > length) {
      throw pdfFault(at, 'entries for all of /Index', `${length} octets`);
    }
    ranges.push({ first, count, at: from });
    from += count * width;
  }
  return ranges;
}

function streamEntry(data: Uint8Array, at: number, { first, second, third }: Shape, base: number): Entry {
  // ISO 32000-2 table 17: the type is 1 where its field has no octets.
  const type = first === 0 ? 1 : unsigned(data, at, first);
  const two = unsigned(data, at + first, second);
  const three = unsigned(data, at + first + second, third);
  if (type === 1) return two === 0 ? FREE : { type: 'offset', offset: two + base, generation: three };
  // ISO 32000-2 section 7.5.8.3: any other type is a reference to the null object.
  return type === 2 ? { type: 'compressed', container: two, index: three } : FREE;
}

function unsigned(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index += 1) value = value * 256 + (data[at + index] ?? 0);
  return value;
}

function section(
  kind: Section['kind'],
  at: number,
  end: number,
  trailer: PdfDictionary,
  ranges: readonly Range[],
  width: number,
  one: (at: number) => Entry,
  work: Work,
): Section {
  const entries = ranges.reduce((sum, { count }) => sum + count, 0);
  if (entries > work.limits.entries) {
    throw pdfLimit(
      `the cross-reference section at offset ${at} has more than ${work.limits.entries} entries`,
    );
  }
  const sorted = [...ranges].sort((a, b) => a.first - b.first);
  return {
    kind,
    at,
    end,
    trailer,
    ranges,
    entry(number) {
      countValue(work);
      const range = lastBefore(sorted, number);
      const index = range === undefined ? -1 : number - range.first;
      return range === undefined || index >= range.count ? undefined : one(range.at + index * width);
    },
  };
}

/** The last range that begins at or before the number. */
function lastBefore(sorted: readonly Range[], number: number): Range | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.first ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
