import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { openPdf } from './file';
import { PDF_LIMITS, type PdfLimits } from './limits';
import { readIndirect, readValue } from './parse';
import { redefinedObjects } from './redefined';
import type { Reader } from './scan';
import { dictionaryOf, isStream, type PdfValue } from './values';

function reader(text: string, limits: PdfLimits = PDF_LIMITS): Reader {
  const bytes = Buffer.from(text, 'latin1');
  return { bytes, end: bytes.length, work: { limits, values: 0, expanded: 0 }, at: 0 };
}

const value = (text: string): PdfValue => readValue(reader(text), 0);

function plain(given: PdfValue): unknown {
  if (given === null || typeof given !== 'object') return given;
  if (Array.isArray(given)) return given.map(plain);
  const dictionary = dictionaryOf(given);
  if (dictionary !== undefined) {
    return Object.fromEntries([...dictionary.entries].map(([key, one]) => [key, plain(one)]));
  }
  return 'bytes' in given ? `(${Buffer.from(given.bytes).toString('latin1')})` : given;
}

const broken = { code: 'TAMGA-E-PDF' };
const limited = { code: 'TAMGA-E-LIMIT' };

test('objects are read as the standard writes them', () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ['null', null],
    ['true', true],
    ['-12', -12],
    ['+.5', 0.5],
    ['-.002', -0.002],
    ['4.', 4],
    ['/A#20B', 'A B'],
    ['/', ''],
    ['(a(b)c)', '(a(b)c)'],
    ['(a\\)b\\\\\\n\\101\\8)', '(a)b\\\nA8)'],
    ['(a\\\r\nb\rc)', '(ab\nc)'],
    ['<48 65 6C6>', '(Hel`)'],
    ['[1 3 0 R 4 5]', [1, { kind: 'reference', number: 3, generation: 0 }, 4, 5]],
    ['<< /A 1 /B << /C [/D] >> % comment\n /E null >>', { A: 1, B: { C: ['D'] } }],
  ];
  for (const [text, expected] of rows) {
    deepEqual(plain(value(text)), expected, text);
  }
});

test('what is no object is refused at its place', () => {
  for (const text of [
    '',
    'nul',
    '--1',
    '1.2.3',
    '1a',
    '(a',
    '<4',
    '<4g>',
    '[1',
    '<< /A >>',
    '<< A 1 >>',
    '<< /A 1',
    '<</A 1>',
  ]) {
    throws(() => value(text), broken, text);
  }
  for (const text of ['1 0 obj 5', '1 obj 5 endobj', 'x', '1 0 obj 5 6 0 R', '1 0 obj << >> streamx']) {
    throws(() => readIndirect(reader(text)), broken, text);
  }
  throws(() => value('[ 1 2'), { message: 'offset 0: expected an array, found one without end' });
});

test('a key that stands twice is remembered', () => {
  const given = value('<< /A 1 /B 2 /A 3 >>');
  deepEqual(dictionaryOf(given)?.repeated, ['A']);
});

test('nesting and number of values have limits', () => {
  throws(() => value('['.repeat(200)), limited);
  throws(() => value('<</A'.repeat(200)), limited);
  const few = { ...PDF_LIMITS, values: 10 };
  throws(() => readValue(reader(`[${'1 '.repeat(20)}]`, few), 0), limited);
  throws(() => openPdf(new Uint8Array(20), { ...PDF_LIMITS, bytes: 10 }), limited);
  for (const text of ['(aaaaaaaaaaaaaaa)', '<000000000000000000>']) {
    throws(() => readValue(reader(text, { ...PDF_LIMITS, string: 10 }), 0), limited, text);
  }
});

const HEAD = '%PDF-1.7\n';
const CATALOG = '1 0 obj\n<< /Type /Catalog >>\nendobj\n';

