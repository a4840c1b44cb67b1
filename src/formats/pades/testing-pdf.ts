/**
 * A small maker of PDF files for tests: revisions, signatures, stores, written by hand so that every byte can be wrong.
 *
 * @module
 */
import { generalizedTime } from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { authority, testCertificate, testKey, testList } from '../../pki/testing-certificates';
import { attribute, testSignedData, testSignerInfo, testToken } from '../cms/testing-builder';
import type { SignatureFacts } from '../facts';
import { readPdf } from './read';

export const ROOT = testCertificate({ subject: 'Root', key: testKey(1), extensions: [authority()] });
export const SIGNER = testCertificate({ subject: 'Signer', key: testKey(2), issuer: ROOT, serial: 2 });
export const TSA = testCertificate({ subject: 'TSA', key: testKey(3), issuer: ROOT, serial: 3 });
export const LIST = testList({ issuer: ROOT });

/** A file, and what the next revision builds on. */
export interface TestPdf {
  readonly bytes: Buffer;
  readonly startxref: number;
  /** The number that the next new object gets. */
  readonly size: number;
  /** Entries of the catalog, as text. */
  readonly catalog: Readonly<Record<string, string>>;
  readonly page: Readonly<Record<string, string>>;
  readonly fields: readonly number[];
  readonly annotations: readonly number[];
}

export type Objects = Readonly<Record<number, string>>;

const CATALOG = 1;
const PAGE = 3;

/** Objects: 1 catalog, 2 page tree, 3 page, 4 its content, 5 its font, 6 information. `more` begins at 7. */
export function onePage(more: Objects = {}, change: Partial<TestPdf> = {}): TestPdf {
  const start: TestPdf = {
    bytes: Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    startxref: -1,
    size: 1,
    catalog: { Type: '/Catalog', Pages: '2 0 R' },
    page: {
      Type: '/Page',
      Parent: '2 0 R',
      MediaBox: '[0 0 200 100]',
      Resources: '<< /Font << /F1 5 0 R >> >>',
      Contents: '4 0 R',
    },
    fields: [],
    annotations: [],
    ...change,
  };
  return update(start, {
    ...structure(start),
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    4: stream('BT /F1 12 Tf 20 50 Td (Pay 10 to Alice) Tj ET'),
    5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    6: '<< /Title (A document) /ModDate (D:20260101000000Z) >>',
    ...more,
  });
}

export function stream(data: string, entries = ''): string {
  return `<< /Length ${data.length} ${entries}>>\nstream\n${data}\nendstream`;
}

/** Catalog and page as they are now. */
export function structure({ catalog, page, fields, annotations }: TestPdf): Objects {
  const list = (numbers: readonly number[]): string => `[${numbers.map((one) => `${one} 0 R`).join(' ')}]`;
  const form = fields.length === 0 ? {} : { AcroForm: `<< /Fields ${list(fields)} /SigFlags 3 >>` };
  const shown = annotations.length === 0 ? {} : { Annots: list(annotations) };
  return { [CATALOG]: dictionary({ ...form, ...catalog }), [PAGE]: dictionary({ ...page, ...shown }) };
}

export function dictionary(entries: Readonly<Record<string, string>>): string {
  return `<< ${Object.entries(entries)
    .map(([key, value]) => `/${key} ${value}`)
    .join(' ')} >>`;
}

export interface UpdateOptions {
  /** A cross-reference stream instead of a table. */
  readonly asStream?: boolean;
  readonly trailer?: string;
  /** Instead of the newest section. */
  readonly previous?: number | null;
}

