import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import { encode, nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import { TAG } from '../encoding/tags';
import { parseCertificate } from './certificate';
import { answersNonce, buildOcspRequest, ocspResponseStatus, tryParseOcsp } from './ocsp';
import { revocationState } from './revocation';
import { extension, type TestCertificate, testCertificate, testKey } from './testing-certificates';
import { revokedAt, type TestReply, testReply } from './testing-ocsp';
import { chain, ROOT } from './testing-paths';

const AT = Date.parse('2026-09-01T12:00:00Z');
const [LEAF] = chain({ serial: 77 });
const CERT_HASH = '1.3.36.8.3.13';

function reply(change: Partial<TestReply> = {}): Uint8Array {
  assert.ok(LEAF);
  return testReply({ signer: ROOT, target: LEAF, about: ROOT, producedAt: new Date(AT), ...change });
}

function stateAt(instant: number, ...responses: readonly Uint8Array[]) {
  assert.ok(LEAF);
  const material = {
    crls: [],
    ocspResponses: responses.flatMap((der) => tryParseOcsp(der) ?? []),
    certificates: [],
  };
  assert.equal(material.ocspResponses.length, responses.length);
  return revocationState(parseCertificate(LEAF.der), parseCertificate(ROOT.der), material, instant);
}

test('a responder may be named by its name or by its key', () => {
  for (const byKey of [true, false]) assert.equal(stateAt(AT, reply({ byKey })).statement?.status, 'good');
});

test('a nonce tells whether the answer is to this request', () => {
  const asked = Buffer.alloc(32, 7);
  const answer = (change: Partial<TestReply>) => {
    const response = tryParseOcsp(reply(change));
    assert.ok(response);
    return answersNonce(response, asked);
  };
  assert.equal(answer({}), 'absent');
  assert.equal(answer({ nonce: octetString(asked) }), 'echoed');
  assert.equal(answer({ nonce: asked }), 'echoed', 'without the OCTET STRING of its own');
  assert.equal(answer({ nonce: octetString(Buffer.alloc(32, 8)) }), 'different');
});

test('a request carries the nonce and the digest that it was given', () => {
  assert.ok(LEAF);
  const [leaf, root] = [parseCertificate(LEAF.der), parseCertificate(ROOT.der)];
  const nonce = Buffer.alloc(32, 9);
  const request = Buffer.from(buildOcspRequest(leaf, root, { nonce, digest: 'sha256' }));
  assert.ok(request.includes(Buffer.from(octetString(nonce))));
  assert.ok(request.includes(Buffer.from(digestByName('sha256').of(ROOT.name))));
  assert.ok(!request.includes(Buffer.from(digestByName('sha1').of(ROOT.name))));
});

test('a positive statement counts for the certificate that it has the digest of', () => {
  const hashOf = (certificate: TestCertificate) =>
    extension(
      CERT_HASH,
      false,
      sequence(
        sequence(objectIdentifier(digestByName('sha256').oid), nullValue()),
        octetString(digestByName('sha256').of(certificate.der)),
      ),
    );
  assert.ok(LEAF);
  const known = stateAt(AT, reply({ singleExtensions: [hashOf(LEAF)] })).statement;
  assert.deepEqual([known?.status, known?.knowsCertificate], ['good', true]);
  assert.equal(stateAt(AT, reply()).statement?.knowsCertificate, false);
  const twin = testCertificate({ subject: 'Leaf', key: testKey(5), issuer: ROOT, serial: 77 });
  assert.equal(stateAt(AT, reply({ singleExtensions: [hashOf(twin)] })).statement, null);
});

test('a single response with an unknown critical extension says nothing, the one beside it does', () => {
  const odd = reply({ singleExtensions: [extension('1.2.3.4', true, nullValue())] });
  assert.equal(stateAt(AT, odd).statement, null);
  assert.equal(stateAt(AT, odd, reply()).statement?.status, 'good');
});

test('what was produced after the instant is not known then', () => {
  const day = 86_400_000;
  const earlier = new Date(AT - day);
  assert.equal(stateAt(AT - day, reply({ thisUpdate: earlier })).statement, null);
  assert.equal(stateAt(AT, reply({ thisUpdate: earlier })).statement?.status, 'good');
  const revoked = reply({ status: revokedAt(new Date(AT - 2 * day)) });
  assert.equal(stateAt(AT - day, revoked).statement, null);
  assert.equal(stateAt(AT, revoked).statement?.status, 'revoked');
});

test('an error response says which error', () => {
  const error = (code: number) => sequence(encode(TAG.enumerated, Uint8Array.of(code)));
  assert.deepEqual(
    [1, 2, 3, 5, 6].map((code) => ocspResponseStatus(error(code))),
    ['malformedRequest', 'internalError', 'tryLater', 'sigRequired', 'unauthorized'],
  );
  assert.equal(ocspResponseStatus(reply()), 'successful');
  assert.equal(ocspResponseStatus(Uint8Array.of(1, 2)), undefined);
});
