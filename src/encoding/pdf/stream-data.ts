/**
 * Where the data of a stream ends: as its dictionary says, and as the keyword behind it confirms.
 *
 * @see ISO 32000-2, section 7.3.8
 * @module
 */
import { pdfFault } from './limits';
import { isSpace } from './scan';
import type { PdfStream } from './values';

const END_STREAM = Buffer.from('endstream');

export interface StreamData {
  /** As it stands. */
  readonly data: Uint8Array;
  /** Offset behind `endstream`. */
  readonly end: number;
}

/** Programs that look for the keyword and programs that count must find the same data. */
export function streamData(bytes: Uint8Array, { start }: PdfStream, length: number, end: number): StreamData {
  let at = start + length;
  while (at < end && isSpace(bytes[at])) at += 1;
  const keyword = bytes.subarray(at, at + END_STREAM.length);
  if (at >= end || !END_STREAM.equals(keyword)) {
    throw pdfFault(at, `"endstream" behind ${length} bytes of data`, 'something else');
  }
  return { data: bytes.subarray(start, start + length), end: at + END_STREAM.length };
}
