import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import { encode, nullValue, objectIdentifier, sequence, setOf } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextTag, TAG } from '../encoding/tags';
import {
  attribute,
  contentType,
  messageDigest,
  signingCertificate,
  signingTime,
  testSignedData,
  testSignerInfo,
} from '../formats/cms/testing-builder';
import { parseCertificate } from '../pki/certificate';
import { keyUsage, testCertificate, testKey } from '../pki/testing-certificates';
import {
  attached,
  CONTENT,
  CONTEXT,
  judge,
  LEAF,
  NOW,
  OTHER,
  ROOT,
  reports,
  USUAL,
} from './testing-situation';
import { explain } from './testing-state';
import { startReferee, validate } from './validate';

test.before(startReferee);

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

test('content of another type than the signed one is not what was signed', () => {
  const wrong = [contentType('1.2.3'), messageDigest(CONTENT)].sort(Buffer.compare);
  assert.equal(reports(attached({ attributes: wrong }))[0]?.intact, false);
  assert.equal(reports(attached({ attributes: [messageDigest(CONTENT)] }))[0]?.intact, true);
});

test('signed attributes out of order are digested in order, and noticed', () => {
  const attributes = [...USUAL].sort(Buffer.compare).reverse();
  const [report] = reports(attached({ attributes }));
  assert.deepEqual([report?.subIndication, report?.intact], ['SIG_CONSTRAINTS_FAILURE', true]);
  // RFC 5652 section 5.4: the DER is signed, whatever stands in the message.
  assert.equal(judge(attached({ attributes, asGiven: true })), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE');
});

test('signed attributes passed off as content are noticed', () => {
  const attributes = setOf(...USUAL);
  const signers = [testSignerInfo({ certificate: LEAF, content: attributes, attributes: null })];
  const file = testSignedData({ signers, content: attributes, certificates: [LEAF.der] });
  assert.equal(judge(file), 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE');
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
    { name: 'a', bytes: [Buffer.from('other')] },
    { name: 'b', bytes: [CONTENT] },
  ];
  assert.equal(judge(file), 'INDETERMINATE / SIGNED_DATA_NOT_FOUND');
  assert.equal(reports(file)[0]?.intact, null);
  assert.equal(judge(file, { contents: [right] }), 'TOTAL_PASSED');
  assert.equal(judge(file, { contents: [other, right] }), 'TOTAL_PASSED');
  assert.equal(judge(file, { contents: [other] }), 'TOTAL_FAILED / HASH_FAILURE');
});

test('content offered beside an encapsulated one has to be the same', () => {
  const coverage = (bytes: Uint8Array) =>
    reports(attached(), { contents: [{ name: null, bytes: [bytes] }] })[0]?.coverage;
  assert.deepEqual([coverage(CONTENT), coverage(Buffer.from('other'))], ['full', 'ambiguous']);
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
  const rows = [Buffer.alloc(0), Buffer.from('MIAG'), sequence(objectIdentifier('1.2.3'))];
  for (const file of rows) {
    assert.deepEqual(validate({ file, contents: [], context: CONTEXT }), { format: null, signatures: [] });
  }
  const xml = Buffer.from('<xml/>');
  assert.deepEqual(validate({ file: xml, contents: [], context: CONTEXT }).signatures, []);
});

test('what follows the structure is covered by nothing: padding is passed over, anything else is ambiguous', () => {
  const after = (...bytes: readonly Uint8Array[]) => {
    const [report] = reports(Buffer.concat([attached(), ...bytes]));
    return [report?.indication, report?.intact, report?.coverage];
  };
  assert.deepEqual(after(Buffer.from('\r\n')), ['TOTAL_PASSED', true, 'full']);
  assert.deepEqual(after(Buffer.alloc(100)), ['TOTAL_PASSED', true, 'full']);
  assert.deepEqual(after(Buffer.from('more')), ['TOTAL_FAILED', true, 'ambiguous']);
  assert.deepEqual(after(attached()), ['TOTAL_FAILED', true, 'ambiguous']);
});

test('a byte order mark before base64 or PEM is passed over', () => {
  const text = Buffer.from(attached()).toString('base64');
  const pem = `-----BEGIN CMS-----\n${text}\n-----END CMS-----\n`;
  for (const file of [text, pem]) assert.equal(judge(Buffer.from(`\ufeff${file}`)), 'TOTAL_PASSED');
});

test('other revocation info that cannot be read is left out: no signature covers it', () => {
  const signers = [testSignerInfo({ certificate: LEAF, content: CONTENT })];
  const oid = objectIdentifier('1.2.3.4');
  for (const parts of [
    [],
    [nullValue()],
    [oid],
    [oid, nullValue()],
    [objectIdentifier(OID.ocspResponseInfo)],
  ]) {
    const revocation = [encode(contextTag(1), ...parts)];
    const file = testSignedData({ signers, content: CONTENT, certificates: [LEAF.der], revocation });
    assert.equal(judge(file), 'TOTAL_PASSED');
  }
});

test('a key identifier is that of the extension, else the hash of the key or of its whole field', () => {
  const { publicKey } = parseCertificate(OTHER.der);
  const sha1 = digestByName('sha1');
  const named = (certificate: typeof LEAF, byKeyIdentifier: Uint8Array) => {
    const signers = [testSignerInfo({ certificate, content: CONTENT, byKeyIdentifier })];
    return judge(testSignedData({ signers, content: CONTENT, certificates: [certificate.der] }));
  };
  assert.equal(named(OTHER, sha1.of(publicKey.value)), 'TOTAL_PASSED');
  assert.equal(named(OTHER, sha1.of(publicKey.spki)), 'TOTAL_PASSED');
  const own = parseCertificate(LEAF.der).publicKey.value;
  assert.equal(named(LEAF, sha1.of(own)), 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND');
});

test('a signing time is read in every form', () => {
  const value = encode(TAG.utcTime, Buffer.from('2609011700+0500', 'latin1'));
  const attributes = [...USUAL, attribute(OID.signingTime, value)].sort(Buffer.compare);
  const [report] = reports(attached({ attributes }));
  assert.deepEqual([report?.indication, report?.signingTime], ['TOTAL_PASSED', '2026-09-01T12:00:00Z']);
});
