/**
 * A signature or document time-stamp as a new revision: field, widget, dictionary with room for the value.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31914201/ EN 319 142-1}
 * @module
 */
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRef } from 'pdf-lib';
import { TamgaError } from '../../model/error';
import { arrayOf, dictionaryOf, type PdfRevision, referenceOf } from './revision';
import { latin1, type PdfObject } from './update';

const SUB_FILTERS = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached', 'ETSI.RFC3161'] as const;
export type SubFilter = (typeof SUB_FILTERS)[number];

/** What later changes a signature allows: 1 none, 2 filling in forms and signing, 3 also annotations. */
export type Permission = 1 | 2 | 3;

export interface FieldLock {
  readonly action: 'All' | 'Include' | 'Exclude';
  /** Names; none where the action is All. */
  readonly fields: readonly string[];
  readonly permission?: Permission;
}

/** How a signature lies in the document. */
export interface Placement {
  readonly field: string;
  /** Left, bottom, right, top on the first page; invisible unless given. */
  readonly rectangle?: readonly [number, number, number, number];
  /** ISO 32000-2 section 12.8.2.2: of the author's signature alone. */
  readonly certification?: Permission;
  /** ISO 32000-2 section 12.8.2.4. */
  readonly lock?: FieldLock;
}

export interface Dictionary {
  readonly type: 'Sig' | 'DocTimeStamp';
  readonly subFilter: SubFilter;
  /** Null leaves /M out. */
  readonly time: Date | null;
  readonly reason?: string;
  readonly location?: string;
  /** Bytes that the value has room for. */
  readonly room: number;
}

/** Fixed width: the numbers are known when the file is complete. */
export const BYTE_RANGE_PLACEHOLDER = `[ 0 ${'0'.repeat(10)} ${'0'.repeat(10)} ${'0'.repeat(10)} ]`;

export interface SignatureObjects {
  readonly objects: readonly PdfObject[];
  /** Of the signature dictionary. */
  readonly number: number;
}

export function signatureObjects(
  revision: PdfRevision,
  dictionary: Dictionary,
  placement: Placement,
  entries: (entries: readonly string[]) => readonly string[] = (all) => all,
): SignatureObjects {
  const { context, size, trailer } = revision;
  const [number, widgetNumber, appearanceNumber] = [size, size + 1, size + 2];
  const root = referenceOf(trailer.get(PDFName.of('Root')), 'Root');
  const catalog = dictionaryOf(revision, root, 'the catalog');
  const page = firstPage(revision, catalog.get(PDFName.of('Pages')));
  const widget = PDFRef.of(widgetNumber);

  const pageChanged = changed(dictionaryOf(revision, page, 'the page'), [
    ['Annots', arrayWith(revision, pageEntry(revision, page, 'Annots'), widget)],
  ]);
  const form = formWith(revision, catalog.get(PDFName.of('AcroForm')), widget);
  const permissions = context.obj({ DocMDP: PDFRef.of(number) });
  const catalogChanged = changed(catalog, [
    ['AcroForm', form],
    ...(placement.certification === undefined ? [] : [['Perms', permissions] as const]),
  ]);
  const appearance = placement.rectangle === undefined ? [] : [appearanceOf(appearanceNumber, placement)];
  return {
    number,
    objects: [
      { number, body: latin1(`<< ${entries(dictionaryEntries(dictionary, placement, root)).join(' ')} >>`) },
      { number: widgetNumber, body: latin1(widgetOf(number, page, placement, appearanceNumber)) },
      ...appearance,
      { number: page.objectNumber, body: latin1(pageChanged) },
      { number: root.objectNumber, body: latin1(catalogChanged) },
    ],
  };
}

function dictionaryEntries(dictionary: Dictionary, placement: Placement, root: PDFRef): readonly string[] {
  const { type, subFilter, time, reason, location, room } = dictionary;
  const transforms = [
    ...(placement.certification === undefined ? [] : [certification(placement.certification, root)]),
    ...(placement.lock === undefined ? [] : [fieldLock(placement.lock, root)]),
  ];
  return [
    `/Type /${type}`,
    '/Filter /Adobe.PPKLite',
    `/SubFilter /${subFilter}`,
    ...(time === null ? [] : [`/M (${pdfDate(time)})`]),
    ...(reason === undefined ? [] : [`/Reason (${reason})`]),
    ...(location === undefined ? [] : [`/Location (${location})`]),
    ...(transforms.length === 0 ? [] : [`/Reference [ ${transforms.join(' ')} ]`]),
    `/ByteRange ${BYTE_RANGE_PLACEHOLDER}`,
    `/Contents <${'0'.repeat(2 * room)}>`,
  ];
}

