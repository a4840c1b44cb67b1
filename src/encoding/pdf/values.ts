/**
 * The objects of PDF as values, and safe ways to ask them.
 *
 * A name is a `string` (without the slash), so a PDF string is an object: the two never mix.
 *
 * @see ISO 32000-2, section 7.3
 * @module
 */

export interface PdfString {
  readonly kind: 'string';
  /** Decoded; of an encrypted document still encrypted. */
  readonly bytes: Uint8Array;
  /** Offset of the opening delimiter, in the file or the object stream that it was read from. */
  readonly start: number;
  /** Offset behind the closing delimiter. */
  readonly end: number;
  readonly hexadecimal: boolean;
}

export interface PdfReference {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}

export interface PdfDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** Keys that stand more than once: readers differ in which value they take. */
  readonly repeated: readonly string[];
}

export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** Offset of the first byte of data, in the file. */
  readonly start: number;
}

export type PdfArray = readonly PdfValue[];

/** Names are strings, `null` is the null object. */
export type PdfValue =
  | null
  | boolean
  | number
  | string
  | PdfString
  | PdfReference
  | PdfDictionary
  | PdfStream
  | PdfArray;

export const EMPTY_DICTIONARY: PdfDictionary = { kind: 'dictionary', entries: new Map(), repeated: [] };

export function isArray(value: PdfValue | undefined): value is PdfArray {
  return Array.isArray(value);
}

export function isDictionary(value: PdfValue | undefined): value is PdfDictionary {
  return isObject(value) && value.kind === 'dictionary';
}

export function isStream(value: PdfValue | undefined): value is PdfStream {
  return isObject(value) && value.kind === 'stream';
}

export function isString(value: PdfValue | undefined): value is PdfString {
  return isObject(value) && value.kind === 'string';
}

export function isReference(value: PdfValue | undefined): value is PdfReference {
  return isObject(value) && value.kind === 'reference';
}

/** A non-negative integer: lengths, offsets, numbers of objects. */
export function isCount(value: PdfValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** ISO 32000-2 section 7.3.7: an entry whose value is null is as good as absent. */
export function entry(dictionary: PdfDictionary, key: string): PdfValue {
  return dictionary.entries.get(key) ?? null;
}

/** Of a dictionary or a stream. */
export function dictionaryOf(value: PdfValue | undefined): PdfDictionary | undefined {
  if (isStream(value)) return value.dictionary;
  return isDictionary(value) ? value : undefined;
}

function isObject(
  value: PdfValue | undefined,
): value is PdfString | PdfReference | PdfDictionary | PdfStream {
  return typeof value === 'object' && value !== null && !isArray(value);
}
