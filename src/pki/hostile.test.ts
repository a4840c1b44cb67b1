/** Input that is made to cost time or memory: bounded by what is counted, so that no clock is needed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { encode, integer, objectIdentifier, sequence, time } from '../encoding/der-writer';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { parseCertificate } from './certificate';
import { parseCrl, tryParseCrl } from './crl';
import { parseOcspResponse } from './ocsp';
import { findPaths } from './path';
import { validatePath } from './path-validation';
import { NO_POLICY_ASKED } from './policy-graph';
import { signed, testCertificate, testKey, testName } from './testing-certificates';
import { GOOD, testReply } from './testing-ocsp';
import { CA_EXTENSIONS, chain, mappings, policies, ROOT } from './testing-paths';

const AT = new Date('2026-09-01T12:00:00Z');

test('policies mapped to each other at every step grow with the certificates, not with their product', () => {
  const all = Array.from({ length: 40 }, (_, number) => `1.2.3.${number + 1}`);
  const everyPair = all.flatMap((one) => all.map((other) => [one, other] as const));
  const adds = [policies(...all), mappings(...everyPair)];
  const made = chain(
    { adds },
    { adds },
    { adds },
    { adds },
    { adds },
    { adds },
    { adds: [policies(...all)] },
  );
  const path = [...made]
    .reverse()
    .concat(ROOT)
    .map(({ der }) => parseCertificate(der));
  const { faults, policies: valid } = validatePath(path, { ...NO_POLICY_ASKED, requireExplicitPolicy: true });
  assert.deepEqual(faults, []);
  assert.deepEqual([...valid].sort(), [...all].sort());
});

test('the one path out of a thousand cross-certificates is found', () => {
  const key = (number: number) => testKey(3000 + number);
  const name = (number: number) => testName(`Bridge ${number}`);
  const pool = Array.from({ length: 32 * 31 }, (_, index) => {
    const [issuer, offset] = [Math.floor(index / 31), index % 31];
    const subject = (issuer + 1 + offset) % 32;
    return testCertificate({
      subject: name(subject),
      key: key(subject),
      issuer: { key: key(issuer), name: name(issuer) },
      serial: index + 1,
      extensions: CA_EXTENSIONS,
    });
  });
  const parsed = pool.map(({ der }) => parseCertificate(der));
  const leaf = testCertificate({ subject: 'Leaf', key: testKey(1), issuer: { key: key(9), name: name(9) } });
  const target = parseCertificate(leaf.der);
  assert.deepEqual(findPaths(target, [parseCertificate(ROOT.der)], parsed).paths, []);
  // Far from the end entity and last of all.
  const door = testCertificate({
    subject: name(20),
    key: key(20),
    issuer: ROOT,
    serial: 5000,
    extensions: CA_EXTENSIONS,
  });
  const { paths } = findPaths(target, [parseCertificate(ROOT.der)], [...parsed, parseCertificate(door.der)]);
  assert.equal(paths[0]?.length, 4);
  assert.ok(paths.length <= 8);
});

/** Entries of four octets of serial number from `first` on, or all of one number. */
function longList(count: number, serialOf: (index: number) => number, tail: Uint8Array): Uint8Array {
  const date = time(AT);
  const entryLength = 2 + 6 + date.length + tail.length;
  const entries = Buffer.alloc(count * entryLength);
  for (let index = 0; index < count; index += 1) {
    const at = index * entryLength;
    entries.set([TAG.sequence, entryLength - 2, TAG.integer, 4], at);
    entries.writeInt32BE(serialOf(index), at + 4);
    entries.set(date, at + 8);
    entries.set(tail, at + 8 + date.length);
  }
  const body = sequence(integer(1), ROOT.key.algorithm, ROOT.name, date, encode(TAG.sequence, entries));
  return signed(body, ROOT.key);
}

const serial = (number: number): Uint8Array => {
  const octets = Buffer.alloc(4);
  octets.writeInt32BE(number);
  return octets;
};

test('a list of two hundred thousand entries is looked up, not spelt out', () => {
  const first = 0x10000000;
  const crl = parseCrl(longList(200_000, (index) => first + index, new Uint8Array(0)));
  assert.equal(crl.entries.count, 200_000);
  for (const number of [first, first + 77_777, first + 199_999]) {
    const found = crl.entries.find(serial(number));
    assert.deepEqual(found, [{ revokedAt: AT.getTime(), reason: 0, invalidityDate: null, issuers: null }]);
  }
  assert.deepEqual(crl.entries.find(serial(first - 1)), []);
});

test('a list of one serial number over and over is indexed, and refused where it is asked', () => {
  const crl = parseCrl(longList(50_000, () => 0x11223344, new Uint8Array(0)));
  assert.equal(crl.entries.find(serial(0x11223344)), 'unreadable');
});

test('an entry that is none makes the list unreadable, wherever it stands', () => {
  const odd = (tail: Uint8Array) => tryParseCrl(longList(3, (index) => 0x10000000 + index, tail));
  assert.ok(odd(new Uint8Array(0)));
  const extensions = sequence(sequence(objectIdentifier('1.2.3'), encode(TAG.octetString)));
  assert.ok(odd(extensions));
  for (const tail of [integer(1), Buffer.concat([extensions, extensions]), extensions.subarray(0, 5)])
    assert.equal(odd(tail), undefined);
});

test('a response of ten thousand single responses is refused by its number', () => {
  const one = testReply({
    signer: ROOT,
    target: ROOT,
    about: ROOT,
    producedAt: AT,
    status: GOOD,
    repeated: 10_000,
  });
  assert.throws(
    () => parseOcspResponse(one),
    (error) => error instanceof TamgaError && error.code === 'TAMGA-E-LIMIT',
  );
  const few = testReply({
    signer: ROOT,
    target: ROOT,
    about: ROOT,
    producedAt: AT,
    status: GOOD,
    repeated: 1000,
  });
  assert.equal(parseOcspResponse(few)?.responses.length, 1000);
});
