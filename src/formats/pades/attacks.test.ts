/** Published attacks on signed PDF, each made by hand: none may look clean. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { TamgaError } from '../../model/error';
import { readPdf } from './read';
import {
  alarms,
  dictionary,
  documentTimeStamp,
  factsOf,
  type Objects,
  onePage,
  padesValue,
  sign,
  store,
  stream,
  structure,
  type TestPdf,
  update,
} from './testing-pdf';

const SIGNED = sign(onePage());
const EVIL = stream('BT /F1 12 Tf 20 50 Td (Pay 99999 to Mallory) Tj ET');

function expectAlarm(name: string, pdf: Pick<TestPdf, 'bytes'>, ...wanted: readonly string[]): void {
  const { signatures } = readPdf(pdf.bytes);
  equal(signatures.length > 0, true, `${name}: the signature is told`);
  const raised = signatures.map((entry) => (entry.readable ? alarms(entry.signature) : ['unreadable']));
  ok(raised.every((one) => one.length > 0) || wanted.length > 0, `${name}: ${JSON.stringify(raised)}`);
  for (const one of wanted)
    ok(raised.flat().includes(one), `${name}: no ${one} in ${JSON.stringify(raised)}`);
}

/** Whatever follows the signature in a revision of its own. */
function after(objects: Objects, change: Partial<TestPdf> = {}): TestPdf {
  const next = { ...SIGNED, ...change };
  return update(next, { ...(Object.keys(change).length > 0 ? structure(next) : {}), ...objects });
}

/** A revision whose table calls the object free. */
function freed(number: number): TestPdf {
  const pdf = update(SIGNED, { [number]: 'null' });
  const text = pdf.bytes.toString('latin1');
  const at = text.indexOf(`${number} 1\n`, pdf.startxref);
  const row = `${number} 1\n0000000000 00001 f \n`;
  return { ...pdf, bytes: Buffer.from(text.slice(0, at) + row + text.slice(at + row.length), 'latin1') };
}

test('the twin of every attack is clean', () => {
  deepEqual(alarms(factsOf(SIGNED)), []);
  equal(factsOf(SIGNED).changesAfter, 'none');
  deepEqual(alarms(factsOf(update(SIGNED, {}))), [], 'a revision that changes nothing');
  deepEqual(
    alarms(factsOf(update(SIGNED, { 5: '<<  /Subtype /Type1 /Type /Font /BaseFont /Helvetica >>' }))),
    [],
  );
});

