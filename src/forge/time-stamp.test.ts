import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import { requirePeer } from '../testing/peers';
import { encode, integer, octets, oid, sequence } from './asn1';
import { mintState } from './pki';
import { askToken, epoch, withOpenSsl, writeAuthorities } from './testing-openssl';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { timeStampReply, timeStampToken } from './time-stamp';

const STATES = [
  mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE),
  mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE),
];
const [KZ = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE)] = STATES;

test('OpenSSL asks for time-stamps and verifies the replies against its own queries', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    openssl.write('document', 'a test document');
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      for (const digest of ['-sha1', '-sha256', '-sha512']) {
        for (const options of [
          ['-cert'],
          ['-cert', '-no_nonce'],
          ['-cert', '-tspolicy', '1.2.398.3.3.2.6.4'],
        ]) {
          openssl.run('ts', '-query', '-data', 'document', digest, ...options, '-out', 'query.tsq');
          openssl.write('reply.tsr', timeStampReply(state, openssl.read('query.tsq')));
          const { text } = openssl.run(
            ...[
              'ts',
              '-verify',
              '-in',
              'reply.tsr',
              '-queryfile',
              'query.tsq',
              '-attime',
              epoch(TEST_INSTANT),
            ],
            ...['-CAfile', 'root.pem', '-untrusted', 'issuing.pem'],
          );
          assert.match(text, /Verification: OK/, `${state.code} ${digest} ${options}: ${text}`);
        }
      }
    }
  });
});

test('the certificate comes only when it is asked for', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    openssl.write('document', 'a test document');
    const sizes = [['-cert'], []].map((options) => {
      openssl.run(
        'ts',
        '-query',
        '-data',
        'document',
        '-sha256',
        '-no_nonce',
        ...options,
        '-out',
        'query.tsq',
      );
      return timeStampReply(KZ, openssl.read('query.tsq'));
    });
    const certificate = Buffer.from(KZ.timeStamping.certificate);
    assert.deepEqual(
      sizes.map((reply) => Buffer.from(reply).includes(certificate)),
      [true, false],
    );
  });
});

test('a token says its time, policy and nonce, and is refused over another imprint', (t) => {
  if (!requirePeer('openssl', t)) return;
  const sha256 = digestByName('sha256');
  const imprint = sha256.of(Buffer.from('a test document'));
  const time = new Date('2026-07-03T12:00:05Z');
  const token = timeStampToken(KZ, { digestOid: sha256.oid, imprint, time, nonce: 258n });
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, KZ);
    assert.match(askToken(openssl, token, imprint, TEST_INSTANT).text, /Verification: OK/);
    const { text } = openssl.run('ts', '-reply', '-token_in', '-in', 'token.der', '-token_out', '-text');
    assert.match(text, /Time stamp: Jul {2}3 12:00:05 2026 GMT/);
    assert.match(text, /Policy OID: 1\.2\.398\.3\.3\.2\.6\.4/);
    assert.match(text, /Nonce: 0x0102/);
    const wrong = askToken(openssl, token, sha256.of(Buffer.from('another')), TEST_INSTANT);
    assert.match(wrong.text, /Verification: FAILED/);
  });
});

test('serial numbers follow seed, imprint and time', () => {
  const request = { digestOid: digestByName('sha256').oid, imprint: Buffer.alloc(32), time: TEST_INSTANT };
  assert.deepEqual(timeStampToken(KZ, request), timeStampToken(KZ, request));
  const later = { ...request, time: new Date(TEST_INSTANT.getTime() + 1000) };
  assert.notDeepEqual(timeStampToken(KZ, request), timeStampToken(KZ, later));
});

const REJECTIONS = [
  { what: 'bytes that are no request', request: Buffer.from('hello'), says: /wrong format/ },
  {
    what: 'a digest that nobody knows',
    request: encode(sequence(integer(1n), sequence(sequence(oid('1.2.3.4')), octets(Buffer.alloc(32))))),
    says: /unrecognized or unsupported algorithm/,
  },
] as const;

test('a request that it cannot serve is rejected with the reason', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const { what, request, says } of REJECTIONS) {
      openssl.write('reply.tsr', timeStampReply(KZ, request));
      const { text } = openssl.run('ts', '-reply', '-in', 'reply.tsr', '-text');
      assert.match(text, /Status: Rejected\./, `${what}: ${text}`);
      assert.match(text, says, what);
    }
    openssl.write('document', 'a test document');
    openssl.run('ts', '-query', '-data', 'document', '-sha256', '-tspolicy', '1.2.3.4', '-out', 'query.tsq');
    openssl.write('reply.tsr', timeStampReply(KZ, openssl.read('query.tsq')));
    assert.match(openssl.run('ts', '-reply', '-in', 'reply.tsr', '-text').text, /policy is not supported/);
  });
});