/** One more revision with these objects. */
export function update(pdf: TestPdf, objects: Objects, options: UpdateOptions = {}): TestPdf {
  const { asStream = false, trailer = '', previous = pdf.startxref } = options;
  const parts: Buffer[] = [pdf.bytes];
  let at = pdf.bytes.length;
  const add = (text: string): void => {
    const part = Buffer.from(text, 'latin1');
    parts.push(part);
    at += part.length;
  };
  const offsets = new Map<number, number>();
  for (const [number, body] of Object.entries(objects)) {
    offsets.set(Number(number), at);
    add(`${number} 0 obj\n${body}\nendobj\n`);
  }
  const size = Math.max(pdf.size, ...[...offsets.keys()].map((number) => number + 1));
  const startxref = at;
  const prev = previous === null || previous < 0 ? '' : `/Prev ${previous} `;
  const common = `/Root 1 0 R /Info 6 0 R ${prev}${trailer}`;
  if (asStream) {
    add(streamSection(size, new Map([...offsets, [size, startxref]]), common));
  } else {
    add(`xref\n0 1\n0000000000 65535 f \n${tableRows(offsets)}trailer\n<< /Size ${size} ${common}>>\n`);
  }
  add(`startxref\n${startxref}\n%%EOF\n`);
  return { ...pdf, bytes: Buffer.concat(parts), startxref, size: asStream ? size + 1 : size };
}

function tableRows(offsets: ReadonlyMap<number, number>): string {
  return [...offsets]
    .map(([number, offset]) => `${number} 1\n${`${offset}`.padStart(10, '0')} 00000 n \n`)
    .join('');
}

function streamSection(number: number, offsets: ReadonlyMap<number, number>, common: string): string {
  const rows = Buffer.alloc(offsets.size * 5);
  [...offsets.values()].forEach((offset, index) => {
    rows[index * 5] = 1;
    rows.writeUInt32BE(offset, index * 5 + 1);
  });
  const index = [...offsets.keys()].map((one) => `${one} 1`).join(' ');
  const entries = `/Type /XRef /Size ${number + 1} /W [1 4 0] /Index [${index}] ${common}`;
  return `${number} 0 obj\n${stream(rows.toString('latin1'), entries)}\nendobj\n`;
}

export interface SignOptions {
  readonly name?: string;
  readonly subFilter?: string;
  /** Further entries of the signature dictionary. */
  readonly entries?: string;
  /** Further entries of the field. */
  readonly field?: string;
  readonly rectangle?: string;
  /** What goes into /Contents for the signed bytes. */
  readonly value?: (data: Buffer) => Uint8Array;
  /** Octets that are kept free. */
  readonly space?: number;
  readonly asStream?: boolean;
  /** An empty field that is there already. */
  readonly existing?: { readonly number: number; readonly body: string };
  /** What a careless writer does to the file before it is signed. */
  readonly careless?: (bytes: Buffer) => Buffer;
  /** Instead of the right ByteRange. */
  readonly byteRange?: (from: number, to: number, end: number) => readonly number[];
}

