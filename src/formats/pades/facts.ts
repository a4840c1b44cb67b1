/**
 * Facts that only a signature in a PDF has.
 *
 * @module
 */

export const PDF_ODDITIES = ['pdf.byte-range'] as const;
export type PdfOddity = (typeof PDF_ODDITIES)[number];

export interface PdfDetail {
  /** Name of the signature field. */
  readonly field: string;
  /** As in the signature dictionary, without the slash. */
  readonly subFilter: string;
}
