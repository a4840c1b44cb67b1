/** The whole way from bytes to verdict: what an honest signer makes passes, every attack fails by its name. */
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  documentTimeStamp,
  LIST,
  onePage,
  ROOT,
  type SignOptions,
  sign,
  stampedValue,
  store,
  stream,
  type TestPdf,
  update,
} from '../../../formats/pades/testing-pdf';
import { DEFAULT_POLICY } from '../../default-policy';
import { validate } from '../../validate';
import type { SignatureReport } from '../../validation';

function reports({ bytes }: Pick<TestPdf, 'bytes'>): readonly SignatureReport[] {
  const material = { certificates: [], crls: [LIST], ocspResponses: [] };
  return validate({
    file: bytes,
    contents: [],
    context: {
      currentTime: new Date('2026-09-01T12:00:00Z'),
      anchors: [ROOT.der],
      material,
      algorithms: DEFAULT_POLICY,
      timeModel: 'best-signature-time',
    },
  }).signatures;
}

/** Indication and sub-indication of each signature. */
function verdicts(pdf: Pick<TestPdf, 'bytes'>): readonly string[] {
  return reports(pdf).map(({ indication, subIndication }) =>
    subIndication === null ? indication : `${indication}/${subIndication}`,
  );
}

const chain = (options: SignOptions = {}): TestPdf =>
  documentTimeStamp(store(sign(onePage(), { value: stampedValue, ...options })));

test('honest chains pass', () => {
  deepEqual(verdicts(sign(onePage())), ['TOTAL_PASSED']);
  deepEqual(verdicts(chain()), ['TOTAL_PASSED']);
  deepEqual(verdicts(documentTimeStamp(store(sign(chain())))), ['TOTAL_PASSED', 'TOTAL_PASSED']);
});

test('each class of attack fails as a matter of form', () => {
  const evil = stream('BT (Pay 99999 to Mallory) Tj ET');
  const appended = Buffer.concat([chain().bytes, Buffer.from('4 0 obj null endobj')]);
  const attacks: Readonly<Record<string, Pick<TestPdf, 'bytes'>>> = {
    'incremental saving': update(chain(), { 4: evil }),
    'incremental saving without cross-references': { bytes: appended },
    'signature wrapping': sign(onePage(), { byteRange: (from, to, end) => [0, from - 40, to, end - to] }),
    'a key twice': sign(onePage(), { entries: '/Filter /Other' }),
    'no range': sign(onePage(), { byteRange: () => [] }),
  };
  for (const [name, pdf] of Object.entries(attacks)) {
    deepEqual(verdicts(pdf), ['TOTAL_FAILED/FORMAT_FAILURE'], name);
  }
});

test('a changed byte is a matter of the digest', () => {
  const bytes = Buffer.from(sign(onePage()).bytes);
  bytes.write('Mallo', bytes.indexOf('Alice'), 'latin1');
  equal(verdicts({ bytes }).join(), 'TOTAL_FAILED/HASH_FAILURE');
});

/** As long as it was, so that nothing else moves. */
const over = (find: RegExp, put: string) => (bytes: Buffer) =>
  Buffer.from(
    bytes.toString('latin1').replace(find, (all) => put.padEnd(all.length).slice(0, all.length)),
    'latin1',
  );

test('a writer that miscounts means no harm, a structure that cannot be followed is a matter of form', () => {
  const miscounted = sign(onePage(), { careless: over(/startxref\n\d+(?=\n%%EOF\n$)/, 'startxref\n9') });
  deepEqual(verdicts(miscounted), ['TOTAL_PASSED']);
  const broken = sign(onePage(), { careless: over(/xref\n0 1\n/g, 'xxxx') });
  deepEqual(verdicts(broken), ['TOTAL_FAILED/FORMAT_FAILURE']);
  equal(reports(broken)[0]?.intact, true);
  equal(reports({ bytes: over(/Alice/, 'Mallo')(broken.bytes) })[0]?.intact, false);
});

test('the form of an encrypted document may be out of reach, its signature is not', () => {
  const { bytes } = sign(onePage(), { careless: sealed });
  const [report, ...more] = reports({ bytes });
  deepEqual(more, []);
  deepEqual(
    [report?.intact, report?.indication, report?.subIndication],
    [true, 'INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  );
  bytes.write('Mallo', bytes.indexOf('Alice'), 'latin1');
  equal(reports({ bytes })[0]?.intact, false);
});

/** Once more with a section that moves the catalog into an object stream, and says that it is encrypted. */
function sealed(bytes: Buffer): Buffer {
  const before = bytes.lastIndexOf('xref\n0 1');
  const encryption = '20 0 obj\n<< /Filter /Standard /V 4 /R 4 >>\nendobj\n';
  const held = `21 0 obj\n${stream('not to be read', '/Type /ObjStm /N 1 /First 4 ')}\nendobj\n`;
  const at = bytes.length;
  const rows = [
    [2, 21],
    [1, at],
    [1, at + encryption.length],
    [1, at + encryption.length + held.length],
  ].map(([type = 0, place = 0]) => {
    const row = Buffer.alloc(6);
    row[0] = type;
    row.writeUInt32BE(place, 1);
    return row;
  });
  const entries = `/Type /XRef /Size 23 /W [1 4 1] /Index [1 1 20 3] /Prev ${before} /Root 1 0 R /Encrypt 20 0 R `;
  const section = `22 0 obj\n${stream(Buffer.concat(rows).toString('latin1'), entries)}\nendobj\n`;
  const tail = `startxref\n${at + encryption.length + held.length}\n%%EOF\n`;
  return Buffer.concat([bytes, Buffer.from(encryption + held + section + tail, 'latin1')]);
}
