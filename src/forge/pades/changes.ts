/**
 * Changes to a PDF as incremental updates, as somebody could make them after it was signed.
 *
 * @module
 */
import { PDFName, PDFRef } from 'pdf-lib';
import { changed, firstPage } from './dictionary';
import { arrayOf, dictionaryOf, type PdfRevision, readRevision } from './revision';
import { appendUpdate, latin1 } from './update';

/** Forbidden after any signature: the first page shows something else. */
export function replacePage(pdf: Uint8Array, text: string): Uint8Array {
  const revision = readRevision(pdf);
  const { page, dictionary } = pageOf(revision);
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  const drawing = `BT /F 12 Tf 72 770 Td (${text}) Tj ET`;
  const resources = revision.context.obj({ Font: { F: PDFRef.of(revision.size + 1) } });
  const body = changed(dictionary, [
    ['Contents', PDFRef.of(revision.size)],
    ['Resources', resources],
  ]);
  return appendUpdate(revision, [
    { number: revision.size, body: latin1(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`) },
    { number: revision.size + 1, body: latin1(font) },
    { number: page.objectNumber, body: latin1(body) },
  ]).bytes;
}

/** Permitted where the certifying signature allows annotations (P = 3). */
export function addAnnotation(pdf: Uint8Array, text: string): Uint8Array {
  const revision = readRevision(pdf);
  const { page, dictionary } = pageOf(revision);
  const annotation = PDFRef.of(revision.size);
  const annotations = revision.context.obj([
    ...arrayOf(revision, dictionary.get(PDFName.of('Annots'))),
    annotation,
  ]);
  const note = `<< /Type /Annot /Subtype /Text /Rect [ 72 500 92 520 ] /F 4 /Contents (${text}) /P ${page} >>`;
  return appendUpdate(revision, [
    { number: revision.size, body: latin1(note) },
    { number: page.objectNumber, body: latin1(changed(dictionary, [['Annots', annotations]])) },
  ]).bytes;
}

/** The page tree says two pages where there was one: the same page again. */
export function repeatPage(pdf: Uint8Array): Uint8Array {
  const revision = readRevision(pdf);
  const { page, catalog } = pageOf(revision);
  const tree = catalog.get(PDFName.of('Pages'));
  const pages = dictionaryOf(revision, tree, 'the page tree');
  const kids = [...arrayOf(revision, pages.get(PDFName.of('Kids'))), page];
  const body = changed(pages, [
    ['Kids', revision.context.obj(kids)],
    ['Count', revision.context.obj(kids.length)],
  ]);
  const number = tree instanceof PDFRef ? tree.objectNumber : revision.size;
  return appendUpdate(revision, [{ number, body: latin1(body) }]).bytes;
}

/** The first page, and the catalog that leads to it. */
export function pageOf(revision: PdfRevision) {
  const root = revision.trailer.get(PDFName.of('Root'));
  const catalog = dictionaryOf(revision, root, 'the catalog');
  const page = firstPage(revision, catalog.get(PDFName.of('Pages')));
  return { catalog, page, dictionary: dictionaryOf(revision, page, 'the page') };
}
