import assert from 'node:assert/strict';
import test from 'node:test';
import { requirePeer } from '../testing/peers';
import { joinMaterial, REVOCATION_SOURCES, signatureMaterial, timeStampMaterial } from './long-term';
import { mintState } from './pki';
import { epoch, type OpenSsl, pem, withOpenSsl, writeAuthorities } from './testing-openssl';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { timeline } from './timeline';

const SUITE = 'ecdsa-p256-sha256';
const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SIGNER = STATE.signer(SUITE, 'revoked');
const { early, revokedAt } = timeline(TEST_INSTANT);

/** Of the only certificate of a file, by the material alone. */
function status(openssl: OpenSsl, response: Uint8Array, certificate: Uint8Array): string {
  openssl.write('response.der', response);
  openssl.write('subject.pem', pem(certificate));
  return openssl.run(
    ...['ocsp', '-respin', 'response.der', '-issuer', 'issuing.pem', '-cert', 'subject.pem', '-no_nonce'],
    ...['-CAfile', 'root.pem', '-no-CApath', '-no-CAstore', '-attime', epoch(TEST_INSTANT)],
    ...['-validity_period', '3000000000'],
  ).text;
}

test('OpenSSL reads what was said before the revocation as good, what was said after it as revoked', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, STATE);
    const rows = [
      [early.stamped, /subject\.pem: good/],
      [new Date(revokedAt.getTime() - 1000), /subject\.pem: good/],
      [revokedAt, /subject\.pem: revoked/],
    ] as const;
    for (const [at, says] of rows) {
      const [response] = signatureMaterial(STATE, SIGNER, { at }).ocspResponses;
      assert.ok(response);
      const text = status(openssl, response, SIGNER.certificate);
      assert.match(text, /Response verify OK/, text);
      assert.match(text, says, at.toISOString());
    }
  });
});

test('OpenSSL verifies the chain by the embedded lists alone, and finds the revocation in the later ones', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const [at, exit] of [
      [early.stamped, 0],
      [revokedAt, 2],
    ] as const) {
      const { crls, certificates } = signatureMaterial(STATE, SIGNER, { at, source: 'crl' });
      openssl.write('crls.pem', crls.map((one) => pem(one, 'X509 CRL')).join(''));
      openssl.write('embedded.pem', certificates.map((one) => pem(one)).join(''));
      openssl.write('root.pem', pem(STATE.root.certificate));
      openssl.write('subject.pem', pem(SIGNER.certificate));
      const { exit: said, text } = openssl.run(
        ...['verify', '-CAfile', 'root.pem', '-no-CApath', '-no-CAstore', '-untrusted', 'embedded.pem'],
        ...['-CRLfile', 'crls.pem', '-crl_check_all', '-attime', epoch(at), 'subject.pem'],
      );
      assert.equal(said, exit, text);
    }
  });
});

test('each source embeds its own kind; what answers for the issuing CA is always the list of the root', () => {
  const counts = REVOCATION_SOURCES.map((source) => {
    const { crls, ocspResponses } = signatureMaterial(STATE, SIGNER, { at: early.stamped, source });
    return [source, crls.length, ocspResponses.length];
  });
  assert.deepEqual(counts, [
    ['ocsp', 1, 2],
    ['crl', 2, 0],
    ['both', 2, 2],
  ]);
});

test('material is deterministic, and joined without repetition', () => {
  const other = mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE);
  const at = early.stamped;
  const whole = signatureMaterial(STATE, SIGNER, { at });
  const authority = timeStampMaterial(STATE, { at });
  assert.deepEqual(signatureMaterial(STATE, SIGNER, { at }), whole);
  assert.deepEqual(joinMaterial(whole, authority), whole);
  const more = joinMaterial(whole, timeStampMaterial(other, { at, withRoot: true }));
  assert.equal(more.certificates.length, whole.certificates.length + 4);
});