/** One more revision with a signature in a new field of the page. */
export function sign(pdf: TestPdf, options: SignOptions = {}): TestPdf {
  const { subFilter = 'ETSI.CAdES.detached', value = padesValue, space = 4000 } = options;
  const number = pdf.size;
  const own = options.existing?.number ?? number + 1;
  const isNew = options.existing === undefined;
  const name = options.name ?? `Signature${number}`;
  const next: TestPdf = {
    ...pdf,
    fields: isNew ? [...pdf.fields, own] : pdf.fields,
    annotations: isNew ? [...pdf.annotations, own] : pdf.annotations,
  };
  const rectangle = options.rectangle ?? '[0 0 0 0]';
  const body =
    options.existing?.body ??
    `/FT /Sig /T (${name}) /Type /Annot /Subtype /Widget /Rect ${rectangle} /P 3 0 R /F 132 ${options.field ?? ''}`;
  const unsigned = update(
    next,
    {
      [number]: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange [${PLACE}] /Contents <${'0'.repeat(2 * space)}> /M (D:20260102030405+01'00') ${options.entries ?? ''} >>`,
      [own]: `<< ${body} /V ${number} 0 R >>`,
      ...(isNew ? structure(next) : {}),
    },
    options.asStream === undefined ? {} : { asStream: options.asStream },
  );
  const written = options.careless?.(unsigned.bytes) ?? unsigned.bytes;
  return fillIn({ ...unsigned, bytes: written }, pdf.bytes.length, space, value, options.byteRange);
}

const PLACE = '0 ********** ********** **********';

function fillIn(
  pdf: TestPdf,
  behind: number,
  space: number,
  value: NonNullable<SignOptions['value']>,
  byteRange: SignOptions['byteRange'] = (from, to, end) => [0, from, to, end - to],
): TestPdf {
  const bytes = Buffer.from(pdf.bytes);
  const from = bytes.indexOf('/Contents <', behind) + '/Contents '.length;
  const to = from + 2 * space + 2;
  const range = byteRange(from, to, bytes.length).join(' ');
  bytes.write(range.padEnd(PLACE.length), bytes.indexOf(PLACE, behind), 'latin1');
  const data = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  const filled = Buffer.from(value(data));
  if (filled.length > space) throw new Error(`${filled.length} octets do not fit in ${space}`);
  bytes.write(filled.toString('hex'), from + 1, 'latin1');
  return { ...pdf, bytes };
}

/** A CAdES without time-stamp. */
export function padesValue(data: Buffer): Uint8Array {
  return cmsOver(data, false);
}

/** With a signature-time-stamp. */
export function stampedValue(data: Buffer): Uint8Array {
  return cmsOver(data, true);
}

function cmsOver(content: Buffer, stamped: boolean): Uint8Array {
  const unsigned = (value: Uint8Array): readonly Uint8Array[] =>
    stamped ? [attribute(OID.signatureTimeStamp, tokenOver(value))] : [];
  const signers = [testSignerInfo({ certificate: SIGNER, content, unsigned })];
  return testSignedData({ signers, content: null, certificates: [SIGNER.der, ROOT.der] });
}

function tokenOver(data: Uint8Array): Uint8Array {
  const time = generalizedTime(new Date('2026-01-03T00:00:00Z'));
  return testToken({ authority: TSA, data, time, certificates: [TSA.der, ROOT.der] });
}

export function documentTimeStamp(pdf: TestPdf, options: SignOptions = {}): TestPdf {
  return sign(pdf, { subFilter: 'ETSI.RFC3161', value: tokenOver, ...options });
}

/** One more revision with a document security store. */
export function store(pdf: TestPdf): TestPdf {
  const { size } = pdf;
  const next = {
    ...pdf,
    catalog: {
      ...pdf.catalog,
      DSS: `${size} 0 R`,
      Extensions: '<< /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>',
    },
  };
  const binary = (bytes: Uint8Array): string => stream(Buffer.from(bytes).toString('latin1'));
  return update(next, {
    [size]: `<< /Type /DSS /Certs [${size + 1} 0 R ${size + 2} 0 R] /CRLs [${size + 3} 0 R] /VRI << /AB << /Cert [${size + 1} 0 R] /CRL [${size + 3} 0 R] >> >> >>`,
    [size + 1]: binary(ROOT.der),
    [size + 2]: binary(TSA.der),
    [size + 3]: binary(LIST),
    ...structure(next),
  });
}

/** The signature at that place, which must be readable. */
export function factsOf({ bytes }: Pick<TestPdf, 'bytes'>, index = 0): SignatureFacts {
  const entry = readPdf(bytes).signatures[index];
  if (entry?.readable !== true) throw new Error(`no readable signature ${index}: ${entry?.fault}`);
  return entry.signature;
}

/** What must never look clean after an attack: kinds of oddities, `forbidden`, coverage other than full. */
export function alarms(facts: SignatureFacts): readonly string[] {
  return [
    ...facts.oddities.map(({ kind }) => kind),
    ...(facts.changesAfter === 'forbidden' ? ['forbidden'] : []),
    ...(facts.coverage === 'full' ? [] : [`coverage ${facts.coverage}`]),
  ];
}
