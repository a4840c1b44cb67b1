import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import test from 'node:test';
import { TamgaError } from '../model/error';
import { requirePeer } from '../testing/peers';
import { type ForgedState, SIGNER_ROLES } from './forged';
import { mintKeyPair } from './keys';
import { encodeName } from './names';
import { mintState } from './pki';
import { knownSuite } from './signing';
import { epoch, type OpenSsl, pem, type Spoken, withOpenSsl, writeAuthorities } from './testing-openssl';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';

const SUITE = 'ecdsa-p256-sha256';
const DAY = 24 * 3600 * 1000;

const STATES = [
  mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE),
  mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE),
];

function verify(openssl: OpenSsl, certificate: Uint8Array, at: Date, ...options: string[]): Spoken {
  return openssl.run(
    ...['verify', '-x509_strict', '-CAfile', 'with-crls.pem', '-no-CApath', '-no-CAstore'],
    ...['-attime', epoch(at), ...options, openssl.write('subject.pem', pem(certificate))],
  );
}

test('OpenSSL builds every chain under -x509_strict, with the CRLs of both authorities', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      const subjects: readonly (readonly [string, Uint8Array, string])[] = [
        ['time-stamping', state.timeStamping.certificate, 'timestampsign'],
        ['ocsp', state.ocsp.certificate, 'ocsphelper'],
        ['issuing', state.issuing.certificate, 'any'],
        ['good', state.signer(SUITE).certificate, 'any'],
        ['good RSA', state.signer('rsa-pkcs1-sha256').certificate, 'any'],
        ['other', state.signer(SUITE, 'other').certificate, 'any'],
      ];
      for (const [name, certificate, purpose] of subjects) {
        const spoken = verify(openssl, certificate, TEST_INSTANT, '-crl_check_all', '-purpose', purpose);
        assert.equal(spoken.exit, 0, `${state.code} ${name}: ${spoken.text}`);
      }
    }
  });
});

const REFUSALS = [
  { role: 'revoked', says: /certificate revoked/ },
  { role: 'expired', says: /certificate has expired/ },
  { role: 'before-expiry', says: /certificate has expired/ },
  { role: 'untrusted', says: /unable to get (local )?issuer certificate/ },
] as const;

test('OpenSSL refuses the other roles for the reason that they are named by', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      for (const { role, says } of REFUSALS) {
        const spoken = verify(openssl, state.signer(SUITE, role).certificate, TEST_INSTANT, '-crl_check');
        assert.notEqual(spoken.exit, 0, `${state.code} ${role}`);
        assert.match(spoken.text, says, `${state.code} ${role}`);
      }
    }
  });
});

test('revoked and expired certificates were good before, so nothing else is wrong with them', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      const good = [
        ['revoked', TEST_INSTANT.getTime()],
        ['expired', TEST_INSTANT.getTime() - 401 * DAY],
        ['before-expiry', TEST_INSTANT.getTime() - 60 * DAY],
      ] as const;
      for (const [role, at] of good) {
        const spoken = verify(openssl, state.signer(SUITE, role).certificate, new Date(at));
        assert.equal(spoken.exit, 0, `${state.code} ${role}: ${spoken.text}`);
      }
    }
  });
});

function certificates(state: ForgedState): readonly X509Certificate[] {
  const signers = SIGNER_ROLES.map((role) => state.signer(SUITE, role));
  return [state.root, state.issuing, state.timeStamping, state.ocsp, ...signers]
    .flatMap(({ certificate, chain }) => [certificate, ...chain])
    .map((der) => new X509Certificate(der));
}

test('every certificate carries the mark of test material', () => {
  const unmarked = { ...TEST_PROFILE, signer: [{ type: 'CN', value: 'NOBODY' }] };
  const all = [...STATES, mintState('tamga', TEST_INSTANT, 'KG', unmarked)].flatMap(certificates);
  for (const { subject } of all) assert.match(subject, /^OU?=.*TAMGA TEST/m, subject);
});

