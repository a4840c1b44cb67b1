import assert from 'node:assert/strict';
import test from 'node:test';
import * as pkijs from 'pkijs';
import { requireGostEngine } from '../testing/gost-peers';
import { requirePeer } from '../testing/peers';
import { encode } from './asn1';
import { publicKeyBits } from './certificate';
import { openPkcs12, PKCS12_PASSWORD, pkcs12 } from './pkcs12';
import { mintState } from './pki';
import { signWith } from './signing';
import { INTERSTATE, withGostEngine } from './testing-gost';
import { withOpenSsl } from './testing-openssl';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITES = ['rsa-pkcs1-sha256', 'ecdsa-p256-sha256', 'ecdsa-p384-sha384', 'ed25519'];
const NATIONAL = ['kz-gost2004-gost34311', 'kz-gost2015-512-streebog512', 'gost2012-256a-streebog256'];

test('OpenSSL reads the test keys', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const suite of SUITES) {
      openssl.write('key.p12', pkcs12(STATE, suite));
      const pass = `pass:${PKCS12_PASSWORD}`;
      const { exit, text } = openssl.run('pkcs12', '-info', '-in', 'key.p12', '-passin', pass, '-nodes');
      assert.equal(exit, 0, text);
      assert.match(text, /MAC: sha256, Iteration 2048/);
      assert.match(text, new RegExp(`friendlyName: TAMGA TEST KZ ${suite}`));
      assert.equal(text.match(/BEGIN CERTIFICATE/g)?.length, 2);
      assert.match(text, /BEGIN PRIVATE KEY/);
    }
  });
});

test('what was packed is what is opened', () => {
  for (const suite of [...SUITES, ...NATIONAL]) {
    const opened = openPkcs12(pkcs12(STATE, suite), PKCS12_PASSWORD);
    assert.ok(opened.kind === 'opened');
    const { certificate, chain, key } = STATE.signer(suite);
    assert.deepEqual(Buffer.from(opened.certificate), Buffer.from(certificate));
    assert.deepEqual(opened.chain.map(Buffer.from), chain.map(Buffer.from));
    assert.deepEqual(Buffer.from(opened.key.spki), Buffer.from(key.spki));
    const data = Buffer.from('Simulated test data');
    assert.deepEqual(signWith(suite, opened.key, data), signWith(suite, key, data));
  }
});

test('the GOST engine of OpenSSL reads the test keys that it has an identifier for', (t) => {
  if (!requireGostEngine(t)) return;
  withGostEngine((openssl) => {
    for (const suite of INTERSTATE) {
      openssl.write('key.p12', pkcs12(STATE, suite));
      const pass = `pass:${PKCS12_PASSWORD}`;
      openssl.run('pkcs12', '-in', 'key.p12', '-passin', pass, '-nodes', '-nocerts', '-out', 'key.pem');
      const { exit, text } = openssl.run(
        'pkey',
        '-in',
        'key.pem',
        '-pubout',
        '-outform',
        'DER',
        '-out',
        'spki',
      );
      assert.equal(exit, 0, text);
      const points = [openssl.read('spki'), STATE.signer(suite).key.spki].map((one) =>
        Buffer.from(publicKeyBits(one)),
      );
      assert.deepEqual(points[0], points[1], suite);
    }
  });
});

test('a file that OpenSSL packed is opened, too', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    openssl.write('key.p12', pkcs12(STATE, 'ecdsa-p256-sha256'));
    openssl.run(
      'pkcs12',
      '-in',
      'key.p12',
      '-passin',
      `pass:${PKCS12_PASSWORD}`,
      '-nodes',
      '-out',
      'key.pem',
    );
    for (const mac of ['sha1', 'sha256', 'sha512']) {
      const how = ['-macalg', mac, '-passout', 'pass:пароль ş', '-out', 'theirs.p12'];
      openssl.run('pkcs12', '-export', '-in', 'key.pem', ...how);
      const opened = openPkcs12(openssl.read('theirs.p12'), 'пароль ş');
      assert.equal(opened.kind, 'opened', `${mac}: ${'reason' in opened ? opened.reason : ''}`);
    }
  });
});

test('a wrong password and an unreadable file are told apart', () => {
  const file = pkcs12(STATE, 'ecdsa-p256-sha256');
  assert.equal(openPkcs12(file, 'wrong').kind, 'wrong-password');
  assert.equal(openPkcs12(file, '').kind, 'wrong-password');
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('hello'),
    file.subarray(0, 200),
    Buffer.alloc(2_000_000),
  ]) {
    assert.equal(openPkcs12(bytes, PKCS12_PASSWORD).kind, 'unreadable');
  }
});

test('an iteration count that would hash for hours is refused at once', () => {
  const pfx = pkijs.PFX.fromBER(pkcs12(STATE, 'ecdsa-p256-sha256'));
  assert.ok(pfx.macData);
  pfx.macData.iterations = 0x7fffff;
  const opened = openPkcs12(encode(pfx.toSchema()), PKCS12_PASSWORD);
  assert.equal(opened.kind, 'unreadable');
  assert.match('reason' in opened ? opened.reason : '', /8388607 iterations/);
});
