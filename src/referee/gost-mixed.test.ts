/** Suites that meet in one file, as they do in the wild, and the published Uzbek example. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import { children, parseDer, raw } from '../encoding/der';
import { generalizedTime, octetString, sequence } from '../encoding/der-writer';
import { objectAt, parseJson, stringAt } from '../encoding/json';
import { OID } from '../encoding/oids';
import {
  attribute,
  contentType,
  messageDigest,
  testSignedData,
  testSignerInfo,
  testToken,
} from '../formats/cms/testing-builder';
import { packageRoot } from '../model/package-root';
import { formatVerdict } from '../model/verdict';
import {
  purposes,
  type TestCertificate,
  type TestKey,
  testCertificate,
  testKey,
  testList,
} from '../pki/testing-certificates';
import { gostTestKey } from '../pki/testing-gost';
import { testReply } from '../pki/testing-ocsp';
import { gostFile, gostReport, gostSituation } from './testing-gost';
import { CONTENT, LEAF, LIST, NOW, ROOT } from './testing-situation';
import { EMPTY_MATERIAL } from './testing-state';
import { validate } from './validate';
import type { ValidationContext } from './validation';

const KZ_2004 = 'kz-gost2004-gost34311';
const KZ_2015 = 'kz-gost2015-512-streebog512';
const UZ = 'uz-dst1092-dst1106';
const STAMPED = new Date('2026-08-20T00:00:00Z');

/** A time-stamping authority of one suite under the root of the situation. */
function stampingAuthority(suite: string): TestCertificate {
  return testCertificate({
    subject: `TSA of ${suite}`,
    key: gostTestKey(suite, 403),
    serial: 7,
    issuer: gostSituation(suite).root,
    extensions: [purposes(true, OID.purposeTimeStamping)],
  });
}

const tokenBy = (authority: TestCertificate) => (value: Uint8Array) => [
  attribute(
    OID.signatureTimeStamp,
    testToken({
      authority,
      data: value,
      time: generalizedTime(STAMPED),
      certificates: [authority.der],
    }),
  ),
];

function joined(...contexts: readonly ValidationContext[]): ValidationContext {
  const [first] = contexts;
  assert.ok(first);
  return {
    ...first,
    anchors: contexts.flatMap(({ anchors }) => anchors),
    material: {
      certificates: contexts.flatMap(({ material }) => material.certificates),
      crls: contexts.flatMap(({ material }) => material.crls),
      ocspResponses: contexts.flatMap(({ material }) => material.ocspResponses),
    },
  };
}

test('a signer of 2015 with a time-stamp of 2004: the token proves its time', () => {
  const [signer, stamper] = [gostSituation(KZ_2015), gostSituation(KZ_2004)];
  const file = gostFile(signer.leaf, { unsigned: tokenBy(stampingAuthority(KZ_2004)) });
  const report = gostReport(file, joined(signer.context, stamper.context));
  assert.equal(formatVerdict(report), 'TOTAL_PASSED');
  assert.deepEqual([report.level, report.bestSignatureTime], ['B-T', '2026-08-20T00:00:00Z']);
  const imprint = report.findings.find(({ check }) => check === 'time-stamp.imprint');
  assert.equal(
    imprint?.found,
    'signature-time-stamp 1: the message imprint is the gost94-test digest of the data',
  );
});

test('without the anchor of 2004 the time-stamp proves nothing, and the signature stands by itself', () => {
  const signer = gostSituation(KZ_2015);
  const file = gostFile(signer.leaf, { unsigned: tokenBy(stampingAuthority(KZ_2004)) });
  const report = gostReport(file, signer.context);
  assert.equal(formatVerdict(report), 'TOTAL_PASSED');
  assert.equal(report.bestSignatureTime, '2026-09-01T12:00:00Z');
});

test('several signers of different suites in one CMS are judged each by its own', () => {
  const situations = [KZ_2004, KZ_2015, UZ].map((id) => gostSituation(id));
  const leaves = [...situations.map(({ leaf }) => leaf), LEAF];
  const file = testSignedData({
    signers: leaves.map((certificate) => testSignerInfo({ certificate, content: CONTENT })),
    content: CONTENT,
    certificates: leaves.map(({ der }) => der),
  });
  const common = { anchors: [ROOT.der], material: { ...EMPTY_MATERIAL, crls: [LIST] } };
  const [first, ...others] = situations.map(({ context }) => context);
  assert.ok(first);
  const context = joined(first, ...others, { ...first, ...common });
  const { signatures } = validate({ file, contents: [], context });
  assert.deepEqual(
    signatures.map(({ algorithm }) => algorithm),
    [KZ_2004, KZ_2015, UZ, 'ecdsa-p256-sha256'],
  );
  for (const one of signatures) assert.equal(formatVerdict(one), 'TOTAL_PASSED', one.algorithm ?? '');
});

test('old CMS without a signing-certificate attribute is plain CMS of level none', () => {
  const { leaf, context } = gostSituation(KZ_2004);
  const attributes = [contentType(), messageDigest(CONTENT, 'gost94-test')];
  const report = gostReport(gostFile(leaf, { attributes }), context);
  assert.deepEqual([formatVerdict(report), report.level], ['TOTAL_PASSED', 'none']);
});

