/**
 * From bytes to the objects of PDF, strictly: what is not an object is an error with its place, never skipped.
 *
 * @see ISO 32000-2, section 7.3
 * @module
 */
import { countValue, pdfFault, pdfLimit } from './limits';
import {
  atKeyword,
  isSpace,
  type Reader,
  shown,
  skipBlank,
  takeDigits,
  takeHexString,
  takeKeyword,
  takeLiteralString,
  takeName,
  takeNumber,
} from './scan';
import { isDictionary, type PdfArray, type PdfDictionary, type PdfReference, type PdfValue } from './values';

export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** Offset behind `endobj`, behind the keyword `stream` where the object is one. */
  readonly end: number;
}

/** `12 0 obj … endobj`. Of a stream the dictionary and the place of its data: where it ends needs other objects. */
export function readIndirect(reader: Reader): IndirectObject {
  const start = reader.at;
  const number = takeDigits(reader);
  skipBlank(reader);
  const generation = number === undefined ? undefined : takeDigits(reader);
  skipBlank(reader);
  if (number === undefined || generation === undefined || !atKeyword(reader, 'obj')) {
    throw pdfFault(start, 'an indirect object', shown({ ...reader, at: start }));
  }
  reader.at += 3;
  const value = readValue(reader, 0);
  skipBlank(reader);
  if (isDictionary(value) && atKeyword(reader, 'stream')) {
    const data = takeStreamStart(reader);
    return {
      number,
      generation,
      value: { kind: 'stream', dictionary: value, start: data },
      end: data,
    };
  }
  if (reader.work.lenient !== true && !beginsNext(reader)) takeKeyword(reader, 'endobj');
  return { number, generation, value, end: reader.at };
}

/** Writers that leave out `endobj` are read: nothing else can be meant where the next object or section begins. */
function beginsNext({ bytes, end, work, at }: Reader): boolean {
  const ahead: Reader = { bytes, end, work, at };
  if (atKeyword(ahead, 'xref') || atKeyword(ahead, 'startxref')) return true;
  if (takeDigits(ahead) === undefined) return false;
  skipBlank(ahead);
  if (takeDigits(ahead) === undefined) return false;
  skipBlank(ahead);
  return atKeyword(ahead, 'obj');
}

/**
 * ISO 32000-2 section 7.3.8.1: CR LF or LF behind the keyword. CR alone is read as well: the length and the keyword behind
 * the data have to agree in any case.
 */
function takeStreamStart(reader: Reader): number {
  takeKeyword(reader, 'stream');
  const { bytes } = reader;
  while (bytes[reader.at] === 0x20) reader.at += 1;
  const { at } = reader;
  if (bytes[at] === 0x0a) reader.at = at + 1;
  else if (bytes[at] === 0x0d) reader.at = at + (bytes[at + 1] === 0x0a ? 2 : 1);
  else throw pdfFault(at, 'a line end behind "stream"', shown(reader));
  return reader.at;
}

export function readValue(reader: Reader, depth: number): PdfValue {
  skipBlank(reader);
  countValue(reader.work);
  if (depth > reader.work.limits.depth) {
    throw pdfLimit(`PDF values nested deeper than ${reader.work.limits.depth}, at offset ${reader.at}`);
  }
  const { bytes, at, end } = reader;
  const byte = at < end ? bytes[at] : undefined;
  switch (byte) {
    case 0x2f:
      reader.at += 1;
      return takeName(reader);
    case 0x3c:
      return bytes[at + 1] === 0x3c ? readDictionary(reader, depth) : takeHexString(reader);
    case 0x28:
      return takeLiteralString(reader);
    case 0x5b:
      return readArray(reader, depth);
    case 0x2b:
    case 0x2d:
    case 0x2e:
      return takeNumber(reader);
    default:
      return byte !== undefined && byte >= 0x30 && byte <= 0x39 ? readNumber(reader) : readKeyword(reader);
  }
}

/** A number, or the reference that begins with it. */
function readNumber(reader: Reader): number | PdfReference {
  const value = takeNumber(reader);
  const { bytes, at } = reader;
  if (!Number.isInteger(value) || !isSpace(bytes[at])) return value;
  skipBlank(reader);
  const generation = takeDigits(reader);
  if (generation !== undefined && isSpace(bytes[reader.at])) {
    skipBlank(reader);
    if (atKeyword(reader, 'R')) {
      reader.at += 1;
      return { kind: 'reference', number: value, generation };
    }
  }
  reader.at = at;
  return value;
}

function readKeyword(reader: Reader): null | boolean {
  for (const [keyword, value] of KEYWORDS) {
    if (!atKeyword(reader, keyword)) continue;
    reader.at += keyword.length;
    return value;
  }
  throw pdfFault(reader.at, 'a PDF object', shown(reader));
}

const KEYWORDS: readonly (readonly [string, null | boolean])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
];

function readArray(reader: Reader, depth: number): PdfArray {
  const { bytes, end, at: start } = reader;
  const values: PdfValue[] = [];
  reader.at += 1;
  for (;;) {
    skipBlank(reader);
    if (reader.at >= end) throw pdfFault(start, 'an array', 'one without end');
    if (bytes[reader.at] === 0x5d) break;
    values.push(readValue(reader, depth + 1));
  }
  reader.at += 1;
  return values;
}

function readDictionary(reader: Reader, depth: number): PdfDictionary {
  const { bytes, end, at: start } = reader;
  const entries = new Map<string, PdfValue>();
  let repeated: string[] | undefined;
  reader.at += 2;
  for (;;) {
    skipBlank(reader);
    if (reader.at >= end) throw pdfFault(start, 'a dictionary', 'one without end');
    if (bytes[reader.at] === 0x3e) break;
    if (bytes[reader.at] !== 0x2f) throw pdfFault(reader.at, 'a key of a dictionary', shown(reader));
    reader.at += 1;
    const key = takeName(reader);
    const value = readValue(reader, depth + 1);
    if (entries.has(key)) {
      repeated ??= [];
      repeated.push(key);
    }
    // ISO 32000-2 section 7.3.7: null is as good as absent.
    if (value !== null) entries.set(key, value);
  }
  if (bytes[reader.at + 1] !== 0x3e) throw pdfFault(reader.at, '">>"', shown(reader));
  reader.at += 2;
  return { kind: 'dictionary', entries, repeated: repeated ?? NONE };
}

const NONE: readonly string[] = [];
