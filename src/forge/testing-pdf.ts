/**
 * Takes the signatures out of a PDF by their /ByteRange alone, and asks pdfsig, for tests.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { pdfDocument } from './pades/document';
import { TEST_INSTANT } from './testing-profile';

export interface PdfSignature {
  readonly subFilter: string;
  /** All that the range covers. */
  readonly covered: Uint8Array;
  /** CMS without the padding. */
  readonly value: Uint8Array;
  /** As the file has it. */
  readonly contents: Uint8Array;
  /** Whether the range ends with the file. */
  readonly total: boolean;
}

export function signaturesIn(pdf: Uint8Array): readonly PdfSignature[] {
  const text = Buffer.from(pdf).toString('latin1');
  return [...text.matchAll(/\/ByteRange \[ (\d+) (\d+) (\d+) (\d+) *\]/g)].map((match) => {
    const [first = 0, length = 0, second = 0, rest = 0] = match.slice(1).map(Number);
    const contents = Buffer.from(text.slice(first + length + 1, second - 1), 'hex');
    const subFilter = [...text.slice(0, match.index).matchAll(/\/SubFilter \/([\w.]+)/g)].at(-1)?.[1] ?? '';
    return {
      subFilter,
      covered: Buffer.concat([pdf.subarray(first, first + length), pdf.subarray(second, second + rest)]),
      value: contents.subarray(0, 4 + contents.readUInt16BE(2)),
      contents,
      total: second + rest === pdf.length,
    };
  });
}

export function testPdf(references: 'table' | 'stream' = 'table'): Promise<Uint8Array> {
  return pdfDocument({ pages: ['Test contract', 'Second page'], created: TEST_INSTANT, references });
}

/** pdfsig exits with 0 even where it finds a mismatch: its lines are counted. */
export function askPdfsig(file: string) {
  const { stdout, stderr } = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
  const count = (line: RegExp): number => (stdout.match(line) ?? []).length;
  return {
    signatures: count(/^Signature #/gm),
    valid: count(/Signature Validation: Signature is Valid/g),
    wrong: count(/Signature Validation: (Signature is Invalid|Digest Mismatch)/g),
    total: count(/- Total document signed/g),
    said: `${stdout}${stderr}`,
  };
}
