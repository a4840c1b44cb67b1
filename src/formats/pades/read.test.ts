import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { digestByName } from '../../crypto/digests';
import { testSignedData, testSignerInfo } from '../cms/testing-builder';
import { NO_MATERIAL } from '../material';
import { readPdf } from './read';
import {
  alarms,
  documentTimeStamp,
  factsOf,
  LIST,
  onePage,
  ROOT,
  SIGNER,
  sign,
  stampedValue,
  store,
  type TestPdf,
  TSA,
  update,
} from './testing-pdf';

/** The digest of what is there is the one that is signed. */
function intact(pdf: TestPdf, index = 0): boolean {
  return factsOf(pdf, index).references.every(({ digest, expected, data }) => {
    const actual = data === null ? undefined : digest.digest?.over(data);
    return actual !== undefined && expected.every((one) => Buffer.compare(one, actual) === 0);
  });
}

test('a signature covers its revision, and says what the dictionary says', () => {
  const facts = factsOf(sign(onePage(), { entries: '/Reason (Approval) /Location (Here)' }));
  deepEqual(
    [facts.format, facts.level, facts.coverage, facts.changesAfter],
    ['PAdES', 'B-B', 'full', 'none'],
  );
  deepEqual(facts.oddities, []);
  ok(intact(sign(onePage())));
  deepEqual(facts.signingTimes, [Date.parse('2026-01-02T02:04:05Z')]);
  const names = facts.properties.filter(({ signed }) => signed).map(({ name }) => name);
  for (const name of ['/M', '/Reason', '/Location', 'message-digest']) ok(names.includes(name), name);
  equal(facts.pdf?.field, 'Signature7');
  equal(facts.pdf?.revision, 1);
  equal(facts.pdf?.revisions, 2);
  equal(facts.pdf?.entries.get('ByteRange'), 1);
});

test('a long chain of honest revisions stays clean, and reaches B-LTA', () => {
  let pdf = sign(onePage(), { value: stampedValue });
  equal(factsOf(pdf).level, 'B-T');
  pdf = store(pdf);
  equal(factsOf(pdf).level, 'B-LT');
  pdf = documentTimeStamp(pdf);
  equal(factsOf(pdf).level, 'B-LTA');
  pdf = sign(pdf, { rectangle: '[10 10 60 30]', asStream: true });
  pdf = documentTimeStamp(store(pdf));
  const { signatures, format } = readPdf(pdf.bytes);
  equal(format, 'PAdES');
  equal(signatures.length, 2);
  for (const index of [0, 1]) {
    const facts = factsOf(pdf, index);
    deepEqual(alarms(facts), []);
    equal(facts.changesAfter, 'permitted');
    ok(intact(pdf, index));
  }
  deepEqual(
    factsOf(pdf, 0).timeStamps.map(({ kind }) => kind),
    ['signature', 'document', 'document'],
  );
  deepEqual(
    factsOf(pdf, 1).timeStamps.map(({ kind }) => kind),
    ['document'],
  );
  deepEqual(factsOf(pdf, 1).pdf?.changes.length, 2);
});

test('a document time-stamp proves the signature and the material of its revision', () => {
  const before = documentTimeStamp(sign(onePage(), { value: stampedValue }));
  const [signature, first] = factsOf(before).timeStamps;
  deepEqual(first?.proves.material.certificates.length, 2, 'those of the CMS alone');
  const [, early, late] = factsOf(documentTimeStamp(store(before))).timeStamps;
  deepEqual(early?.proves.material.crls, []);
  ok(late?.proves.material.crls.some((list) => Buffer.compare(list, LIST) === 0));
  deepEqual(late?.proves.timeStamps.length, 2);
  ok(Buffer.compare(late?.proves.timeStamps[0] ?? Buffer.of(), signature?.token ?? Buffer.of(1)) === 0);
  const covered = late?.covers(digestByName('sha256'));
  ok(covered !== null && covered !== undefined && [...covered].length === 2);
});

test('document time-stamps alone are no signature', () => {
  const { signatures, format } = readPdf(documentTimeStamp(onePage()).bytes);
  deepEqual([signatures, format], [[], 'PDF']);
  deepEqual(readPdf(onePage().bytes), { format: 'PDF', signatures: [], material: NO_MATERIAL });
});

test('the store of the last revision is the material of the file', () => {
  const { material } = readPdf(store(sign(onePage())).bytes);
  const has = (all: readonly Uint8Array[], one: Uint8Array): boolean =>
    all.some((item) => Buffer.compare(item, one) === 0);
  for (const { der } of [SIGNER, ROOT, TSA]) ok(has(material.certificates, der));
  ok(has(material.crls, LIST));
});

