import assert from 'node:assert/strict';
import test from 'node:test';
import { encode, explicit, generalizedTime, objectIdentifier, sequence } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { contextTag } from '../encoding/tags';
import { attribute, testSignedData, testSignerInfo, testToken } from '../formats/cms/testing-builder';
import { purposes, testCertificate, testKey, testList } from '../pki/testing-certificates';
import { testReply } from '../pki/testing-ocsp';
import { attached, CONTENT, judge, LEAF, LIST, NOW, ROOT, reports, TSA, USUAL } from './testing-situation';
import { EMPTY_MATERIAL } from './testing-state';

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
  assert.equal(report?.bestSignatureTime, '2026-08-10T00:00:00Z');
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

test('a time-stamp from outside the validity of its authority proves nothing, and nothing heals it', () => {
  const authorityValid = (notBefore: string, notAfter: string) =>
    testCertificate({
      subject: 'TSA',
      key: testKey(304),
      serial: 10,
      issuer: ROOT,
      notBefore: new Date(notBefore),
      notAfter: new Date(notAfter),
      extensions: [purposes(true, OID.purposeTimeStamping)],
    });
  const stampedBy = (time: string, authority: ReturnType<typeof testCertificate>) => {
    const file = stamped(time, { authority, certificates: [authority.der] });
    const [report] = reports(file, { material: REVOKED_MATERIAL });
    const [token] = report?.timeStamps ?? [];
    return [report?.subIndication, token?.indication, token?.subIndication, token?.used];
  };
  const young = authorityValid('2026-08-10T00:00:00Z', '2028-01-01T00:00:00Z');
  const none = 'REVOKED_NO_POE';
  assert.deepEqual(stampedBy('2026-08-09T23:59:59Z', young), [none, 'FAILED', 'NOT_YET_VALID', false]);
  assert.deepEqual(stampedBy('2026-08-10T00:00:00Z', young), [null, 'PASSED', null, true]);
  const old = authorityValid('2025-01-01T00:00:00Z', '2026-08-01T00:00:00Z');
  assert.deepEqual(stampedBy('2026-08-10T00:00:00Z', old), [
    none,
    'INDETERMINATE',
    'OUT_OF_BOUNDS_NOT_REVOKED',
    false,
  ]);
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

test('OCSP responses of RFC 5940 are used, and with a time-stamp make the level B-LT', () => {
  const response = testReply({
    signer: ROOT,
    target: LEAF,
    about: ROOT,
    producedAt: new Date('2026-09-01T11:00:00Z'),
  });
  const other = encode(contextTag(1), objectIdentifier(OID.ocspResponseInfo), response);
  const tsa = testReply({
    signer: ROOT,
    target: TSA,
    about: ROOT,
    producedAt: new Date('2026-09-01T11:00:00Z'),
  });
  const signer = testSignerInfo({
    certificate: LEAF,
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
  const file = testSignedData({
    signers: [signer],
    content: CONTENT,
    certificates: [LEAF.der, ROOT.der],
    revocation: [other, encode(contextTag(1), objectIdentifier(OID.ocspResponseInfo), tsa)],
  });
  const [report] = reports(file, { material: EMPTY_MATERIAL });
  assert.deepEqual(
    [report?.indication, report?.level, report?.bestSignatureTime],
    ['TOTAL_PASSED', 'B-LT', '2026-08-10T00:00:00Z'],
  );
});
