import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import { children, contents, parseDer, raw } from '../../encoding/der';
import {
  encode,
  explicit,
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  sequence,
} from '../../encoding/der-writer';
import { OID } from '../../encoding/oids';
import { contextTag, TAG } from '../../encoding/tags';
import { testCertificate, testKey } from '../../pki/testing-certificates';
import type { SignatureFacts, TimeStampFacts } from '../facts';
import { readCms } from './read';
import { attribute, contentType, messageDigest, testSignedData, testSignerInfo } from './testing-builder';

const SHA256 = digestByName('sha256');
const CERTIFICATE = testCertificate({ subject: 'Signer', key: testKey(1) });
const CONTENT = Buffer.from('a document');
const SIGNER = testSignerInfo({ certificate: CERTIFICATE, content: CONTENT });
const [, , , SIGNED_ATTRIBUTES, , VALUE] = children(parseDer(SIGNER));

/** A token over these pieces at this minute, with unsigned attributes of its own. */
function token(
  pieces: readonly Uint8Array[],
  minute: number,
  unsigned: readonly Uint8Array[] = [],
): Uint8Array {
  const imprint = sequence(CERTIFICATE.key.digestAlgorithm, octetString(SHA256.over(pieces)));
  const time = generalizedTime(new Date(Date.UTC(2026, 0, 1, 0, minute)));
  const info = sequence(integer(1), objectIdentifier('1.2.3'), imprint, integer(9), time);
  const attributes = [contentType(OID.timeStampInfo), messageDigest(info)];
  const signer = testSignerInfo({
    certificate: CERTIFICATE,
    content: info,
    attributes,
    unsigned: () => unsigned,
  });
  return testSignedData({ signers: [signer], content: info, contentType: OID.timeStampInfo });
}

/** The signature with these unsigned attributes, in this order. */
function signed(...unsigned: readonly Uint8Array[]): SignatureFacts {
  const signer = encode(TAG.sequence, contents(parseDer(SIGNER)), encode(contextTag(1), ...unsigned));
  const message = testSignedData({
    signers: [signer],
    content: CONTENT,
    certificates: [CERTIFICATE.der],
  });
  const [entry] = readCms(message, [], false).signatures;
  assert.ok(entry?.readable);
  return entry.signature;
}

function covered({ covers }: TimeStampFacts | undefined = missing()): Buffer {
  return Buffer.concat([...(covers(SHA256) ?? [])]);
}

function missing(): never {
  throw new Error('no such time-stamp');
}

const inside = (one: Uint8Array): Uint8Array => contents(parseDer(one));
const insideOfValues = (one: Uint8Array): Uint8Array => {
  const [, values] = children(parseDer(one));
  return values === undefined ? missing() : contents(values);
};

const SIGNATURE_VALUE = VALUE === undefined ? missing() : contents(VALUE);
const SIGNATURE_TIME_STAMP = attribute(OID.signatureTimeStamp, token([SIGNATURE_VALUE], 1));
const CERTIFICATE_REFERENCES = attribute(OID.completeCertificateReferences, sequence());
const REVOCATION_REFERENCES = attribute(OID.completeRevocationReferences, sequence());
const CERTIFICATE_VALUES = attribute(OID.certificateValues, sequence(CERTIFICATE.der));

test('time-stamps over references cover attributes without their tag and length', () => {
  const { timeStamps } = signed(
    attribute(OID.certsCrlsTimeStamp, token([], 4)),
    REVOCATION_REFERENCES,
    attribute(OID.escTimeStamp, token([], 3)),
    CERTIFICATE_REFERENCES,
    SIGNATURE_TIME_STAMP,
  );
  assert.deepEqual(
    timeStamps.map(({ kind, name }) => `${kind} ${name}`),
    [
      'signature signature-time-stamp',
      'references time-stamped-certs-crls-references',
      'references escTimeStamp',
    ],
  );
  const [signature, references, all] = timeStamps;
  const both = [inside(CERTIFICATE_REFERENCES), inside(REVOCATION_REFERENCES)];
  assert.deepEqual(covered(references), Buffer.concat(both));
  assert.deepEqual(covered(all), Buffer.concat([SIGNATURE_VALUE, inside(SIGNATURE_TIME_STAMP), ...both]));
  assert.equal(references?.proves.signature, false);
  assert.deepEqual(all?.proves.timeStamps, [signature?.token]);
});

