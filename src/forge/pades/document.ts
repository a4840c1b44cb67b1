/**
 * PDF documents to sign: nothing in them depends on when or where they are made.
 *
 * @module
 */
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib';

export interface PdfContent {
  /** One page each; Latin letters without brackets and backslashes. */
  readonly pages: readonly string[];
  readonly created: Date;
  /** How the file says where its objects are; what is added to it later must do the same. */
  readonly references?: 'table' | 'stream';
}

export async function pdfDocument({ pages, created, references = 'table' }: PdfContent): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle('Test document');
  document.setProducer('Tamga forge');
  document.setCreationDate(created);
  document.setModificationDate(created);
  const { context } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of pages) {
    const page = document.addPage([595, 842]);
    page.node.set(PDFName.of('Resources'), context.obj({ Font: { F: font.ref } }));
    // Not compressed: cases change what it shows without breaking the stream.
    const drawing = context.stream(`BT /F 12 Tf 72 770 Td (${text}) Tj ET`);
    page.node.set(PDFName.of('Contents'), context.register(drawing));
  }
  return document.save({ useObjectStreams: references === 'stream', updateFieldAppearances: false });
}

/** `vectors/documents/contract.pdf`. */
export const CONTRACT: PdfContent = {
  pages: ['Contract between a seller and a buyer', 'Signatures'],
  created: new Date('2026-09-01T12:00:00Z'),
};
