/**
 * A form that is signed, and what is filled in afterwards: permitted, or against what the signature says.
 *
 * @see ISO 32000-2, sections 12.8.2.2 and 12.8.2.4
 * @module
 */
import { PDFDict, PDFName, PDFRef, PDFString } from 'pdf-lib';
import { TamgaError } from '../../../model/error';
import { pageOf } from '../../pades/changes';
import { changed, type Permission, type Placement } from '../../pades/dictionary';
import { arrayOf, dictionaryOf } from '../../pades/revision';
import type { ForgedCase } from '../case';
import { catalogWith, object, pdfCase, updated } from './pdf-case';

const FIELD = 'Amount';

/** A text field that says 100, on the first page. */
function withForm(pdf: Uint8Array): Uint8Array {
  return updated(pdf, (revision) => {
    const { catalog, page, dictionary } = pageOf(revision);
    const { context, size } = revision;
    const field = PDFRef.of(size);
    const annotations = [...arrayOf(revision, dictionary.get(PDFName.of('Annots'))), field];
    const widget = `<< /Type /Annot /Subtype /Widget /FT /Tx /T (${FIELD}) /V (100) /DA (/Helv 12 Tf 0 g) /Rect [ 72 700 172 720 ] /F 4 /P ${page} >>`;
    return [
      object(size, widget),
      object(page.objectNumber, changed(dictionary, [['Annots', context.obj(annotations)]])),
      catalogWith(revision, catalog, [['AcroForm', context.obj({ Fields: [field] })]]),
    ];
  });
}

/** The field says something else in a further revision. */
export function filledIn(pdf: Uint8Array): Uint8Array {
  return updated(pdf, (revision) => {
    const { catalog } = pageOf(revision);
    const form = dictionaryOf(revision, catalog.get(PDFName.of('AcroForm')), 'AcroForm');
    for (const one of arrayOf(revision, form.get(PDFName.of('Fields')))) {
      const field = revision.resolve(one);
      if (!(one instanceof PDFRef) || !(field instanceof PDFDict)) continue;
      if (field.get(PDFName.of('FT')) !== PDFName.of('Tx')) continue;
      return [object(one.objectNumber, changed(field, [['V', PDFString.of('999')]]))];
    }
    throw new TamgaError('TAMGA-E-MINT', 'the PDF has no text field to fill in');
  });
}

function formCase(id: string, placement: Partial<Placement>): ForgedCase {
  return pdfCase(id, () => ({
    prepared: withForm,
    further: { placement },
    deviation: { afterwards: filledIn },
  }));
}

const certified = (certification: Permission): Partial<Placement> => ({ certification });

export const FORM_CASES: readonly ForgedCase[] = [
  formCase('pdf-form-filled', {}),
  formCase('pdf-certified-form-filled', certified(2)),
  formCase('pdf-certified-form-changed', certified(1)),
  formCase('pdf-locked-field-changed', { lock: { action: 'Include', fields: [FIELD] } }),
  formCase('pdf-other-field-locked', { lock: { action: 'Exclude', fields: [FIELD] } }),
];
