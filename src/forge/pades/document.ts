/**
 * PDF documents to sign: nothing in them depends on when or where they are made.
 *
 * @module
 */
import { PDFDocument, StandardFonts } from 'pdf-lib';

export interface PdfContent {
  /** One page each; Latin letters. */
  readonly pages: readonly string[];
  readonly created: Date;
  /** How the file says where its objects are; what is added to it later must do the same. */
  readonly references?: 'table' | 'stream';
}

const FONT_SIZE = 12;

export async function pdfDocument({ pages, created, references = 'table' }: PdfContent): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle('Test document');
  document.setProducer('Tamga forge');
  document.setCreationDate(created);
  document.setModificationDate(created);
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of pages) {
    const page = document.addPage([595, 842]);
    page.drawText(text, { x: 72, y: 770, size: FONT_SIZE, font });
  }
  return document.save({ useObjectStreams: references === 'stream', updateFieldAppearances: false });
}
