/**
 * Shadow attacks: whoever prepares the document hides in it what a later revision brings to light.
 *
 * @see {@link https://www.ndss-symposium.org/ndss-paper/shadow-attacks-hiding-and-replacing-content-in-signed-pdfs/ NDSS 2021}
 * @module
 */
import { PDFDict, PDFName, PDFRef } from 'pdf-lib';
import { TamgaError } from '../../../model/error';
import { pageOf } from '../../pades/changes';
import { changed } from '../../pades/dictionary';
import { dictionaryOf, type PdfRevision, readRevision } from '../../pades/revision';
import type { ForgedCase } from '../case';
import { catalogWith, object, pdfCase, streamObject, updated } from './pdf-case';

const FORM = '/Type /XObject /Subtype /Form /BBox [ 0 0 595 842 ]';
const COVER = '1 g 60 740 480 60 re f';

/** The text that the signer must not see lies under a white form, which the page draws last. */
function withCover(pdf: Uint8Array): Uint8Array {
  return updated(pdf, (revision) => {
    const { page, dictionary } = pageOf(revision);
    const { context, size } = revision;
    const resources = dictionaryOf(revision, dictionary.get(PDFName.of('Resources')), 'Resources').clone(
      context,
    );
    resources.set(PDFName.of('XObject'), context.obj({ Cover: PDFRef.of(size) }));
    const contents = dictionary.get(PDFName.of('Contents'));
    if (contents === undefined) throw new TamgaError('TAMGA-E-MINT', 'the first page shows nothing');
    return [
      streamObject(size, FORM, COVER),
      streamObject(size + 1, '', '/Cover Do'),
      object(
        page.objectNumber,
        changed(dictionary, [
          ['Resources', resources],
          ['Contents', context.obj([contents, PDFRef.of(size + 1)])],
        ]),
      ),
    ];
  });
}

/** The cover is empty: what was hidden shows. */
function uncovered(pdf: Uint8Array): Uint8Array {
  return updated(pdf, (revision) => {
    const { dictionary } = pageOf(revision);
    const resources = dictionaryOf(revision, dictionary.get(PDFName.of('Resources')), 'Resources');
    const cover = dictionaryOf(revision, resources.get(PDFName.of('XObject')), 'XObject').get(
      PDFName.of('Cover'),
    );
    if (!(cover instanceof PDFRef)) throw new TamgaError('TAMGA-E-MINT', 'the page has no cover');
    return [streamObject(cover.objectNumber, FORM, '')];
  });
}

/** A font whose ones look like nines: a change that seems to be about looks alone. */
function otherFont(pdf: Uint8Array): Uint8Array {
  return updated(pdf, (revision) => {
    const { number, font } = fontOf(revision);
    const encoding = revision.context.obj({ Type: 'Encoding', Differences: [49, 'nine', 'eight', 'seven'] });
    return [object(number, changed(font, [['Encoding', encoding]]))];
  });
}

function fontOf(revision: PdfRevision) {
  const { dictionary } = pageOf(revision);
  const resources = dictionaryOf(revision, dictionary.get(PDFName.of('Resources')), 'Resources');
  const fonts = dictionaryOf(revision, resources.get(PDFName.of('Font')), 'Font');
  for (const [, one] of fonts.entries()) {
    const font = revision.resolve(one);
    if (one instanceof PDFRef && font instanceof PDFDict) return { number: one.objectNumber, font };
  }
  throw new TamgaError('TAMGA-E-MINT', 'the first page has no font to replace');
}

/** A second page tree that nothing refers to. */
function withShadowTree(pdf: Uint8Array): Uint8Array {
  return updated(pdf, ({ size }) => [
    object(size, `<< /Type /Pages /Kids [ ${size + 1} 0 R ] /Count 1 >>`),
    object(
      size + 1,
      `<< /Type /Page /Parent ${size} 0 R /MediaBox [ 0 0 595 842 ] /Resources << >> /Contents ${size + 2} 0 R >>`,
    ),
    streamObject(size + 2, '', '0 g 72 700 400 60 re f'),
  ]);
}

/** The catalog leads to the second tree. */
function shadowShown(original: Uint8Array): (pdf: Uint8Array) => Uint8Array {
  return (pdf) =>
    updated(pdf, (revision) => {
      const { catalog } = pageOf(revision);
      return [catalogWith(revision, catalog, [['Pages', PDFRef.of(readRevision(original).size)]])];
    });
}

export const SHADOW_CASES: readonly ForgedCase[] = [
  pdfCase('pdf-shadow-hide', () => ({ prepared: withCover, deviation: { afterwards: uncovered } })),
  pdfCase('pdf-shadow-replace', () => ({ deviation: { afterwards: otherFont } })),
  pdfCase('pdf-shadow-hide-and-replace', ({ document }) => ({
    prepared: withShadowTree,
    deviation: { afterwards: shadowShown(document) },
  })),
];