/** A file of one revision with a table. */
function small(body = CATALOG, trailer = ''): string {
  const at = HEAD.length + body.length;
  const table = `xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n`;
  return `${HEAD}${body}${table}trailer\n<< /Size 2 /Root 1 0 R ${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
}

const open = (text: string): ReturnType<typeof openPdf> => openPdf(Buffer.from(text, 'latin1'));

test('each revision is the document of its time', () => {
  const first = small();
  const at = first.length;
  const second = `1 0 obj\n<< /Type /Catalog /Lang (tr) >>\nendobj\n`;
  const table = `xref\n1 1\n${`${at}`.padStart(10, '0')} 00000 n \n`;
  const previous = first.indexOf('xref\n');
  const text = `${first}${second}${table}trailer\n<< /Size 2 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${at + second.length}\n%%EOF`;
  const file = open(text);
  deepEqual(
    file.revisions.map((revision) => plain(revision.get(revision.trailer, 'Root'))),
    [{ Type: 'Catalog' }, { Type: 'Catalog', Lang: '(tr)' }],
  );
  deepEqual(
    file.revisions.map(({ end }) => end),
    [at - 1, text.length],
  );
  equal(file.revisionEndingAt(at)?.index, 0);
  equal(file.revisionEndingAt(at - 2), undefined);
  equal(file.strayAt, null);
  equal(open(`${text}\n\n \0`).strayAt, null);
  equal(open(`${text}\nmore`).strayAt, text.length + 1);
});

test('what real files need is read: bytes before the header, white space before the table, short entries', () => {
  equal(open(small().replace('xref\n0', '\n xref\n0')).revisions.length, 1);
  equal(open(`GIF89a\n${small()}`).revisions.length, 1, 'offsets that count from the header');
  const short = small().replaceAll(' \n', '\n');
  equal(open(short).revisions.length, 1);
  equal(open(small().replaceAll('\n', '\r').replaceAll(' \r', ' \n')).revisions.length, 1);
});

test('what writers do wrong and nobody reads in two ways is read', () => {
  const catalog = (text: string): unknown => plain(open(text).revisions.at(-1)?.object(1) ?? null);
  const variants: Readonly<Record<string, string>> = {
    'entries of 21 octets': small().replaceAll(' \n', ' \r\n'),
    'a table that is numbered from 1': small().replace('0 2\n', '1 2\n'),
    'no mark of the end': small().replace('%%EOF\n', ''),
    'half a mark of the end': small().replace('%%EOF\n', '%%E'),
    'no endobj': small().replace('\nendobj\n', '\n       '),
    '/Prev 0': small(CATALOG, '/Prev 0 '),
    'an offset some octets off': small().replace(/startxref\n\d+/, 'startxref\n48'),
    'an offset out of the file': small().replace(/startxref\n\d+/, 'startxref\n99999'),
  };
  for (const [name, text] of Object.entries(variants)) {
    deepEqual(catalog(text), { Type: 'Catalog' }, name);
    equal(open(text).lenient, name.startsWith('an offset'), name);
    equal(open(text).strayAt, null, name);
  }
});

test('where an offset is wrong, objects that no section places are told', () => {
  const hidden = small(`${CATALOG}2 0 obj\n<< >>\nendobj\n`);
  deepEqual(redefinedObjects(open(hidden)), []);
  const wrong = hidden.replace(/startxref\n\d+/, 'startxref\n5');
  deepEqual(
    redefinedObjects(open(wrong)).map(({ number }) => number),
    [2],
  );
});

test('cross-references that lead nowhere, round and round or on and on are refused', () => {
  const at = small().indexOf('xref\n');
  throws(() => open('%PDF-1.7\n'), broken);
  throws(() => open('no PDF'), broken);
  throws(() => open(small().replace(/startxref\n\d+/, 'x\nstartxref\n5')), broken);
  throws(() => open(small(CATALOG, `/Prev ${at} `)), { message: /a loop/ });
  throws(() => open(small(CATALOG, '/Prev (x) ')), broken);
  throws(() => open(small().replace('0 2\n', '0 99\n')), broken);
  throws(
    () => open(small().replace('0000000009 00000 n', '000000009x 00000 n')).revisions[0]?.object(1),
    broken,
  );
  throws(
    () => open(small().replace('0000000009 00000 n', '0000000010 00000 n')).revisions[0]?.object(1),
    broken,
  );
});

test('a chain of sections has a limit', () => {
  let text = small();
  let previous = text.indexOf('xref\n');
  for (let index = 0; index < 12; index += 1) {
    const at = text.length;
    text += `xref\n0 0\ntrailer\n<< /Size 2 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${at}\n%%EOF\n`;
    previous = at;
  }
  const bytes = Buffer.from(text, 'latin1');
  equal(openPdf(bytes).revisions.length, 13);
  throws(() => openPdf(bytes, { ...PDF_LIMITS, sections: 10 }), limited);
});

test('references are followed to their end, and no further', () => {
  const [revision] = open(small('1 0 obj\n1 0 R\nendobj\n')).revisions;
  throws(() => revision?.resolve({ kind: 'reference', number: 1, generation: 0 }), broken);
  equal(revision?.resolve({ kind: 'reference', number: 1, generation: 1 }), null, 'another generation');
  equal(revision?.resolve({ kind: 'reference', number: 77, generation: 0 }), null);
});

test('object streams and cross-reference streams of pdf-lib are read', async () => {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.addPage([100, 50]).drawText('Hello');
  document.setTitle('Title');
  for (const useObjectStreams of [true, false]) {
    const bytes = await document.save({ useObjectStreams });
    const [revision] = openPdf(bytes).revisions;
    ok(revision !== undefined);
    equal(revision.sections[0]?.kind, useObjectStreams ? 'stream' : 'table');
    const pages = revision.get(revision.get(revision.trailer, 'Root'), 'Pages');
    equal(revision.get(pages, 'Count'), 1);
    const kids = revision.get(pages, 'Kids');
    const page = Array.isArray(kids) ? revision.resolve(kids[0]) : null;
    const contents = revision.get(page, 'Contents');
    const stream = Array.isArray(contents) ? revision.resolve(contents[0]) : contents;
    ok(isStream(stream));
    ok(Buffer.from(revision.data(stream)).toString().includes('Tj'));
    deepEqual(redefinedObjects(openPdf(bytes)), []);
  }
});

test('the end of a stream is where its length and its keyword agree', () => {
  const body = (length: number): string =>
    `1 0 obj\n<< /Length ${length} >>\nstream\nabc\nendstream\nendobj\n`;
  const data = (text: string): string => {
    const [revision] = open(small(text)).revisions;
    const stream = revision?.object(1);
    return isStream(stream) ? Buffer.from(revision?.data(stream) ?? []).toString() : 'none';
  };
  equal(data(body(3)), 'abc');
  for (const length of [2, 5, 500]) throws(() => data(body(length)), broken);
});

test('an object that stands twice is told, an attached PDF is not', () => {
  const twice = small(`${CATALOG}1 0 obj\n<< >>\nendobj\n`);
  deepEqual(
    redefinedObjects(open(twice)).map(({ number, revision }) => [number, revision]),
    [[1, 0]],
  );
  const inside = `${CATALOG}x`;
  const attached = `1 0 obj\n<< /Length ${inside.length} >>\nstream\n${inside}\nendstream\nendobj\n`;
  deepEqual(redefinedObjects(open(small(attached))), []);
});

test('the entries of one cross-reference section have a limit, whatever it unpacks to', () => {
  const packed = deflateSync(Buffer.alloc(5000)).toString('latin1');
  const section = `1 0 obj\n<< /Type /XRef /Size 5000 /W [0 1 0] /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`;
  const bytes = Buffer.from(`${HEAD}${section}startxref\n${HEAD.length}\n%%EOF`, 'latin1');
  equal(openPdf(bytes).revisions.length, 1);
  throws(() => openPdf(bytes, { ...PDF_LIMITS, entries: 4000 }), limited);
  throws(() => openPdf(bytes, { ...PDF_LIMITS, stream: 4000 }), limited);
});

test('in a hybrid file the stream adds what the table calls free, and must not contradict it', () => {
  const objects = `${CATALOG}2 0 obj\n<< /Hidden true >>\nendobj\n`;
  const rows = (first: number): string => {
    const data = Buffer.alloc(10);
    for (const [index, offset] of [first, HEAD.length + CATALOG.length].entries()) {
      data[index * 5] = 1;
      data.writeUInt32BE(offset, index * 5 + 1);
    }
    return data.toString('latin1');
  };
  const hybrid = (first: number): ReturnType<typeof openPdf> => {
    const streamAt = HEAD.length + objects.length;
    const section = `3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 0] /Index [1 2] /Length 10 >>\nstream\n${rows(first)}\nendstream\nendobj\n`;
    const at = streamAt + section.length;
    const table = 'xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000000 00000 f \n';
    return open(
      `${HEAD}${objects}${section}${table}trailer\n<< /Size 4 /Root 1 0 R /XRefStm ${streamAt} >>\nstartxref\n${at}\n%%EOF`,
    );
  };
  const [revision] = hybrid(HEAD.length).revisions;
  deepEqual(plain(revision?.object(2) ?? null), { Hidden: true });
  deepEqual(hybrid(HEAD.length).ambiguities, []);
  equal(hybrid(HEAD.length + CATALOG.length).ambiguities.length, 1);
});
