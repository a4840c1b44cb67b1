/**
 * The documents that are signed, by the kind that a product needs.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { stream } from './stream';

export interface TestDocument {
  readonly name: string;
  readonly mimeType: string;
}

export const DOCUMENTS = {
  text: { name: 'contract.txt', mimeType: 'text/plain' },
  /** Every letter of every alphabet that the member states write in. */
  alphabets: { name: 'alphabets.txt', mimeType: 'text/plain' },
  xml: { name: 'invoice.xml', mimeType: 'application/xml' },
  /** Two pages, made by `pdfDocument`. */
  pdf: { name: 'contract.pdf', mimeType: 'application/pdf' },
  json: { name: 'invoice.json', mimeType: 'application/json' },
  binary: { name: 'octets.bin', mimeType: 'application/octet-stream' },
  empty: { name: 'empty.bin', mimeType: 'application/octet-stream' },
} as const satisfies Readonly<Record<string, TestDocument>>;

export function readDocument({ name }: TestDocument): Uint8Array {
  return new Uint8Array(readFileSync(join(packageRoot(), 'vectors', 'documents', name)));
}

/** A signature can lie inside a document only where that is XML or PDF; everything else can be any file. */
export function documentFor({ format, packaging }: Pick<Product, 'format' | 'packaging'>): TestDocument {
  if (format === 'PDF' || format === 'PAdES') return DOCUMENTS.pdf;
  const xml = (format === 'XMLDSig' || format === 'XAdES') && packaging === 'enveloped';
  return xml ? DOCUMENTS.xml : DOCUMENTS.text;
}

/** What the bytes are by their looks: a document comes without a name. */
export function mimeTypeOf(document: Uint8Array): string {
  const start = Buffer.from(document.subarray(0, 64))
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart();
  if (start.startsWith('<')) return DOCUMENTS.xml.mimeType;
  if (start.startsWith('%PDF-')) return DOCUMENTS.pdf.mimeType;
  if (/^[[{]/.test(start)) return DOCUMENTS.json.mimeType;
  return document.subarray(0, 1024).includes(0) ? DOCUMENTS.binary.mimeType : DOCUMENTS.text.mimeType;
}

/** Made where it is needed, in pieces: nobody wants it in a repository. */
export function* largeDocument(seed: string, bytes = 50 * 1024 * 1024): Generator<Uint8Array> {
  const piece = stream(seed, 'large-document').bytes(1024 * 1024);
  for (let left = bytes; left > 0; left -= piece.length) {
    // Every piece is another one, so that a reader that repeats or drops one is found out.
    new DataView(piece.buffer).setUint32(piece.byteOffset, left);
    yield piece.slice(0, left);
  }
}
