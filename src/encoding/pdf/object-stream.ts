/**
 * Object streams: pairs of number and offset, then the objects without `obj` and `endobj`.
 *
 * @see ISO 32000-2, section 7.5.7
 * @module
 */
import { pdfFault, type Work } from './limits';
import { type Reader, skipBlank, takeDigits } from './scan';
import { isCount, type PdfValue } from './values';

export interface Container {
  readonly data: Uint8Array;
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
  /** Those that were read, by their place. */
  readonly values: Map<number, PdfValue>;
}

const MAXIMUM_COMPRESSED = 1_000_000;

/** `count`, `first`: /N and /First of its dictionary; `at`: where it stands. */
export function readContainer(
  data: Uint8Array,
  count: PdfValue,
  first: PdfValue,
  at: number,
  work: Work,
): Container {
  if (!isCount(count) || !isCount(first) || count > MAXIMUM_COMPRESSED) {
    throw pdfFault(at, '/N and /First of an object stream', 'something else');
  }
  const reader: Reader = { bytes: data, end: Math.min(first, data.length), work, at: 0 };
  const numbers: number[] = [];
  const offsets: number[] = [];
  for (let index = 0; index < count; index += 1) {
    skipBlank(reader);
    const one = takeDigits(reader);
    skipBlank(reader);
    const offset = takeDigits(reader);
    if (one === undefined || offset === undefined)
      throw pdfFault(at, `${count} pairs in the object stream`, `${index}`);
    numbers.push(one);
    offsets.push(first + offset);
  }
  return { data, numbers, offsets, values: new Map() };
}
