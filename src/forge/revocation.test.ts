import assert from 'node:assert/strict';
import test from 'node:test';
import { requirePeer } from '../testing/peers';
import type { SignerRole } from './forged';
import { mintState } from './pki';
import { crl, ocspReply } from './revocation';
import { epoch, type OpenSsl, pem, type Spoken, withOpenSsl, writeAuthorities } from './testing-openssl';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';

const SUITE = 'ecdsa-p256-sha256';
const STATES = [
  mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE),
  mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE),
];

/** OpenSSL asks, the forge answers, OpenSSL reads: its exit code says nothing, its text does. */
function ask(openssl: OpenSsl, state: (typeof STATES)[number], certificate: Uint8Array, ...how: string[]) {
  openssl.write('subject.pem', pem(certificate));
  openssl.run(
    ...['ocsp', '-issuer', 'issuing.pem', ...how, '-cert', 'subject.pem', '-no_nonce'],
    ...['-reqout', 'request.der'],
  );
  openssl.write('response.der', ocspReply(state, openssl.read('request.der')));
  return readResponse(openssl, ...how, '-cert', 'subject.pem');
}

function readResponse(openssl: OpenSsl, ...subject: string[]): Spoken {
  return openssl.run(
    ...['ocsp', '-respin', 'response.der', '-issuer', 'issuing.pem', ...subject, '-no_nonce'],
    ...['-CAfile', 'root.pem', '-no-CApath', '-no-CAstore', '-attime', epoch(TEST_INSTANT)],
    // OpenSSL compares the update times with the system clock, which -attime does not move.
    ...['-validity_period', '3000000000'],
  );
}

const STATUSES: readonly (readonly [SignerRole, RegExp])[] = [
  ['good', /subject\.pem: good/],
  ['other', /subject\.pem: good/],
  ['before-expiry', /subject\.pem: good/],
  [
    'revoked',
    /subject\.pem: revoked[\s\S]*Reason: superseded[\s\S]*Revocation Time: Aug {2}2 12:00:00 2026 GMT/,
  ],
];

test('the responder says good and revoked, by SHA-1 and SHA-256 identifiers', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      for (const [role, says] of STATUSES) {
        for (const digest of ['-sha1', '-sha256']) {
          const spoken = ask(openssl, state, state.signer(SUITE, role).certificate, digest);
          assert.match(spoken.text, /Response verify OK/, `${state.code} ${role}: ${spoken.text}`);
          assert.match(spoken.text, says, `${state.code} ${role} ${digest}`);
        }
      }
      const authority = ask(openssl, state, state.timeStamping.certificate);
      assert.match(authority.text, /subject\.pem: good/);
    }
  });
});

test('it answers unauthorized for what it has forgotten and for what another CA issued', (t) => {
  if (!requirePeer('openssl', t)) return;
  const [kz, uz] = STATES;
  assert.ok(kz && uz);
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, kz);
    const expired = ask(openssl, kz, kz.signer(SUITE, 'expired').certificate);
    assert.match(expired.text, /Responder Error: unauthorized \(6\)/);
    const foreign = ask(openssl, uz, kz.signer(SUITE).certificate);
    assert.match(foreign.text, /Responder Error: unauthorized \(6\)/);
  });
});

test('a serial number that was never issued is unknown', (t) => {
  if (!requirePeer('openssl', t)) return;
  const [kz] = STATES;
  assert.ok(kz);
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, kz);
    const subject = ['-serial', '0x1234'];
    openssl.run('ocsp', '-issuer', 'issuing.pem', ...subject, '-no_nonce', '-reqout', 'request.der');
    openssl.write('response.der', ocspReply(kz, openssl.read('request.der')));
    assert.match(readResponse(openssl, ...subject).text, /0x1234: unknown/);
  });
});

test('it echoes the nonce, and states its archive cutoff', (t) => {
  if (!requirePeer('openssl', t)) return;
  const [kz] = STATES;
  assert.ok(kz);
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, kz);
    openssl.write('subject.pem', pem(kz.signer(SUITE).certificate));
    openssl.run('ocsp', '-issuer', 'issuing.pem', '-cert', 'subject.pem', '-reqout', 'request.der');
    openssl.write('response.der', ocspReply(kz, openssl.read('request.der')));
    const { text } = openssl.run(
      ...['ocsp', '-respin', 'response.der', '-reqin', 'request.der', '-resp_text', '-issuer', 'issuing.pem'],
      ...['-CAfile', 'root.pem', '-attime', epoch(TEST_INSTANT)],
    );
    assert.match(text, /Response verify OK/);
    assert.doesNotMatch(text, /Nonce Verify error|no nonce in response/);
    assert.match(text, /OCSP Nonce/);
    assert.match(text, /OCSP Archive Cutoff/);
  });
});

test('what is not a request is malformed', (t) => {
  if (!requirePeer('openssl', t)) return;
  const [kz] = STATES;
  assert.ok(kz);
  withOpenSsl((openssl) => {
    for (const bytes of [
      Buffer.from(''),
      Buffer.from('hello'),
      Buffer.from('3000', 'hex'),
      Buffer.alloc(5000),
    ]) {
      openssl.write('response.der', ocspReply(kz, bytes));
      assert.match(openssl.run('ocsp', '-respin', 'response.der').text, /malformedrequest \(1\)/);
    }
  });
});

test('OpenSSL verifies both CRLs; the issuing one lists every revoked certificate and nothing expired', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      for (const one of ['root', 'issuing'] as const) {
        openssl.write('list.der', crl(state, one));
        const { text } = openssl.run(
          ...['crl', '-inform', 'DER', '-in', 'list.der', '-CAfile', 'with-crls.pem', '-noout', '-text'],
        );
        assert.match(text, /verify OK/);
        assert.match(
          text,
          /Last Update: Sep {2}1 00:00:00 2026 GMT\s+Next Update: Sep {2}8 00:00:00 2026 GMT/,
        );
        const listed = [...text.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, hex]) => BigInt(`0x${hex}`));
        const revoked = state.issued
          .filter(({ revokedAt }) => revokedAt !== null)
          .map(({ serial }) => serial);
        // Each list ends with the one certificate that only cases need.
        assert.deepEqual(listed.slice(0, -1), one === 'root' ? [] : revoked);
        assert.equal(listed.length, new Set(listed).size);
      }
    }
  });
});
