/**
 * Changes to signed bytes of a PDF that leave it a PDF.
 *
 * @module
 */
import { TamgaError } from '../../model/error';
import { pdfDate } from './dictionary';

/** The first text that the first page shows; it must keep its length, for offsets follow. */
export function withShownText(pdf: Uint8Array, change: (text: Uint8Array) => Uint8Array): Uint8Array {
  const file = Buffer.from(pdf);
  const end = file.indexOf(') Tj', 0, 'latin1');
  const start = file.lastIndexOf('(', end, 'latin1') + 1;
  if (end < 0 || start === 0) throw new TamgaError('TAMGA-E-MINT', 'the PDF shows no plain text to change');
  const text = new Uint8Array(file.subarray(start, end));
  return overwritten(file, start, text, Buffer.from(change(text)));
}

/** /M of the last signature that claims the first time. */
export function withClaimedTime(pdf: Uint8Array, signed: Date, claimed: Date): Uint8Array {
  const file = Buffer.from(pdf);
  const entry = Buffer.from(`/M (${pdfDate(signed)})`, 'latin1');
  const start = file.lastIndexOf(entry);
  if (start < 0) throw new TamgaError('TAMGA-E-MINT', 'no signature claims this time');
  return overwritten(file, start, entry, Buffer.from(`/M (${pdfDate(claimed)})`, 'latin1'));
}

function overwritten(file: Buffer, start: number, before: Uint8Array, after: Buffer): Uint8Array {
  if (after.length !== before.length) {
    throw new TamgaError('TAMGA-E-MINT', 'signed bytes of a PDF are changed without changing their number');
  }
  after.copy(file, start);
  return new Uint8Array(file);
}
