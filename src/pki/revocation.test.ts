import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import { encode, integer, nullValue, sequence } from '../encoding/der-writer';
import { OID } from '../encoding/oids';
import { TAG } from '../encoding/tags';
import { parseCertificate, tryParseCertificate } from './certificate';
import { tryParseCrl } from './crl';
import { buildOcspRequest, tryParseOcsp } from './ocsp';
import { type RevocationState, revocationState } from './revocation';
import {
  authority,
  distributionPoint,
  distributionScope,
  expiredCertsSince,
  extension,
  keyUsage,
  purposes,
  type TestCertificate,
  testCertificate,
  testKey,
  testList,
} from './testing-certificates';
import { revokedAt, type TestReply, testReply, UNKNOWN } from './testing-ocsp';

const NOW = Date.parse('2026-09-01T12:00:00Z');
const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY);
const URL = 'http://pki.test/issuing.crl';
const ISSUER = testCertificate({
  subject: 'Issuer',
  key: testKey(201),
  extensions: [authority(), keyUsage(5, 6)],
});
const LEAF = testCertificate({
  subject: 'Leaf',
  key: testKey(202),
  serial: 77,
  issuer: ISSUER,
  notAfter: at(30),
  extensions: [distributionPoint(URL)],
});
const OLD = testCertificate({
  subject: 'Old',
  key: testKey(203),
  serial: 78,
  issuer: ISSUER,
  notAfter: at(-100),
});

interface Material {
  readonly crls?: readonly Uint8Array[];
  readonly ocsp?: readonly Uint8Array[];
  readonly certificates?: readonly TestCertificate[];
}

function stateOf(
  target: TestCertificate,
  { crls = [], ocsp = [], certificates = [] }: Material,
): RevocationState {
  const material = {
    crls: crls.flatMap((der) => tryParseCrl(der) ?? []),
    ocspResponses: ocsp.flatMap((der) => tryParseOcsp(der) ?? []),
    certificates: certificates.flatMap(({ der }) => tryParseCertificate(der) ?? []),
  };
  assert.equal(material.crls.length, crls.length, 'every list can be read');
  assert.equal(material.ocspResponses.length, ocsp.length, 'every response can be read');
  return revocationState(parseCertificate(target.der), parseCertificate(ISSUER.der), material, NOW);
}

const status = (target: TestCertificate, material: Material) =>
  stateOf(target, material).statement?.status ?? 'unknown';

test('a list says good of what it does not name, and revoked of what it does', () => {
  assert.equal(status(LEAF, { crls: [testList({ issuer: ISSUER })] }), 'good');
  const revoked = testList({ issuer: ISSUER, revoked: [{ serial: 77, at: at(-3), reason: 1 }] });
  assert.equal(status(LEAF, { crls: [revoked] }), 'revoked');
  assert.equal(stateOf(LEAF, { crls: [revoked] }).statement?.revokedAt, at(-3).getTime());
  const hold = testList({ issuer: ISSUER, revoked: [{ serial: 77, at: at(-3), reason: 6 }] });
  assert.equal(status(LEAF, { crls: [hold] }), 'on-hold');
});

test('a revocation outlives a later list that has forgotten it, a hold does not', () => {
  const later = testList({ issuer: ISSUER, thisUpdate: at(-1) });
  const entry = (reason: number) =>
    testList({ issuer: ISSUER, thisUpdate: at(-5), revoked: [{ serial: 77, at: at(-6), reason }] });
  assert.equal(status(LEAF, { crls: [entry(1), later] }), 'revoked');
  assert.equal(status(LEAF, { crls: [entry(6), later] }), 'good');
});

test('a list of another issuer, of a wrong key, or from the future says nothing', () => {
  const other = testCertificate({ subject: 'Other', key: testKey(204) });
  assert.equal(status(LEAF, { crls: [testList({ issuer: other })] }), 'unknown');
  assert.equal(
    status(LEAF, { crls: [testList({ issuer: { name: ISSUER.name, key: other.key } })] }),
    'unknown',
  );
  assert.equal(status(LEAF, { crls: [testList({ issuer: ISSUER, thisUpdate: at(2) })] }), 'unknown');
});

test('delta lists, indirect lists and those of another scope are not mis-read', () => {
  const rows: readonly (readonly [Uint8Array, string])[] = [
    [extension(OID.deltaCrlIndicator, true, integer(1)), 'unknown'],
    [extension('1.2.3.4', true, nullValue()), 'unknown'],
    // Of the certificate's own issuer: its entries count with that name.
    [distributionScope(null, 4), 'good'],
    [distributionScope(null, 2), 'unknown'],
    [distributionScope(null, 5), 'unknown'],
    [distributionScope(null, 1), 'good'],
    [distributionScope(URL), 'good'],
    [distributionScope('http://pki.test/other.crl'), 'unknown'],
  ];
  for (const [scope, expected] of rows) {
    assert.equal(status(LEAF, { crls: [testList({ issuer: ISSUER, extensions: [scope] })] }), expected);
  }
});

test('of an expired certificate a list speaks only if it keeps such certificates', () => {
  assert.equal(status(OLD, { crls: [testList({ issuer: ISSUER })] }), 'unknown');
  const keeping = (since: number) => testList({ issuer: ISSUER, extensions: [expiredCertsSince(at(since))] });
  assert.equal(status(OLD, { crls: [keeping(-200)] }), 'good');
  assert.equal(status(OLD, { crls: [keeping(-50)] }), 'unknown');
  // A list from before the expiry knew it.
  assert.equal(status(OLD, { crls: [testList({ issuer: ISSUER, thisUpdate: at(-150) })] }), 'good');
});