test('the first archive time-stamp covers contents in its own order', () => {
  const older = attribute(OID.archiveTimeStamp, token([], 4));
  const facts = signed(
    attribute(OID.archiveTimeStamp, token([], 9)),
    CERTIFICATE_VALUES,
    older,
    CERTIFICATE_REFERENCES,
    SIGNATURE_TIME_STAMP,
  );
  const [signature, first, second] = facts.timeStamps;
  const attributes = SIGNED_ATTRIBUTES === undefined ? missing() : contents(SIGNED_ATTRIBUTES);
  const before = [CONTENT, attributes, SIGNATURE_VALUE, inside(SIGNATURE_TIME_STAMP)];
  const named = [inside(CERTIFICATE_REFERENCES), inside(CERTIFICATE_VALUES)];
  assert.deepEqual(covered(first), Buffer.concat([...before, ...named]));
  assert.deepEqual(covered(second), Buffer.concat([...before, ...named, inside(older)]));
  assert.deepEqual(second?.proves.timeStamps, [signature?.token, first?.token]);
  assert.deepEqual(second?.proves.material.certificates, [CERTIFICATE.der]);
});

/** RFC 5126 section 6.4.1, put together by hand. */
function wholeSignature(attributes: readonly Uint8Array[], tagged: boolean): readonly Uint8Array[] {
  return [
    sequence(objectIdentifier(OID.data), explicit(0, octetString(CONTENT))),
    encode(contextTag(0), CERTIFICATE.der),
    contents(parseDer(SIGNER)),
    ...(tagged ? [encode(contextTag(1), ...attributes)] : attributes),
  ];
}

test('archive-time-stamp-v2 covers what was there, with or without the tag of the attributes', () => {
  for (const tagged of [true, false]) {
    const first = attribute(
      OID.archiveTimeStampV2,
      token(wholeSignature([SIGNATURE_TIME_STAMP, CERTIFICATE_VALUES], tagged), 2),
    );
    const second = attribute(
      OID.archiveTimeStampV2,
      token(wholeSignature([first, SIGNATURE_TIME_STAMP, CERTIFICATE_VALUES], tagged), 3),
    );
    // A SET in DER may put the later one first.
    const { timeStamps } = signed(second, first, SIGNATURE_TIME_STAMP, CERTIFICATE_VALUES);
    const [signature, older, newer] = timeStamps;
    assert.deepEqual(
      [older?.token, newer?.token].map((one) => Buffer.from(one ?? [])),
      [first, second].map((one) => Buffer.from(insideOfValues(one))),
    );
    assert.deepEqual(
      covered(older),
      Buffer.concat(wholeSignature([SIGNATURE_TIME_STAMP, CERTIFICATE_VALUES], tagged)),
    );
    assert.deepEqual(
      covered(newer),
      Buffer.concat(wholeSignature([first, SIGNATURE_TIME_STAMP, CERTIFICATE_VALUES], tagged)),
    );
    assert.deepEqual(newer?.proves.timeStamps, [older?.token, signature?.token]);
    assert.deepEqual(older?.proves.material.certificates, [CERTIFICATE.der, CERTIFICATE.der]);
  }
});

test('attributes that came after archive-time-stamp-v2 are told by their place', () => {
  const archive = attribute(OID.archiveTimeStampV2, token(wholeSignature([SIGNATURE_TIME_STAMP], true), 2));
  const [, one] = signed(SIGNATURE_TIME_STAMP, archive, CERTIFICATE_VALUES).timeStamps;
  assert.deepEqual(covered(one), Buffer.concat(wholeSignature([SIGNATURE_TIME_STAMP], true)));
  assert.deepEqual(one?.proves.material.certificates, [CERTIFICATE.der]);
});

test('an index of version 1 speaks of whole attributes, by default in SHA-256', () => {
  const index = sequence(
    sequence(octetString(SHA256.of(CERTIFICATE.der))),
    sequence(),
    sequence(octetString(SHA256.of(SIGNATURE_TIME_STAMP))),
  );
  const pieces = [objectIdentifier(OID.data), SHA256.of(CONTENT), contents(parseDer(SIGNER)), index];
  const archive = attribute(OID.archiveTimeStampV3, token(pieces, 2, [attribute(OID.atsHashIndex, index)]));
  const facts = signed(SIGNATURE_TIME_STAMP, archive, CERTIFICATE_VALUES);
  const [signature, one] = facts.timeStamps;
  assert.deepEqual(covered(one), Buffer.concat(pieces));
  assert.deepEqual(one?.faults, []);
  assert.deepEqual(one?.proves, {
    signature: true,
    material: { certificates: [raw(parseDer(CERTIFICATE.der))], crls: [], ocspResponses: [] },
    timeStamps: [signature?.token],
  });
});

test('more archive time-stamps than any archive makes are refused', () => {
  const many = Array.from({ length: 33 }, () => octetString(Uint8Array.of(1)));
  assert.throws(() => signed(attribute(OID.archiveTimeStampV2, ...many)), { code: 'TAMGA-E-LIMIT' });
});
