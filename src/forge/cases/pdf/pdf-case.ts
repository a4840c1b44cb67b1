/**
 * What the cases of signatures in PDF have in common.
 *
 * @module
 */
import { PDFName } from 'pdf-lib';
import { changed } from '../../pades/dictionary';
import { type FurtherPades, signPdfProduct } from '../../pades/product';
import { type PdfRevision, readRevision, referenceOf } from '../../pades/revision';
import type { PadesDeviation } from '../../pades/sign';
import { appendUpdate, latin1, type PdfObject } from '../../pades/update';
import type { ProductRequest } from '../../product';
import { type ForgedCase, productOf } from '../case';

export interface PdfChange {
  readonly deviation?: PadesDeviation;
  readonly further?: FurtherPades;
  /** Who signs, in place of the usual signer. */
  readonly identity?: ProductRequest['identity'];
  /** Of the document, before it is signed. */
  readonly prepared?: (pdf: Uint8Array) => Uint8Array;
}

/** A good signature in a PDF with a change; plain ones unless `padesOnly`. */
export function pdfCase(
  id: string,
  change: (request: ProductRequest) => PdfChange,
  padesOnly = false,
): ForgedCase {
  return {
    id,
    existsFor: ({ format }) => format === 'PAdES' || (format === 'PDF' && !padesOnly),
    mint: (request) => {
      const asked = productOf(request, 'good', (times) => times.recent);
      const { deviation = {}, further = {}, identity = asked.identity, prepared } = change(asked);
      const document = prepared?.(asked.document) ?? asked.document;
      return signPdfProduct({ ...asked, identity, document }, deviation, further);
    },
  };
}

/** A further revision of a signed file, or of one that is to be signed. */
export function updated(
  pdf: Uint8Array,
  objects: (revision: PdfRevision) => readonly PdfObject[],
): Uint8Array {
  const revision = readRevision(pdf);
  return appendUpdate(revision, objects(revision)).bytes;
}

export function object(number: number, text: string): PdfObject {
  return { number, body: latin1(text) };
}

export function streamObject(number: number, entries: string, data: string): PdfObject {
  return object(number, `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`);
}

/** The catalog with other entries. */
export function catalogWith(
  revision: PdfRevision,
  catalog: Parameters<typeof changed>[0],
  entries: Parameters<typeof changed>[1],
): PdfObject {
  const root = referenceOf(revision.trailer.get(PDFName.of('Root')), 'Root');
  return object(root.objectNumber, changed(catalog, entries));
}
