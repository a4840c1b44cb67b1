/**
 * The latest revision of a PDF, as far as one needs it to add another: cross-references, trailer, single objects.
 *
 * It reads what pdf-lib and this folder write; the reader for what others write is the referee's.
 *
 * @see {@link https://www.iso.org/standard/75839.html ISO 32000-2}
 * @module
 */
import {
  decodePDFRawStream,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFObjectParser,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib';
import { TamgaError } from '../../model/error';

export interface PdfRevision {
  readonly bytes: Uint8Array;
  readonly context: PDFContext;
  /** Offset of its cross-references. */
  readonly startXref: number;
  readonly references: 'table' | 'stream';
  /** The first object number that is free. */
  readonly size: number;
  readonly trailer: PDFDict;
  /** Follows references until there is an object. */
  resolve(object: PDFObject | undefined): PDFObject | undefined;
}

/** Offset in the file, or place in an object stream. */
type Place =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'stream'; readonly stream: number; readonly index: number };

interface Section {
  readonly references: 'table' | 'stream';
  readonly places: ReadonlyMap<number, Place>;
  readonly trailer: PDFDict;
}

export function readRevision(bytes: Uint8Array): PdfRevision {
  const context = PDFContext.create();
  const startXref = startOf(bytes);
  const first = section(bytes, startXref, context);
  const places = new Map(first.places);
  for (let at = previous(first.trailer); at !== undefined; ) {
    const older = section(bytes, at, context);
    for (const [number, place] of older.places) if (!places.has(number)) places.set(number, place);
    at = previous(older.trailer);
  }
  const resolve = (object: PDFObject | undefined): PDFObject | undefined => {
    if (!(object instanceof PDFRef)) return object;
    const place = places.get(object.objectNumber);
    return place === undefined ? undefined : resolve(objectAt(bytes, place, places, context));
  };
  return {
    bytes,
    context,
    startXref,
    references: first.references,
    size: numberOf(first.trailer.get(PDFName.of('Size')), 'Size'),
    trailer: first.trailer,
    resolve,
  };
}

export function dictionaryOf(revision: PdfRevision, object: PDFObject | undefined, what: string): PDFDict {
  const found = revision.resolve(object);
  if (found instanceof PDFDict) return found;
  throw broken(`${what} is not a dictionary`);
}

/** Empty where there is none. */
export function arrayOf(revision: PdfRevision, object: PDFObject | undefined): readonly PDFObject[] {
  const found = revision.resolve(object);
  return found instanceof PDFArray ? found.asArray() : [];
}

export function referenceOf(object: PDFObject | undefined, what: string): PDFRef {
  if (object instanceof PDFRef) return object;
  throw broken(`${what} is not a reference`);
}

function startOf(bytes: Uint8Array): number {
  const tail = text(bytes, Math.max(0, bytes.length - 1024), bytes.length);
  const found = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1];
  if (found === undefined) throw broken('the file does not end with startxref');
  return Number(found);
}

function section(bytes: Uint8Array, at: number, context: PDFContext): Section {
  return text(bytes, at, at + 4) === 'xref' ? table(bytes, at, context) : stream(bytes, at, context);
}

const ENTRY = 20;

function table(bytes: Uint8Array, start: number, context: PDFContext): Section {
  const places = new Map<number, Place>();
  let at = start + 'xref'.length;
  for (;;) {
    const head = /^\s*(\d+) (\d+)\s*\n/.exec(text(bytes, at, at + 40));
    if (head === null) break;
    at += head[0].length;
    const [first, count] = [Number(head[1]), Number(head[2])];
    for (let index = 0; index < count; index += 1, at += ENTRY) {
      const entry = text(bytes, at, at + ENTRY);
      if (entry[17] === 'n') {
        places.set(first + index, { kind: 'offset', offset: Number(entry.slice(0, 10)) });
      }
    }
  }
  const word = /^\s*trailer/.exec(text(bytes, at, at + 40))?.[0];
  if (word === undefined) throw broken('a cross-reference table without trailer');
  const trailer = PDFObjectParser.forBytes(bytes.subarray(at + word.length), context).parseObject();
  if (!(trailer instanceof PDFDict)) throw broken('the trailer is not a dictionary');
  return { references: 'table', places, trailer };
}

function stream(bytes: Uint8Array, at: number, context: PDFContext): Section {
  const object = indirect(bytes, at, context);
  if (!(object instanceof PDFRawStream)) throw broken('no cross-references where startxref points');
  const { dict } = object;
  const data = decodePDFRawStream(object).decode();
  const widths = numbers(dict.get(PDFName.of('W')));
  const size = numberOf(dict.get(PDFName.of('Size')), 'Size');
  const index = numbers(dict.get(PDFName.of('Index')));
  const ranges = index.length === 0 ? [0, size] : index;
  const places = new Map<number, Place>();
  let offset = 0;
  const field = (width: number): number => {
    const value = data.subarray(offset, offset + width).reduce((sum, byte) => sum * 256 + byte, 0);
    offset += width;
    return value;
  };
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    for (let count = 0; count < (ranges[range + 1] ?? 0); count += 1) {
      const [type, second, third] = widths.map(field);
      const number = (ranges[range] ?? 0) + count;
      if (type === 1) places.set(number, { kind: 'offset', offset: second ?? 0 });
      if (type === 2) places.set(number, { kind: 'stream', stream: second ?? 0, index: third ?? 0 });
    }
  }
  return { references: 'stream', places, trailer: dict };
}

function objectAt(
  bytes: Uint8Array,
  place: Place,
  places: ReadonlyMap<number, Place>,
  context: PDFContext,
): PDFObject {
  if (place.kind === 'offset') return indirect(bytes, place.offset, context);
  const holder = places.get(place.stream);
  const object = holder === undefined ? undefined : objectAt(bytes, holder, places, context);
  if (!(object instanceof PDFRawStream)) throw broken('an object stream that is none');
  const data = decodePDFRawStream(object).decode();
  const first = numberOf(object.dict.get(PDFName.of('First')), 'First');
  const heads = text(data, 0, first).trim().split(/\s+/).map(Number);
  const offset = first + (heads[2 * place.index + 1] ?? 0);
  return PDFObjectParser.forBytes(data.subarray(offset), context).parseObject();
}

function indirect(bytes: Uint8Array, at: number, context: PDFContext): PDFObject {
  const head = /^\s*\d+ \d+ obj/.exec(text(bytes, at, at + 40))?.[0];
  if (head === undefined) throw broken(`no object at offset ${at}`);
  return PDFObjectParser.forBytes(bytes.subarray(at + head.length), context).parseObject();
}

function previous(trailer: PDFDict): number | undefined {
  const at = trailer.get(PDFName.of('Prev'));
  return at instanceof PDFNumber ? at.asNumber() : undefined;
}

function numbers(object: PDFObject | undefined): readonly number[] {
  if (!(object instanceof PDFArray)) return [];
  return object.asArray().map((one) => numberOf(one, 'an element'));
}

function numberOf(object: PDFObject | undefined, what: string): number {
  if (object instanceof PDFNumber) return object.asNumber();
  throw broken(`${what} is not a number`);
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}

function broken(what: string): TamgaError {
  return new TamgaError('TAMGA-E-MINT', `not a PDF that the forge can sign: ${what}`);
}