function certification(permission: Permission, root: PDFRef): string {
  const parameters = `<< /Type /TransformParams /P ${permission} /V /1.2 >>`;
  return `<< /Type /SigRef /TransformMethod /DocMDP /TransformParams ${parameters} /Data ${root} >>`;
}

function fieldLock(lock: FieldLock, root: PDFRef): string {
  const parameters = `<< /Type /TransformParams ${lockEntries(lock)} /V /1.2 >>`;
  return `<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams ${parameters} /Data ${root} >>`;
}

function lockEntries({ action, fields, permission }: FieldLock): string {
  return [
    `/Action /${action}`,
    ...(action === 'All' ? [] : [`/Fields [ ${fields.map((name) => `(${name})`).join(' ')} ]`]),
    ...(permission === undefined ? [] : [`/P ${permission}`]),
  ].join(' ');
}

/** Print and Locked (ISO 32000-2 section 12.5.3). */
const WIDGET_FLAGS = 132;

function widgetOf(value: number, page: PDFRef, placement: Placement, appearance: number): string {
  const { field, rectangle = [0, 0, 0, 0], lock } = placement;
  return [
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${field}) /V ${value} 0 R /P ${page}`,
    `/Rect [ ${rectangle.join(' ')} ] /F ${WIDGET_FLAGS}`,
    ...(placement.rectangle === undefined ? [] : [`/AP << /N ${appearance} 0 R >>`]),
    ...(lock === undefined ? [] : [`/Lock << /Type /SigFieldLock ${lockEntries(lock)} >>`]),
    '>>',
  ].join(' ');
}

function appearanceOf(number: number, { rectangle = [0, 0, 0, 0], field }: Placement): PdfObject {
  const [left, bottom, right, top] = rectangle;
  const [width, height] = [right - left, top - bottom];
  const drawing = `0.5 w 0.5 0.5 ${width - 1} ${height - 1} re S BT /F 9 Tf 4 ${height - 12} Td (Signed: ${field}) Tj ET`;
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  const head = [
    `<< /Type /XObject /Subtype /Form /BBox [ 0 0 ${width} ${height} ]`,
    `/Resources << /Font << /F ${font} >> >> /Length ${drawing.length} >>`,
  ].join(' ');
  return { number, body: latin1(`${head}\nstream\n${drawing}\nendstream`) };
}

const SIGNATURES_EXIST_APPEND_ONLY = 3;

function formWith(revision: PdfRevision, form: PDFObject | undefined, widget: PDFRef): PDFDict {
  const known = form === undefined ? revision.context.obj({}) : dictionaryOf(revision, form, 'AcroForm');
  const made = known.clone(revision.context);
  made.set(PDFName.of('Fields'), arrayWith(revision, known.get(PDFName.of('Fields')), widget));
  made.set(PDFName.of('SigFlags'), PDFNumber.of(SIGNATURES_EXIST_APPEND_ONLY));
  return made;
}

function arrayWith(revision: PdfRevision, array: PDFObject | undefined, added: PDFRef): PDFArray {
  const made = PDFArray.withContext(revision.context);
  for (const one of [...arrayOf(revision, array), added]) made.push(one);
  return made;
}

/** As it stands in the file, with these entries in place of its own. */
export function changed(dictionary: PDFDict, entries: readonly (readonly [string, PDFObject])[]): string {
  const made = PDFDict.fromMapWithContext(new Map(dictionary.entries()), dictionary.context);
  for (const [name, value] of entries) made.set(PDFName.of(name), value);
  return made.toString();
}

function pageEntry(revision: PdfRevision, page: PDFRef, name: string): PDFObject | undefined {
  return dictionaryOf(revision, page, 'the page').get(PDFName.of(name));
}

export function firstPage(revision: PdfRevision, tree: PDFObject | undefined): PDFRef {
  const reference = referenceOf(tree, 'the page tree');
  const node = dictionaryOf(revision, reference, 'the page tree');
  if (node.get(PDFName.of('Type')) === PDFName.of('Page')) return reference;
  const [first] = arrayOf(revision, node.get(PDFName.of('Kids')));
  if (first === undefined) throw new TamgaError('TAMGA-E-MINT', 'the PDF has no page to sign on');
  return firstPage(revision, first);
}

/** ISO 32000-2 section 7.9.4. */
export function pdfDate(time: Date): string {
  return `D:${time.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}