test('incremental saving: anything of the document that is written again', () => {
  const changed: Readonly<Record<string, TestPdf>> = {
    'page content': after({ 4: EVIL }),
    'page dictionary': after({}, { page: { ...SIGNED.page, Contents: '[4 0 R 9 0 R]' } }),
    'page rotated': after({}, { page: { ...SIGNED.page, Rotate: '180' } }),
    font: after({ 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>' }),
    'page tree': after({ 2: '<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>' }),
    'one page more': after({
      2: '<< /Type /Pages /Kids [3 0 R 20 0 R] /Count 2 >>',
      20: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
    }),
    'other pages': after(
      { 20: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' },
      { catalog: { ...SIGNED.catalog, Pages: '20 0 R' } },
    ),
    'an action': after({}, { catalog: { ...SIGNED.catalog, OpenAction: '<< /S /JavaScript /JS (x) >>' } }),
    layers: after({}, { catalog: { ...SIGNED.catalog, OCProperties: '<< /OCGs [] /D << >> >>' } }),
    'title shown': after({ 6: '<< /Title (Another) >>' }),
    'title added': after({ 6: '<< /Title (A document) /Author (Mallory) >>' }),
    'an annotation': after(
      { 20: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] >>' },
      { annotations: [...SIGNED.annotations, 20] },
    ),
    'a text field': after(
      { 20: '<< /FT /Tx /T (x) /V (99999) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] >>' },
      { fields: [...SIGNED.fields, 20], annotations: [...SIGNED.annotations, 20] },
    ),
    'a new form engine': after(
      {},
      { catalog: { ...SIGNED.catalog, AcroForm: '<< /Fields [8 0 R] /XFA (x) >>' } },
    ),
    'fields drawn anew': after(
      {},
      { catalog: { ...SIGNED.catalog, AcroForm: '<< /Fields [8 0 R] /SigFlags 3 /NeedAppearances true >>' } },
    ),
    'the appearance of the signature': after({
      8: '<< /FT /Sig /T (Signature7) /Type /Annot /Subtype /Widget /Rect [0 0 99 99] /P 3 0 R /F 132 /V 7 0 R >>',
    }),
    'the signature taken away': after({}, { fields: [], annotations: [] }),
    'the widget taken away': after({}, { annotations: [] }),
    'the content freed': freed(4),
  };
  for (const [name, pdf] of Object.entries(changed)) {
    expectAlarm(name, pdf, 'forbidden');
  }
});

test('incremental saving without what a revision needs', () => {
  const body = Buffer.from(`4 0 obj\n${EVIL}\nendobj\n`, 'latin1');
  const tail = (text: string): Pick<TestPdf, 'bytes'> => ({
    bytes: Buffer.concat([SIGNED.bytes, body, Buffer.from(text)]),
  });
  const trailer = 'trailer\n<< /Size 9 /Root 1 0 R >>\n';
  const crafted: Readonly<Record<string, string>> = {
    'a body alone': '',
    'a trailer alone': trailer,
    'startxref into nothing': `${trailer}startxref\n99999999\n%%EOF\n`,
    'startxref into a body': `${trailer}startxref\n${SIGNED.bytes.length}\n%%EOF\n`,
    'no offset': `${trailer}startxref\n%%EOF\n`,
    'startxref of the signed revision': `${trailer}startxref\n${SIGNED.startxref}\n%%EOF\n`,
    'an empty table': `xref\n0 0\n${trailer}startxref\n${SIGNED.bytes.length + body.length}\n%%EOF\n`,
  };
  for (const [name, text] of Object.entries(crafted)) {
    try {
      const { signatures } = readPdf(tail(text).bytes);
      const raised = signatures.map((entry) => (entry.readable ? alarms(entry.signature) : ['unreadable']));
      ok(
        raised.every((one) => one.length > 0),
        `${name}: ${JSON.stringify(raised)}`,
      );
    } catch (error) {
      ok(error instanceof TamgaError && error.code === 'TAMGA-E-PDF', `${name}: ${error}`);
    }
  }
});

test('a document that is written anew around the signed one does not pass as its next revision', () => {
  const objects: Record<number, string> = { ...structure(SIGNED), 4: EVIL };
  objects[2] = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
  objects[5] = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  const start = SIGNED.bytes.indexOf('8 0 obj');
  const own = update(SIGNED, objects, { previous: null });
  // The table of the attacker points at the signed field and value where they stand.
  const text = own.bytes.toString('latin1');
  const at = text.lastIndexOf('trailer');
  const value = `${SIGNED.bytes.indexOf('7 0 obj')}`.padStart(10, '0');
  const rows = `7 2\n${value} 00000 n \n${`${start}`.padStart(10, '0')} 00000 n \n`;
  expectAlarm(
    'rewritten',
    { bytes: Buffer.from(text.slice(0, at) + rows + text.slice(at), 'latin1') },
    'forbidden',
  );
});

test('signature wrapping: the range moved, the gap grown', () => {
  const move = (from: number, to: number, end: number): readonly (readonly number[])[] => [
    [0, from - 1, to, end - to],
    [0, from, to + 1, end - to - 1],
    [0, from + 1, to - 1, end - to + 1],
    [0, from - 40, to, end - to],
    [1, from - 1, to, end - to],
    [0, from, to, end - to - 30],
    [0, from, to, end - to + 1],
    [0, from, 0, end],
    [0, from, from - 10, 20],
    [0, from],
    [0, from, to, end - to, 0, 0],
    [0, -from, to, end - to],
    [0, 0, 0, 0],
    [],
  ];
  for (let index = 0; index < move(1, 1, 1).length; index += 1) {
    const pdf = sign(onePage(), { byteRange: (from, to, end) => move(from, to, end)[index] ?? [] });
    expectAlarm(`range ${index}`, pdf, 'pdf.byte-range');
  }
});

test('signature wrapping: what is in the gap beside the value', () => {
  const text = SIGNED.bytes.toString('latin1');
  const at = text.indexOf('/Contents <') + '/Contents '.length;
  const injected = (inside: string): Buffer => {
    const bytes = Buffer.from(text, 'latin1');
    bytes.write(inside, at + 4000, 'latin1');
    return bytes;
  };
  // A second value in the space that is left out.
  // The second one is what a program reads that takes the last of two: no value at all.
  expectAlarm('a second /Contents', { bytes: injected('> /Contents <00') }, 'unreadable');
  expectAlarm('digits that are not zero', { bytes: injected('abcd') }, 'pdf.contents');
  expectAlarm('white space', { bytes: injected('    ') }, 'pdf.contents');
});

test('universal forgery: a value or a range that is not there', () => {
  const with7 = (body: string): TestPdf => {
    const field = '<< /FT /Sig /T (S) /V 7 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>';
    return onePage({ 7: body, 8: field }, { fields: [8], annotations: [8] });
  };
  const head = '/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached';
  for (const [range, contents] of [
    ['[0 10 20 30]', ''],
    ['[0 10 20 30]', '/Contents null'],
    ['[0 10 20 30]', '/Contents <>'],
    ['[0 10 20 30]', '/Contents <00>'],
    ['[0 10 20 30]', '/Contents 0'],
    ['null', '/Contents <00>'],
  ] as const) {
    const { signatures } = readPdf(with7(`<< ${head} /ByteRange ${range} ${contents} >>`).bytes);
    deepEqual(
      signatures.map(({ readable }) => readable),
      [false],
      contents,
    );
  }
  const value = Buffer.from(padesValue(Buffer.from('x'))).toString('hex');
  for (const range of [
    '',
    '/ByteRange null',
    '/ByteRange [/a 0 0 0]',
    '/ByteRange [0 99999999 0 1]',
    '/ByteRange 0',
  ]) {
    const facts = factsOf(with7(`<< ${head} ${range} /Contents <${value}> >>`));
    deepEqual([facts.dataFound, facts.coverage], [false, null], range);
    ok(alarms(facts).includes('pdf.byte-range'), range);
  }
});

test('the same value in a second field, and a second value in the same field', () => {
  const dictionaryText = SIGNED.bytes.toString('latin1').match(/7 0 obj\n(<< .*? >>)\nendobj/s)?.[1] ?? '';
  const copy = after(
    {
      20: dictionaryText,
      21: '<< /FT /Sig /T (Copy) /V 20 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>',
    },
    { fields: [...SIGNED.fields, 21] },
  );
  deepEqual(alarms(factsOf(copy, 0)), [], 'a second field is a signature of its own');
  ok(alarms(factsOf(copy, 1)).includes('pdf.byte-range'));
  const reason = dictionaryText.replace('/M (', '/Reason (Another) /M (');
  expectAlarm('a replaced dictionary', after({ 7: reason }), 'pdf.replaced-dictionary', 'forbidden');
  const body = '/FT /Sig /T (Signature7) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R /F 132';
  const replaced = sign(SIGNED, { existing: { number: 8, body } });
  equal(readPdf(replaced.bytes).signatures.length, 2);
  deepEqual(alarms(factsOf(replaced, 0)), ['forbidden'], 'the first signer');
  deepEqual(alarms(factsOf(replaced, 1)), [], 'who replaced it');
});

test('shadow attacks: what was prepared is hidden, replaced, or both', () => {
  const appearance = stream('q 0 0 200 100 re f Q', '/Type /XObject /Subtype /Form /BBox [0 0 200 100] ');
  const overlaid = onePage({
    3: dictionary({
      ...onePage().page,
      Resources: '<< /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> >>',
      Contents: '4 0 R',
    }),
    7: appearance,
    8: '<< /Type /Pages /Kids [9 0 R] /Count 1 >>',
    9: '<< /Type /Page /Parent 8 0 R /MediaBox [0 0 9 9] >>',
  });
  const page = { ...overlaid.page, Resources: '<< /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> >>' };
  const signed = sign({ ...overlaid, page });
  deepEqual(alarms(factsOf(signed)), []);
  expectAlarm(
    'hide',
    update(signed, { 7: stream('', '/Type /XObject /Subtype /Form /BBox [0 0 0 0] ') }),
    'forbidden',
  );
  const swapped = { ...signed, catalog: { ...signed.catalog, Pages: '8 0 R' } };
  expectAlarm('hide and replace', update(swapped, structure(swapped)), 'forbidden');
  expectAlarm(
    'replace the tree',
    update(signed, { 2: '<< /Type /Pages /Kids [9 0 R] /Count 1 >>' }),
    'forbidden',
  );
});

test('shadow attacks: a number that the signed page already refers to is given an object later', () => {
  const dangling = '<< /Font << /F1 5 0 R >> /XObject << /X 30 0 R >> >>';
  const prepared = onePage({}, { page: { ...onePage().page, Resources: dangling } });
  const signed = sign(prepared);
  expectAlarm('a new object', update(signed, { 30: EVIL }), 'forbidden');
  const stamped = documentTimeStamp({ ...signed, size: 30 });
  expectAlarm('as the value of a new signature', stamped, 'forbidden');
  expectAlarm('as a store', store({ ...signed, size: 30 }), 'forbidden');
});

test('two programs that read two documents: every kind of double structure', () => {
  const twice = (text: string): Pick<TestPdf, 'bytes'> => ({ bytes: Buffer.from(text, 'latin1') });
  const double = onePage();
  const inserted = `4 0 obj\n${EVIL}\nendobj\n`;
  const raw = double.bytes.toString('latin1');
  const at = raw.indexOf('xref\n');
  const moved = raw.slice(at).replace(/startxref\n\d+/, `startxref\n${at + inserted.length}`);
  const hidden = {
    ...double,
    bytes: Buffer.from(raw.slice(0, at) + inserted + moved, 'latin1'),
    startxref: at + inserted.length,
  };
  expectAlarm('an object twice', sign(hidden), 'pdf.ambiguous-structure', 'coverage ambiguous');
  const overlapping = raw.replace('trailer', `4 1\n0000000015 00000 n \ntrailer`);
  expectAlarm('an entry twice', sign({ ...double, ...twice(overlapping) }), 'pdf.ambiguous-structure');
  const repeated = sign(onePage(), { entries: '/M (D:20250101000000Z) /ByteRange [0 1 2 3]' });
  expectAlarm('a key twice', repeated, 'pdf.repeated-key', 'coverage ambiguous');
});

test('the object of another number, of another generation, or behind the revision is none', () => {
  const wrong = SIGNED.bytes.toString('latin1').replace('4 0 obj', '5 0 obj');
  const later = update({ ...SIGNED, bytes: Buffer.from(wrong, 'latin1') }, {});
  expectAlarm('another number', later, 'forbidden');
});
