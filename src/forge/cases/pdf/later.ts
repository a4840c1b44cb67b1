/**
 * Revisions behind the signed one: what everybody may add, and what nobody may.
 *
 * @see ISO 32000-2, section 12.8.2 and EN 319 142-1, section 5.4
 * @module
 */
import { PDFName, PDFRef } from 'pdf-lib';
import { TamgaError } from '../../../model/error';
import { longTermTimes } from '../../cades-long-term';
import { signatureMaterial } from '../../long-term';
import { pageOf, repeatPage, replacePage } from '../../pades/changes';
import { changed } from '../../pades/dictionary';
import { arrayOf } from '../../pades/revision';
import { addSecurityStore } from '../../pades/security-store';
import { addDocumentTimeStamp, signPades } from '../../pades/sign';
import type { ForgedCase } from '../case';
import { catalogWith, object, pdfCase, streamObject, updated } from './pdf-case';

const storeAdded = pdfCase('pdf-store-added', ({ state, identity, times }) => {
  const material = signatureMaterial(state, identity, { at: longTermTimes(times).validated, source: 'ocsp' });
  return { deviation: { afterwards: (pdf) => addSecurityStore(pdf, { material }) } };
});

const timeStampAdded = pdfCase('pdf-time-stamp-added', ({ state, identity, times }) => {
  const authority = state.hierarchyOf(identity.suite);
  return { deviation: { afterwards: (pdf) => addDocumentTimeStamp(pdf, authority, times.stamped).bytes } };
});

const secondSignature = pdfCase('pdf-second-signature', (request) => {
  const identity = request.state.signer(request.identity.suite, 'other');
  const { level } = request.product;
  const again = (pdf: Uint8Array) => signPades({ ...request, identity, level, document: pdf }).signature;
  return { deviation: { afterwards: again } };
});

/** The second revision is as good as can be; the value that it encloses is not. */
const firstBroken = pdfCase('pdf-first-signature-broken', (request) => {
  const identity = request.state.signer(request.identity.suite, 'other');
  const { level } = request.product;
  const again = (pdf: Uint8Array) => signPades({ ...request, identity, level, document: pdf }).signature;
  return { identity: { ...request.identity, key: identity.key }, deviation: { afterwards: again } };
});

const pageReplaced = pdfCase('pdf-page-replaced', () => ({
  deviation: { afterwards: (pdf) => replacePage(pdf, 'The buyer pays 999999') },
}));

const pageAdded = pdfCase('pdf-page-added', () => ({ deviation: { afterwards: repeatPage } }));

/** White, without a border, over the first line, with a text of its own. */
function covered(pdf: Uint8Array): Uint8Array {
  return updated(pdf, (revision) => {
    const { page, dictionary } = pageOf(revision);
    const { size, context } = revision;
    const drawing = '1 g 0 0 500 30 re f BT 0 g /F 12 Tf 2 10 Td (The buyer pays 999999) Tj ET';
    const font = '<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
    const note = `<< /Type /Annot /Subtype /FreeText /Rect [ 70 760 570 790 ] /F 4 /DA (/F 12 Tf) /P ${page} /AP << /N ${size + 1} 0 R >> >>`;
    const annotations = [...arrayOf(revision, dictionary.get(PDFName.of('Annots'))), PDFRef.of(size)];
    return [
      object(size, note),
      streamObject(
        size + 1,
        `/Type /XObject /Subtype /Form /BBox [ 0 0 500 30 ] /Resources << /Font ${font} >>`,
        drawing,
      ),
      object(page.objectNumber, changed(dictionary, [['Annots', context.obj(annotations)]])),
    ];
  });
}

const annotationOver = pdfCase('pdf-annotation-over', () => ({ deviation: { afterwards: covered } }));

const certifiedAnnotation = pdfCase('pdf-certified-annotation', () => ({
  further: { placement: { certification: 2 } },
  deviation: { afterwards: covered },
}));

const DICTIONARY = /(\d+) 0 obj\n(<< \/Type \/Sig [\s\S]*? >>)\nendobj/;

/** The value is the same and stays valid; the words beside it are those of the forger. */
const reasonReplaced = pdfCase('pdf-reason-replaced', () => ({
  further: { reason: 'I have seen this' },
  deviation: {
    afterwards: (pdf) => {
      const [, number, body] = DICTIONARY.exec(Buffer.from(pdf).toString('latin1')) ?? [];
      if (number === undefined || body === undefined) {
        throw new TamgaError('TAMGA-E-MINT', 'the PDF has no signature dictionary to replace');
      }
      const other = body.replace('(I have seen this)', '(I agree to pay)');
      return updated(pdf, () => [object(Number(number), other)]);
    },
  },
}));

const storeRemoved = pdfCase('pdf-store-removed', ({ state, identity, times }) => {
  const material = signatureMaterial(state, identity, { at: longTermTimes(times).validated, source: 'ocsp' });
  const afterwards = (pdf: Uint8Array): Uint8Array =>
    updated(addSecurityStore(pdf, { material }), (revision) => {
      const { catalog } = pageOf(revision);
      const without = catalog.clone(revision.context);
      without.delete(PDFName.of('DSS'));
      return [catalogWith(revision, without, [])];
    });
  return { deviation: { afterwards } };
});

export const LATER_CASES: readonly ForgedCase[] = [
  storeAdded,
  timeStampAdded,
  secondSignature,
  firstBroken,
  pageReplaced,
  pageAdded,
  annotationOver,
  certifiedAnnotation,
  reasonReplaced,
  storeRemoved,
];