test('signatures that are not AdES are read under their own name', () => {
  const detached = factsOf(sign(onePage(), { subFilter: 'adbe.pkcs7.detached' }));
  deepEqual([detached.format, detached.level, alarms(detached)], ['PDF', 'none', []]);
  const value = (data: Buffer): Uint8Array => {
    const content = digestByName('sha1').of(data);
    const signers = [testSignerInfo({ certificate: SIGNER, content })];
    return testSignedData({ signers, content, certificates: [SIGNER.der] });
  };
  const pdf = sign(onePage(), { subFilter: 'adbe.pkcs7.sha1', value });
  const digested = factsOf(pdf);
  deepEqual([digested.format, digested.references.length, alarms(digested)], ['PDF', 2, []]);
  ok(intact(pdf));
  const changed = Buffer.from(pdf.bytes);
  changed.write('Bob  ', changed.indexOf('Alice'), 'latin1');
  ok(!intact({ ...pdf, bytes: changed }));
});

test('what is no signature that we read is named, and hides no other', () => {
  const odd = sign(sign(onePage(), { subFilter: 'Vendor.own' }), { value: () => Buffer.from('no CMS') });
  const { signatures } = readPdf(sign(odd).bytes);
  deepEqual(
    signatures.map(({ readable }) => readable),
    [false, false, true],
  );
  deepEqual(
    signatures.map((entry) => (entry.readable ? entry.signature.id : entry.id)),
    ['signer-1', 'signer-2', 'signer-3'],
  );
});

test('a CMS with its own content, or with two signers, is told', () => {
  const both = (data: Buffer): Uint8Array => {
    const signer = testSignerInfo({ certificate: SIGNER, content: data });
    return testSignedData({ signers: [signer, signer], content: Buffer.from('other'), certificates: [] });
  };
  const { signatures } = readPdf(sign(onePage(), { value: both }).bytes);
  equal(signatures.length, 2);
  const [entry] = signatures;
  const kinds = entry?.readable === true ? entry.signature.oddities.map(({ kind }) => kind) : [];
  deepEqual(kinds, ['pdf.encapsulated-content', 'pdf.several-signers']);
  // RFC 5652 section 5.6: the digest in the attributes is that of the content which the CMS brings.
  equal(intact(sign(onePage(), { value: both })), false);
});

test('an empty field that was there is signed', () => {
  const body = '/FT /Sig /T (Here) /Type /Annot /Subtype /Widget /Rect [10 10 50 20] /P 3 0 R';
  const form = onePage({ 7: `<< ${body} >>` }, { fields: [7], annotations: [7] });
  const first = sign(form, { existing: { number: 7, body } });
  equal(factsOf(first).pdf?.field, 'Here');
  const second = sign(sign(form), { existing: { number: 7, body } });
  deepEqual(readPdf(second.bytes).signatures.length, 2);
  deepEqual([alarms(factsOf(second, 0)), factsOf(second, 0).changesAfter], [[], 'permitted']);
});

test('an encrypted document is named as such, and its words are not guessed', () => {
  const pdf = onePage({ 7: '<< /Filter /Standard /V 2 /R 3 >>' });
  const encrypted = update(pdf, {}, { trailer: '/Encrypt 7 0 R' });
  const signed = sign(encrypted);
  // The trailer of the new revision repeats /Encrypt.
  const facts = factsOf({ bytes: withTrailer(signed, encrypted) });
  deepEqual(
    facts.oddities.map(({ kind }) => kind),
    ['pdf.encrypted'],
  );
  deepEqual(facts.signingTimes, []);
});

/** The newest section once more, with /Encrypt in its trailer and nothing new. */
function withTrailer(signed: TestPdf, before: TestPdf): Buffer {
  const at = signed.bytes.indexOf('/Prev ', before.bytes.length);
  const bytes = Buffer.concat([
    signed.bytes.subarray(0, at),
    Buffer.from('/Encrypt 7 0 R '),
    signed.bytes.subarray(at),
  ]);
  const range = bytes.indexOf('/ByteRange [', before.bytes.length) + '/ByteRange ['.length;
  const end = bytes.indexOf(']', range);
  const [, first = 0, second = 0] = bytes.subarray(range, end).toString().trim().split(' ').map(Number);
  bytes.write(`0 ${first} ${second} ${bytes.length - second}`.padEnd(end - range), range, 'latin1');
  return bytes;
}