test('the signing-certificate hash may be by a national digest', () => {
  const { leaf, context } = gostSituation(KZ_2015);
  const reference = (of: Uint8Array) =>
    attribute(
      OID.signingCertificateV2,
      sequence(
        sequence(sequence(leaf.key.digestAlgorithm, octetString(digestByName(leaf.key.digest).of(of)))),
      ),
    );
  const sorted = (of: Uint8Array) =>
    [contentType(), messageDigest(CONTENT, leaf.key.digest), reference(of)].sort((a, b) =>
      Buffer.compare(a, b),
    );
  const verdictWith = (of: Uint8Array) =>
    formatVerdict(gostReport(gostFile(leaf, { attributes: sorted(of) }), context));
  assert.equal(verdictWith(leaf.der), 'TOTAL_PASSED');
  assert.equal(verdictWith(ROOT.der), 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND');
});

/** A common signer under an authority that signs certificates and status with a GOST key. */
function underGost(key: TestKey) {
  const { root, context } = gostSituation(KZ_2015);
  const leaf = testCertificate({ subject: 'Common leaf', key, serial: 9, issuer: root });
  return { root, leaf, context };
}

test('an ECDSA signer whose certificate, list and OCSP answer are signed with GOST', () => {
  const { root, leaf, context } = underGost(testKey(405));
  assert.equal(formatVerdict(gostReport(gostFile(leaf), context)), 'TOTAL_PASSED');
  for (const hashedBy of [undefined, gostTestKey(KZ_2015, 1), gostTestKey(KZ_2004, 1)]) {
    const reply = testReply({
      signer: root,
      target: leaf,
      about: root,
      producedAt: NOW,
      ...(hashedBy === undefined ? {} : { hashedBy }),
    });
    const material = { ...EMPTY_MATERIAL, ocspResponses: [reply] };
    assert.equal(formatVerdict(gostReport(gostFile(leaf), { ...context, material })), 'TOTAL_PASSED');
  }
});

test('a list of the right name by another GOST key says nothing', () => {
  const { root, leaf, context } = underGost(testKey(405));
  const forged = testList({ issuer: { name: root.name, key: gostTestKey(KZ_2015, 499) } });
  const report = gostReport(gostFile(leaf), { ...context, material: { ...EMPTY_MATERIAL, crls: [forged] } });
  assert.equal(formatVerdict(report), 'INDETERMINATE / CERTIFICATE_CHAIN_GENERAL_FAILURE');
});

test('an Uzbek CMS in BER of indefinite length, content in pieces', () => {
  const { leaf, context } = gostSituation(UZ);
  const attributes = [contentType(), messageDigest(CONTENT, 'gost94-cryptopro')];
  const file = testSignedData({
    signers: [testSignerInfo({ certificate: leaf, content: CONTENT, attributes })],
    content: CONTENT,
    certificates: [leaf.der],
    indefinite: true,
  });
  assert.equal(Buffer.from(file).toString('base64').slice(0, 22), 'MIAGCSqGSIb3DQEHAqCAMI');
  const report = gostReport(file, context);
  assert.deepEqual([formatVerdict(report), report.intact, report.level], ['TOTAL_PASSED', true, 'none']);
});

const EXAMPLE = objectAt(
  parseJson(readFileSync(join(packageRoot(), 'vectors', 'known-answers', 'gost.json'))),
  'uzbekExample',
);
const published = (name: string) => Buffer.from(stringAt(EXAMPLE, name), 'hex');
const EXAMPLE_CONTENT = Buffer.from(stringAt(EXAMPLE, 'content'));

/** The published key, signed attributes and value; certificate, list and time-stamp around them are ours. */
function uzbekExample(change: { readonly content?: Buffer; readonly value?: Buffer } = {}) {
  const { root, context } = gostSituation(UZ);
  const stranger = gostTestKey(UZ, 1, { publicKey: published('publicKey') });
  const key: TestKey = { ...stranger, sign: () => change.value ?? published('value') };
  const certificate = testCertificate({ subject: 'Published key', key, serial: 11, issuer: root });
  const file = testSignedData({
    signers: [
      testSignerInfo({
        certificate,
        content: EXAMPLE_CONTENT,
        attributes: children(parseDer(published('signedAttributes'))).map(raw),
        asGiven: true,
        unsigned: tokenBy(stampingAuthority(UZ)),
      }),
    ],
    content: change.content ?? EXAMPLE_CONTENT,
    certificates: [certificate.der],
    indefinite: true,
  });
  return gostReport(file, context);
}

test('the official Uzbek example verifies, its time-stamp imprint too', () => {
  const report = uzbekExample();
  assert.deepEqual([formatVerdict(report), report.intact, report.algorithm], ['TOTAL_PASSED', true, UZ]);
  assert.deepEqual(
    [report.signingTime, report.bestSignatureTime],
    ['2022-09-27T06:17:53Z', '2026-08-20T00:00:00Z'],
  );
  const digest = digestByName('gost94-cryptopro').of(published('value'));
  assert.equal(Buffer.from(digest).toString('hex'), stringAt(EXAMPLE, 'imprint'));
});

test('the official Uzbek example with one octet changed does not', () => {
  const content = uzbekExample({ content: Buffer.from('some dOcument') });
  assert.equal(formatVerdict(content), 'TOTAL_FAILED / HASH_FAILURE');
  // As Kazakhstan would write it.
  const value = uzbekExample({ value: published('value').reverse() });
  assert.equal(formatVerdict(value), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE');
});
