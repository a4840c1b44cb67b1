/**
 * The document security store: validation material as a revision of its own.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1}
 * @module
 */
import { PDFArray, PDFDict, PDFName, PDFRef } from 'pdf-lib';
import { digestByName } from '../../crypto/digests';
import type { ValidationMaterial } from '../long-term';
import { changed } from './dictionary';
import { arrayOf, dictionaryOf, type PdfRevision, readRevision, referenceOf } from './revision';
import { appendUpdate, latin1, type PdfObject } from './update';

export interface StoreRequest {
  readonly material: ValidationMaterial;
  /** /Contents of the signature or time-stamp that the material is for; none: no /VRI entry. */
  readonly contents?: Uint8Array;
}

/** Material that the store has already is not added again. */
export function addSecurityStore(pdf: Uint8Array, { material, contents }: StoreRequest): Uint8Array {
  const revision = readRevision(pdf);
  const { context, trailer, size } = revision;
  const root = referenceOf(trailer.get(PDFName.of('Root')), 'Root');
  const catalog = dictionaryOf(revision, root, 'the catalog');
  const known = catalog.get(PDFName.of('DSS'));
  const store = known === undefined ? PDFDict.withContext(context) : dictionaryOf(revision, known, 'DSS');

  const objects: PdfObject[] = [];
  const streams = (all: readonly Uint8Array[]): readonly PDFRef[] =>
    all.map((bytes) => {
      const number = size + 1 + objects.length;
      objects.push({ number, body: streamOf(bytes) });
      return PDFRef.of(number);
    });
  const added = {
    Cert: streams(material.certificates),
    OCSP: streams(material.ocspResponses),
    CRL: streams(material.crls),
  };
  const made = PDFDict.fromMapWithContext(new Map(store.entries()), context);
  for (const [name, references] of Object.entries(added)) {
    const entry = PDFName.of(`${name}s`);
    const all = [...arrayOf(revision, store.get(entry)), ...references];
    if (all.length > 0) made.set(entry, arrayIn(revision, all));
  }
  if (contents !== undefined)
    made.set(PDFName.of('VRI'), relatedInformation(revision, store, contents, added));
  return appendUpdate(revision, [
    { number: size, body: latin1(`${made}`) },
    ...objects,
    { number: root.objectNumber, body: latin1(changed(catalog, [['DSS', PDFRef.of(size)]])) },
  ]).bytes;
}

/** EN 319 142-1 section 5.4.2.3: under the SHA-1 of the whole /Contents string, in upper case. */
function relatedInformation(
  revision: PdfRevision,
  store: PDFDict,
  contents: Uint8Array,
  added: Readonly<Record<string, readonly PDFRef[]>>,
): PDFDict {
  const { context } = revision;
  const known = store.get(PDFName.of('VRI'));
  const all = known === undefined ? [] : dictionaryOf(revision, known, 'VRI').entries();
  const related = PDFDict.fromMapWithContext(new Map(all), context);
  const entry = PDFDict.withContext(context);
  for (const [name, references] of Object.entries(added)) {
    if (references.length > 0) entry.set(PDFName.of(name), arrayIn(revision, references));
  }
  const key = Buffer.from(digestByName('sha1').of(contents)).toString('hex').toUpperCase();
  related.set(PDFName.of(key), entry);
  return related;
}

function arrayIn({ context }: PdfRevision, elements: Iterable<Parameters<PDFArray['push']>[0]>): PDFArray {
  const array = PDFArray.withContext(context);
  for (const element of elements) array.push(element);
  return array;
}

function streamOf(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([latin1(`<< /Length ${bytes.length} >>\nstream\n`), bytes, latin1('\nendstream')]);
}
