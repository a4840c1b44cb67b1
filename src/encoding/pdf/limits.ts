/**
 * What the PDF reader takes at most, and the errors that say where it stopped.
 *
 * @module
 */
import { TamgaError } from '../../model/error';

export interface PdfLimits {
  readonly bytes: number;
  /** Arrays and dictionaries in one another. */
  readonly depth: number;
  /** Values and cross-reference entries read in one file, and steps of comparing them, whoever asks for them. */
  readonly values: number;
  /** Octets of one string as written. */
  readonly string: number;
  /** Entries of one cross-reference section. */
  readonly entries: number;
  /** Cross-reference sections behind one another. */
  readonly sections: number;
  /** Of one stream after its filters. */
  readonly stream: number;
  /** Of all streams of one file after their filters. */
  readonly expanded: number;
}

export const PDF_LIMITS: PdfLimits = {
  bytes: 512 * 1024 * 1024,
  depth: 100,
  values: 10_000_000,
  string: 16 * 1024 * 1024,
  entries: 2_000_000,
  sections: 1000,
  stream: 64 * 1024 * 1024,
  expanded: 256 * 1024 * 1024,
};

/** What one file has cost so far. */
export interface Work {
  readonly limits: PdfLimits;
  /** The cross-references are broken, and what was found by searching is read as far as it goes. */
  readonly lenient?: true;
  values: number;
  expanded: number;
}

export function pdfFault(at: number, expected: string, found: string): TamgaError {
  return new TamgaError('TAMGA-E-PDF', `offset ${at}: expected ${expected}, found ${found}`, {
    hint: 'The bytes are not the PDF that this place needs; programs that repair such a file may each see another one.',
  });
}

export function pdfLimit(message: string): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', message, { hint: 'The input exceeds what this reader takes.' });
}

/** Every value is counted, so that nothing that is read again and again goes on for ever. */
export function countValue(work: Work): void {
  work.values += 1;
  if (work.values > work.limits.values) throw pdfLimit(`more than ${work.limits.values} PDF values`);
}

export function countExpanded(work: Work, bytes: number): void {
  work.expanded += bytes;
  if (work.expanded > work.limits.expanded) {
    throw pdfLimit(`the streams are more than ${work.limits.expanded} bytes without their filters`);
  }
}
