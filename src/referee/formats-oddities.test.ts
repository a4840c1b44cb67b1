/** What other validators' files taught: odd files of every format, and whether they are intact. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { objectIdentifier, sequence } from '../encoding/der-writer';
import { testSignedData, testSignerInfo } from '../formats/cms/testing-builder';
import { onePage, ROOT, SIGNER, type SignOptions, sign, type TestPdf } from '../formats/pades/testing-pdf';
import { attached, LEAF, reports } from './testing-situation';
import { startReferee } from './validate';

before(startReferee);

/** Of each signature: intact, indication, sub-indication. */
function outcome(file: Uint8Array): readonly string[] {
  return reports(file).map(({ intact, indication, subIndication }) =>
    [intact, indication, subIndication].filter((one) => one !== null).join(' '),
  );
}

const inPdf = (options: SignOptions): readonly string[] => outcome(sign(onePage(), options).bytes);

test('an algorithm of other keys, or that is none, leaves no value right', () => {
  for (const oid of [
    '1.2.840.113549.1.1.11',
    '1.2.840.10045.3.1.7',
    '1.2.840.113549.1.1.10',
    '1.2.840.10040.4.1',
  ]) {
    const key = { ...LEAF.key, signerInfoAlgorithm: sequence(objectIdentifier(oid)) };
    const file = attached({ certificate: { ...LEAF, key } });
    assert.deepEqual(outcome(file), ['false TOTAL_FAILED SIG_CRYPTO_FAILURE'], oid);
  }
});

test('an algorithm that nobody knows leaves it open', () => {
  const key = { ...LEAF.key, signerInfoAlgorithm: sequence(objectIdentifier('1.2.3.4.5')) };
  const file = attached({ certificate: { ...LEAF, key } });
  assert.deepEqual(outcome(file), ['INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE']);
});

/** A CMS that is over the byte range and brings content besides. */
const bringing =
  (brought: (data: Buffer) => Uint8Array, attributes: boolean) =>
  (data: Buffer): Uint8Array =>
    testSignedData({
      signers: [
        testSignerInfo({ certificate: SIGNER, content: data, ...(attributes ? {} : { attributes: null }) }),
      ],
      content: brought(data),
      certificates: [SIGNER.der, ROOT.der],
    });

test('content in the CMS of a PDF breaks a rule, and other content than the signed one breaks the signature', () => {
  const space = 8000;
  const same = bringing((data) => data, true);
  const other = bringing(() => Buffer.alloc(0), true);
  assert.deepEqual(inPdf({ value: same, space }), ['true TOTAL_FAILED FORMAT_FAILURE']);
  assert.match(inPdf({ value: other, space }).join(), /^false TOTAL_FAILED/);
});

test('a byte range that leaves the file, overlaps or is none covers nothing', () => {
  const ranges: Readonly<Record<string, NonNullable<SignOptions['byteRange']>>> = {
    'beyond the end': (from, to, end) => [0, from, to, end - to + 1],
    overlapping: (from, to, end) => [0, to, from, end - from],
    negative: (from, to, end) => [-1, from, to, end - to],
    none: () => [],
  };
  for (const [name, byteRange] of Object.entries(ranges))
    assert.deepEqual(inPdf({ byteRange }), ['false TOTAL_FAILED FORMAT_FAILURE'], name);
});

test('fifty signatures of one document are each intact', () => {
  let pdf: TestPdf = onePage();
  for (let count = 0; count < 50; count += 1) pdf = sign(pdf, { space: 1500 });
  assert.deepEqual(new Set(outcome(pdf.bytes)).size, 1);
  assert.equal(reports(pdf.bytes).length, 50);
  assert.equal(
    reports(pdf.bytes).every(({ intact }) => intact === true),
    true,
  );
});
