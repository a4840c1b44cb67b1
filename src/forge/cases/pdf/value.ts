/**
 * Cases of the signature dictionary: which bytes are signed, what the value is, and what stands where nothing is signed.
 *
 * @see ISO 32000-2, section 12.8.1
 * @module
 */
import { TamgaError } from '../../../model/error';
import type { ByteRange } from '../../pades/value';
import type { ForgedCase } from '../case';
import { pdfCase, streamObject, updated } from './pdf-case';

function rangeCase(id: string, byteRange: (range: ByteRange) => ByteRange): ForgedCase {
  return pdfCase(id, () => ({ deviation: { value: { byteRange } } }));
}

/** More than the value is left out: the name of the entry before it. */
const gap = rangeCase('pdf-byte-range-gap', ([start, before, after, rest]) => [
  start,
  before - 40,
  after,
  rest,
]);

/** The last bytes of the file are not signed. */
const short = rangeCase('pdf-byte-range-short', ([start, before, after, rest]) => [
  start,
  before,
  after,
  rest - 30,
]);

/** Text written over other text of the same length, after signing. */
function overwritten(pdf: Uint8Array, pattern: RegExp, make: (found: string) => string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const found = pattern.exec(text);
  if (found === null) throw new TamgaError('TAMGA-E-MINT', `nothing in the PDF is like ${pattern}`);
  const made = make(found[0]);
  if (made.length > found[0].length) throw new TamgaError('TAMGA-E-MINT', 'what is written over is shorter');
  const padded = made.padEnd(found[0].length);
  const behind = text.slice(found.index + found[0].length);
  return new Uint8Array(Buffer.from(text.slice(0, found.index) + padded + behind, 'latin1'));
}

function afterSigning(id: string, pattern: RegExp, make: (found: string) => string): ForgedCase {
  return pdfCase(id, () => ({ deviation: { afterwards: (pdf) => overwritten(pdf, pattern, make) } }));
}

/** In the zeros behind the value, which nothing signs. */
const PADDING = /0{2000,}>/;

const secondRange = pdfCase('pdf-second-byte-range', () => ({
  deviation: {
    afterwards: (pdf) => {
      const range = /\/ByteRange \[[\d ]+\]/.exec(Buffer.from(pdf).toString('latin1'))?.[0] ?? '';
      return overwritten(pdf, PADDING, (zeros) => `${zeros.slice(0, 1000)}> ${range}`);
    },
  },
}));

const secondContents = afterSigning(
  'pdf-second-contents',
  PADDING,
  (zeros) => `${zeros.slice(0, 1000)}> /Contents <${'0'.repeat(200)}>`,
);

const digitsBehind = afterSigning(
  'pdf-contents-digits',
  PADDING,
  (zeros) => `${zeros.slice(0, -9)}deadbeef>`,
);

const noContents = afterSigning('pdf-contents-missing', /\/Contents (?=<30)/, () => '/Kontents ');
const nullContents = pdfCase('pdf-contents-null', () => ({
  deviation: { value: { contents: () => new Uint8Array(1) } },
}));
const nullRange = afterSigning('pdf-byte-range-null', /\/ByteRange \[[\d ]+\]/, () => '/ByteRange null');

/** No revision leads to them. */
const stray = pdfCase('pdf-stray-bytes', () => ({
  deviation: {
    afterwards: (pdf) => Buffer.concat([pdf, Buffer.from('4 0 obj\n(The buyer pays 999999)\nendobj\n')]),
  },
}));

/** Two bodies of one number in the revision that is signed: programs that repair files take the other one. */
const objectTwice = pdfCase('pdf-object-twice', () => ({
  prepared: (pdf) =>
    updated(pdf, (revision) => {
      const number = revision.size;
      return [streamObject(number, '', '(100) Tj'), streamObject(number, '', '(999) Tj')];
    }),
}));

export const VALUE_CASES: readonly ForgedCase[] = [
  gap,
  short,
  secondRange,
  secondContents,
  digitsBehind,
  noContents,
  nullContents,
  nullRange,
  stray,
  objectTwice,
];
