import assert from 'node:assert/strict';
import test from 'node:test';
import {
  explicit,
  generalizedTime,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import {
  attribute,
  contentType,
  messageDigest,
  signingCertificate,
  signingTime,
  type TestSigner,
  testSignedData,
  testSignerInfo,
  testToken,
  usualAttributes,
} from '../formats/cms/testing-builder';
import { formatVerdict } from '../model/verdict';
import {
  authority,
  extension,
  keyUsage,
  purposes,
  testCertificate,
  testKey,
  testList,
} from '../pki/testing-certificates';
import { DEFAULT_POLICY } from './default-policy';
import { EMPTY_MATERIAL, explain } from './testing-state';
import { validate } from './validate';
import type { DetachedContent, SignatureReport, ValidationContext } from './validation';

const NOW = new Date('2026-09-01T12:00:00Z');
const CONTENT = Buffer.from('Simulated test document.');
const ROOT = testCertificate({
  subject: 'Root',
  key: testKey(301),
  extensions: [authority(), keyUsage(5, 6)],
});
const KEY_ID = extension(OID.subjectKeyIdentifier, false, octetString(Buffer.from('leaf')));
const LEAF = testCertificate({
  subject: 'Leaf',
  key: testKey(302),
  serial: 5,
  issuer: ROOT,
  extensions: [KEY_ID],
});
const OTHER = testCertificate({ subject: 'Other', key: testKey(303), serial: 6, issuer: ROOT });
const TSA = testCertificate({
  subject: 'TSA',
  key: testKey(304),
  serial: 7,
  issuer: ROOT,
  extensions: [purposes(true, OID.purposeTimeStamping)],
});
const LIST = testList({ issuer: ROOT });
const CONTEXT: ValidationContext = {
  currentTime: NOW,
  anchors: [ROOT.der],
  material: { ...EMPTY_MATERIAL, crls: [LIST] },
  algorithms: DEFAULT_POLICY,
  timeModel: 'best-signature-time',
};

interface Situation extends Partial<ValidationContext> {
  readonly contents?: readonly DetachedContent[];
}

function reports(file: Uint8Array, { contents = [], ...change }: Situation = {}): readonly SignatureReport[] {
  return validate({ file, contents, context: { ...CONTEXT, ...change } }).signatures;
}

function judge(file: Uint8Array, situation: Situation = {}): string {
  return reports(file, situation)
    .map((report) => formatVerdict(report))
    .join(', ');
}

function attached(
  signer: Partial<TestSigner> = {},
  certificates: readonly Uint8Array[] = [LEAF.der],
): Uint8Array {
  const signers = [testSignerInfo({ certificate: LEAF, content: CONTENT, ...signer })];
  return testSignedData({ signers, content: CONTENT, certificates });
}

const USUAL = usualAttributes({ certificate: LEAF, content: CONTENT });

test('a plain signature of each kind passes', () => {
  const rows: readonly Uint8Array[] = [
    attached(),
    attached({ attributes: null }),
    attached({ attributes: [contentType(), messageDigest(CONTENT)] }),
    attached({ byKeyIdentifier: Buffer.from('leaf') }),
    Buffer.from(Buffer.from(attached()).toString('base64')),
  ];
  for (const file of rows)
    assert.equal(judge(file), 'TOTAL_PASSED', explain(reports(file)[0] ?? assert.fail()));
});

test('attributes that are missing, repeated or out of order have the sub-indication of their rule', () => {
  const md = messageDigest(CONTENT);
  const rows: readonly (readonly [readonly Uint8Array[], string])[] = [
    [[contentType()], 'TOTAL_FAILED / FORMAT_FAILURE'],
    [[contentType(), md, md], 'TOTAL_FAILED / FORMAT_FAILURE'],
    [[contentType(), contentType(), md], 'TOTAL_FAILED / FORMAT_FAILURE'],
    [[...USUAL, signingTime(NOW), signingTime(NOW)], 'TOTAL_FAILED / FORMAT_FAILURE'],
    [[...USUAL, attribute(OID.signingTime, nullValue())], 'TOTAL_FAILED / FORMAT_FAILURE'],
    [[md], 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE'],
    [[contentType('1.2.3'), md], 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE'],
    [[...USUAL, signingCertificate(LEAF)], 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE'],
    [[contentType(), messageDigest(Buffer.from('other'))], 'TOTAL_FAILED / HASH_FAILURE'],
  ];
  for (const [given, expected] of rows) {
    const attributes = [...given].sort(Buffer.compare);
    assert.equal(judge(attached({ attributes })), expected);
  }
});

test('signed attributes out of order are digested in order, and noticed', () => {
  const attributes = [...USUAL].sort(Buffer.compare).reverse();
  const [report] = reports(attached({ attributes }));
  assert.deepEqual([report?.subIndication, report?.intact], ['SIG_CONSTRAINTS_FAILURE', true]);
  // RFC 5652 section 5.4: the DER is signed, whatever stands in the message.
  assert.equal(judge(attached({ attributes, asGiven: true })), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE');
});

test('the signing certificate has to be at hand and the one that the attribute names', () => {
  assert.equal(judge(attached({}, [])), 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND');
  assert.equal(
    judge(attached({}, []), { material: { ...CONTEXT.material, certificates: [LEAF.der] } }),
    'TOTAL_PASSED',
  );
  const wrong = [contentType(), messageDigest(CONTENT), signingCertificate(OTHER)].sort(Buffer.compare);
  const [report] = reports(attached({ attributes: wrong }, [LEAF.der, OTHER.der]));
  assert.equal(report?.subIndication, 'NO_SIGNING_CERTIFICATE_FOUND');
  assert.equal(report?.intact, true);
});

test('detached content is found by its digest, else the first is taken; without it nothing is intact', () => {
  const signers = [testSignerInfo({ certificate: LEAF, content: CONTENT })];
  const file = testSignedData({ signers, content: null, certificates: [LEAF.der] });
  const [other, right] = [
    { name: 'a', bytes: Buffer.from('other') },
    { name: 'b', bytes: CONTENT },
  ];
  assert.equal(judge(file), 'INDETERMINATE / SIGNED_DATA_NOT_FOUND');
  assert.equal(reports(file)[0]?.intact, null);
  assert.equal(judge(file, { contents: [right] }), 'TOTAL_PASSED');
  assert.equal(judge(file, { contents: [other, right] }), 'TOTAL_PASSED');
  assert.equal(judge(file, { contents: [other] }), 'TOTAL_FAILED / HASH_FAILURE');
});

test('each signer has a report of its own, an unreadable one too', () => {
  const good = testSignerInfo({ certificate: LEAF, content: CONTENT });
  const bad = testSignerInfo({ certificate: OTHER, content: Buffer.from('other') });
  const file = testSignedData({
    signers: [good, bad, sequence(nullValue())],
    content: CONTENT,
    certificates: [LEAF.der, OTHER.der],
  });
  assert.equal(judge(file), 'TOTAL_PASSED, TOTAL_FAILED / HASH_FAILURE, TOTAL_FAILED / FORMAT_FAILURE');
  assert.deepEqual(
    reports(file).map(({ id }) => id),
    ['signer-1', 'signer-2', 'signer-3'],
  );
});

function countersigned(attributes: (value: Uint8Array) => readonly Uint8Array[]): Uint8Array {
  return attached(
    {
      unsigned: (value) => [
        attribute(
          OID.counterSignature,
          testSignerInfo({ certificate: OTHER, content: value, attributes: attributes(value) }),
        ),
      ],
    },
    [LEAF.der, OTHER.der],
  );
}

test('a counter-signature signs the signature value and is reported under it', () => {
  const file = countersigned((value) => [messageDigest(value)]);
  const [first, counter] = reports(file);
  assert.deepEqual([first?.parent, counter?.parent], [null, 'signer-1']);
  assert.equal(judge(file), 'TOTAL_PASSED, TOTAL_PASSED');
  assert.equal(
    judge(countersigned(() => [messageDigest(CONTENT)])),
    'TOTAL_PASSED, TOTAL_FAILED / HASH_FAILURE',
  );
  const typed = countersigned((value) => [contentType(), messageDigest(value)]);
  assert.equal(judge(typed), 'TOTAL_PASSED, INDETERMINATE / SIG_CONSTRAINTS_FAILURE');
});

const genTime = (text: string) => generalizedTime(new Date(text));

function stamped(time: string, change: Partial<Parameters<typeof testToken>[0]> = {}): Uint8Array {
  return attached({
    unsigned: (value) => [
      attribute(
        OID.signatureTimeStamp,
        testToken({ authority: TSA, data: value, time: genTime(time), certificates: [TSA.der], ...change }),
      ),
    ],
  });
}

const REVOKED = testList({ issuer: ROOT, revoked: [{ serial: 5, at: new Date('2026-08-20T00:00:00Z') }] });
const REVOKED_MATERIAL = { ...EMPTY_MATERIAL, crls: [REVOKED] };

test('a valid time-stamp lowers the best signature time, one with a flaw proves nothing', () => {
  const early = '2026-08-10T00:00:00Z';
  const [report] = reports(stamped(early));
  assert.equal(report?.bestSignatureTime, '2026-08-10T00:00:00.000Z');
  assert.equal(report?.level, 'B-T');
  assert.equal(judge(stamped(early), { material: REVOKED_MATERIAL }), 'TOTAL_PASSED');

  const notAlone = testCertificate({
    subject: 'TSA',
    key: testKey(304),
    serial: 8,
    issuer: ROOT,
    extensions: [purposes(true, OID.purposeTimeStamping, OID.purposeOcspSigning)],
  });
  const notCritical = testCertificate({
    subject: 'TSA',
    key: testKey(304),
    serial: 9,
    issuer: ROOT,
    extensions: [purposes(false, OID.purposeTimeStamping)],
  });
  const flawed = [
    stamped('2026-08-21T00:00:00Z'),
    stamped(early, { data: CONTENT }),
    stamped(early, { certificates: [] }),
    stamped(early, { authority: notAlone, certificates: [notAlone.der] }),
    stamped(early, { authority: notCritical, certificates: [notCritical.der] }),
  ];
  for (const file of flawed) {
    assert.equal(judge(file, { material: REVOKED_MATERIAL }), 'INDETERMINATE / REVOKED_NO_POE');
  }
});

test('a content time-stamp after the revocation or the expiry proves that it came too late', () => {
  const token = (time: string) =>
    attribute(
      OID.contentTimeStamp,
      testToken({ authority: TSA, data: CONTENT, time: genTime(time), certificates: [TSA.der] }),
    );
  const file = (time: string) => attached({ attributes: [...USUAL, token(time)].sort(Buffer.compare) });
  assert.equal(judge(file('2026-08-25T00:00:00Z'), { material: REVOKED_MATERIAL }), 'TOTAL_FAILED / REVOKED');
  assert.equal(
    judge(file('2026-08-10T00:00:00Z'), { material: REVOKED_MATERIAL }),
    'INDETERMINATE / REVOKED_NO_POE',
  );
});

test('time-stamps have to be in order', () => {
  const content = testToken({
    authority: TSA,
    data: CONTENT,
    time: genTime('2026-08-25T00:00:00Z'),
    certificates: [TSA.der],
  });
  const file = attached({
    attributes: [...USUAL, attribute(OID.contentTimeStamp, content)].sort(Buffer.compare),
    unsigned: (value) => [
      attribute(
        OID.signatureTimeStamp,
        testToken({ authority: TSA, data: value, time: genTime('2026-08-10T00:00:00Z'), certificates: [] }),
      ),
    ],
  });
  assert.equal(judge(file), 'INDETERMINATE / TIMESTAMP_ORDER_FAILURE');
});

test('a signature older than its certificate is TOTAL_FAILED', () => {
  const young = testCertificate({
    subject: 'Leaf',
    key: testKey(302),
    serial: 5,
    issuer: ROOT,
    notBefore: new Date('2026-08-15T00:00:00Z'),
  });
  const signer = testSignerInfo({
    certificate: young,
    content: CONTENT,
    unsigned: (value) => [
      attribute(
        OID.signatureTimeStamp,
        testToken({
          authority: TSA,
          data: value,
          time: genTime('2026-08-10T00:00:00Z'),
          certificates: [TSA.der],
        }),
      ),
    ],
  });
  const file = testSignedData({ signers: [signer], content: CONTENT, certificates: [young.der] });
  assert.equal(judge(file), 'TOTAL_FAILED / NOT_YET_VALID');
});

test('revocation data that the file brings is used, and missing or stale data is said', () => {
  const signers = [testSignerInfo({ certificate: LEAF, content: CONTENT })];
  const bare = { material: EMPTY_MATERIAL };
  const make = (revocation: readonly Uint8Array[]) =>
    testSignedData({ signers, content: CONTENT, certificates: [LEAF.der], revocation });
  assert.equal(judge(make([]), bare), 'INDETERMINATE / CERTIFICATE_CHAIN_GENERAL_FAILURE');
  assert.equal(judge(make([LIST]), bare), 'TOTAL_PASSED');
  const stale = testList({ issuer: ROOT, nextUpdate: new Date('2026-08-30T00:00:00Z') });
  assert.equal(judge(make([stale]), bare), 'INDETERMINATE / TRY_LATER');
  const hold = testList({ issuer: ROOT, revoked: [{ serial: 5, at: NOW, reason: 6 }] });
  assert.equal(judge(make([hold]), bare), 'INDETERMINATE / TRY_LATER');
  const values = attribute(OID.revocationValues, sequence(explicit(0, sequence(LIST))));
  assert.equal(judge(attached({ unsigned: () => [values] }), bare), 'TOTAL_PASSED');
});

test('a key usage without signing, and a weak or unlisted algorithm, are told apart', () => {
  const encipher = testCertificate({
    subject: 'Leaf',
    key: testKey(302),
    serial: 5,
    issuer: ROOT,
    extensions: [keyUsage(2)],
  });
  const file = testSignedData({
    signers: [testSignerInfo({ certificate: encipher, content: CONTENT })],
    content: CONTENT,
    certificates: [encipher.der],
  });
  assert.equal(judge(file), 'INDETERMINATE / CHAIN_CONSTRAINTS_FAILURE');
  assert.equal(
    judge(attached(), { algorithms: { id: 'none', digests: {}, keys: {} } }),
    'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  );
});

test('bytes of no known format have no signature', () => {
  const rows = [
    Buffer.alloc(0),
    Buffer.from('MIAG'),
    Buffer.from('<xml/>'),
    sequence(objectIdentifier('1.2.3')),
  ];
  for (const file of rows) {
    assert.deepEqual(validate({ file, contents: [], context: CONTEXT }), { format: null, signatures: [] });
  }
});