test('an issuer whose key usage lacks cRLSign signs no list', () => {
  const issuer = testCertificate({
    subject: 'Issuer',
    key: testKey(201),
    extensions: [authority(), keyUsage(5)],
  });
  const material = {
    crls: [tryParseCrl(testList({ issuer }))].flatMap((one) => one ?? []),
    ocspResponses: [],
    certificates: [],
  };
  const state = revocationState(parseCertificate(LEAF.der), parseCertificate(issuer.der), material, NOW);
  assert.equal(state.statement, null);
});

function reply(change: Partial<TestReply> & Pick<TestReply, 'signer'>): Uint8Array {
  return testReply({ target: LEAF, about: ISSUER, producedAt: at(0), ...change });
}

const NO_CHECK = extension(OID.ocspNoCheck, false, nullValue());

function responder(change: Partial<Parameters<typeof testCertificate>[0]> = {}): TestCertificate {
  const extensions = [purposes(false, OID.purposeOcspSigning), NO_CHECK];
  return testCertificate({
    subject: 'Responder',
    key: testKey(205),
    serial: 5,
    issuer: ISSUER,
    extensions,
    ...change,
  });
}

test('the issuer and the responder that it named may answer, nobody else', () => {
  assert.equal(status(LEAF, { ocsp: [reply({ signer: ISSUER })] }), 'good');
  const named = responder();
  assert.equal(status(LEAF, { ocsp: [reply({ signer: named, embed: [named] })] }), 'good');
  assert.equal(status(LEAF, { ocsp: [reply({ signer: named })], certificates: [named] }), 'good');
  assert.equal(status(LEAF, { ocsp: [reply({ signer: named })] }), 'unknown');

  const strangers = [
    responder({ extensions: [NO_CHECK] }),
    responder({ issuer: testCertificate({ subject: 'Other', key: testKey(206) }) }),
    responder({ issuer: { name: ISSUER.name, key: testKey(206) } }),
    responder({ notAfter: at(-400), notBefore: at(-500) }),
  ];
  for (const one of strangers)
    assert.equal(status(LEAF, { ocsp: [reply({ signer: one, embed: [one] })] }), 'unknown');
});

test('a responder without ocsp-nocheck is believed once a list clears it', () => {
  const checked = responder({ extensions: [purposes(false, OID.purposeOcspSigning)] });
  const ocsp = [reply({ signer: checked, embed: [checked] })];
  assert.equal(status(OLD, { ocsp: [reply({ signer: checked, embed: [checked], target: OLD })] }), 'unknown');
  assert.equal(status(LEAF, { ocsp }), 'unknown');
  assert.equal(
    stateOf(LEAF, { ocsp, crls: [testList({ issuer: ISSUER, thisUpdate: at(-9) })] }).statement?.source,
    'ocsp',
  );
  const revoked = testList({ issuer: ISSUER, revoked: [{ serial: 5, at: at(-3) }] });
  assert.equal(stateOf(LEAF, { ocsp, crls: [revoked] }).statement?.source, 'crl');
});

test('a response about another certificate or issuer, or that knows nothing, says nothing', () => {
  const rows: readonly (Partial<TestReply> & Pick<TestReply, 'signer'>)[] = [
    { signer: ISSUER, target: OLD },
    { signer: ISSUER, about: testCertificate({ subject: 'Other', key: testKey(207) }) },
    { signer: ISSUER, status: UNKNOWN },
    { signer: ISSUER, thisUpdate: at(3) },
  ];
  for (const row of rows) assert.equal(status(LEAF, { ocsp: [reply(row)] }), 'unknown');
});

test('a response says revoked, and of an expired certificate good only within its archive', () => {
  const said = reply({ signer: ISSUER, status: revokedAt(at(-7)) });
  assert.equal(stateOf(LEAF, { ocsp: [said] }).statement?.revokedAt, at(-7).getTime());
  assert.equal(status(OLD, { ocsp: [reply({ signer: ISSUER, target: OLD })] }), 'unknown');
  const archive = (since: number) => reply({ signer: ISSUER, target: OLD, archiveCutoff: at(since) });
  assert.equal(status(OLD, { ocsp: [archive(-365)] }), 'good');
  assert.equal(status(OLD, { ocsp: [archive(-50)] }), 'unknown');
});

test('an error response has nothing to read', () => {
  assert.equal(tryParseOcsp(sequence(encode(TAG.enumerated, Uint8Array.of(6)))), undefined);
});

test('a responder that has since expired is told apart from none', () => {
  const gone = responder({ notAfter: at(0.5) });
  const material = {
    crls: [],
    ocspResponses: [tryParseOcsp(reply({ signer: gone, embed: [gone] }))].flatMap((one) => one ?? []),
    certificates: [],
  };
  const state = revocationState(
    parseCertificate(LEAF.der),
    parseCertificate(ISSUER.der),
    material,
    NOW + 2 * DAY,
  );
  assert.deepEqual(state, { statement: null, parts: [], responderExpired: true, missingReasons: 0 });
});

test('a request asks for the one certificate of the one issuer', () => {
  const request = Buffer.from(buildOcspRequest(parseCertificate(LEAF.der), parseCertificate(ISSUER.der)));
  assert.ok(request.includes(Buffer.from(digestByName('sha1').of(ISSUER.name))));
  assert.ok(request.toString('hex').endsWith('02014d'));
});