test('serial numbers are unique under one issuer and equal those that CRL and OCSP know', () => {
  for (const state of STATES) {
    const serials = state.issued.map(({ serial }) => serial);
    assert.equal(new Set(serials).size, serials.length);
    const issued = [state.timeStamping, state.ocsp];
    const roles = SIGNER_ROLES.filter((role) => role !== 'untrusted');
    for (const { certificate } of [...issued, ...roles.map((role) => state.signer(SUITE, role))]) {
      const { serialNumber, validTo } = new X509Certificate(certificate);
      const known = state.issued.find(({ serial }) => serial === BigInt(`0x${serialNumber}`));
      assert.equal(known?.notAfter.getTime(), Date.parse(validTo));
    }
  }
});

test('the untrusted chain shares neither name nor key with the trusted one', () => {
  for (const state of STATES) {
    const [untrusted, issuing] = state
      .signer(SUITE, 'untrusted')
      .chain.map((der) => new X509Certificate(der));
    const trusted = new X509Certificate(state.issuing.certificate);
    assert.ok(untrusted && issuing === undefined);
    assert.match(untrusted.subject, /UNTRUSTED/);
    assert.notEqual(untrusted.subject, trusted.subject);
    assert.notEqual(untrusted.issuer, trusted.issuer);
    assert.ok(!untrusted.publicKey.equals(trusted.publicKey));
  }
});

test('pointers name the sandbox host of the state, whatever its port', () => {
  const { infoAccess } = new X509Certificate(STATES[0]?.signer(SUITE).certificate ?? new Uint8Array());
  assert.match(infoAccess ?? '', /CA Issuers - URI:http:\/\/pki\.kz\.tamga\.test\/pki\/issuing\.cer/);
  assert.match(infoAccess ?? '', /OCSP - URI:http:\/\/pki\.kz\.tamga\.test\/pki\/ocsp/);
});

test('a national attribute keeps its dotted OID and its place', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    openssl.write('signer.pem', pem(STATES[0]?.signer(SUITE).certificate ?? new Uint8Array()));
    const { text } = openssl.run(
      'x509',
      '-in',
      'signer.pem',
      '-noout',
      '-text',
      '-nameopt',
      'RFC2253,-esc_msb,utf8',
    );
    assert.match(
      text,
      /OU=TAMGA TEST,1\.2\.860\.3\.16\.1\.2=.*,C=KZ,serialNumber=IIN0{12},SN=ТЕСТОВ,CN=ТЕСТОВ ТЕСТ/,
    );
    assert.match(text, /Key Usage: critical\s+Digital Signature, Non Repudiation/);
    assert.match(text, /Policy: 1\.2\.398\.3\.3\.2\.3/);
    assert.match(text, /qcStatements/);
  });
});

test('an attribute type that nobody knows is an error with its code', () => {
  assert.throws(
    () => encodeName([{ type: 'XX', value: 'x' }]),
    (thrown) => thrown instanceof TamgaError && thrown.code === 'TAMGA-E-MINT',
  );
});

test('RSA keys have the size and exponent of the suite, and each label its own', () => {
  const kind = knownSuite('rsa-pkcs1-sha256');
  const [a, b] = ['a', 'b'].map((label) => mintKeyPair('tamga', label, kind));
  assert.ok(a?.kind === 'node');
  assert.deepEqual(a.privateKey.asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65537n });
  assert.notDeepEqual(a?.spki, b?.spki);
});

test('OpenSSL finds nothing wrong with a seeded RSA key', (t) => {
  if (!requirePeer('openssl', t)) return;
  const key = mintKeyPair('tamga', 'a', knownSuite('rsa-pkcs1-sha256'));
  assert.ok(key.kind === 'node');
  withOpenSsl((openssl) => {
    openssl.write('key.pem', key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    assert.match(openssl.run('pkey', '-in', 'key.pem', '-check', '-noout').text, /Key is valid/);
  });
});
