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

/** Indication and sub-indication of each signature. */
function verdicts({ bytes }: Pick<TestPdf, 'bytes'>): readonly string[] {
  const material = { certificates: [], crls: [LIST], ocspResponses: [] };
  const { signatures } = validate({
    file: bytes,
    contents: [],
    context: {
      currentTime: new Date('2026-09-01T12:00:00Z'),
      anchors: [ROOT.der],
      material,
      algorithms: DEFAULT_POLICY,
      timeModel: 'best-signature-time',
    },
  });
  return signatures.map(({ indication, subIndication }) =>
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
