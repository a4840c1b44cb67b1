import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { mintCase } from './cases/registry';
import type { ForgedState } from './forged';
import { pkcs12 } from './pkcs12';
import { mintState } from './pki';
import { crl } from './revocation';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';

const DOCUMENT = Buffer.from('a test document');

function everything(state: ForgedState): ReadonlyMap<string, string> {
  const product = { format: 'CAdES', level: 'B-T', packaging: 'attached' } as const;
  const signature = (id: string, suite: string): Uint8Array =>
    mintCase(id, { state, product: { ...product, suite }, document: DOCUMENT }).signature;
  const made: readonly (readonly [string, Uint8Array])[] = [
    ['root', state.root.certificate],
    ['issuing', state.issuing.certificate],
    ['time-stamping', state.timeStamping.certificate],
    ['ocsp', state.ocsp.certificate],
    ['signer', state.signer('ecdsa-p256-sha256').certificate],
    ['other', state.signer('ecdsa-p256-sha256', 'other').certificate],
    ['untrusted', state.signer('ecdsa-p256-sha256', 'untrusted').certificate],
    ['root.crl', crl(state, 'root')],
    ['issuing.crl', crl(state, 'issuing')],
    ['p12', pkcs12(state, 'ecdsa-p256-sha256')],
    ['good-forged P-256', signature('good-forged', 'ecdsa-p256-sha256')],
    ['good-forged P-384', signature('good-forged', 'ecdsa-p384-sha384')],
    ['good-forged RSA', signature('good-forged', 'rsa-pkcs1-sha256')],
    ['signature-value', signature('signature-value', 'ecdsa-p256-sha256')],
  ];
  return new Map(made.map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]));
}

test('the same seed, instant and profile give the same bytes', () => {
  const twice = [1, 2].map(() => everything(mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE)));
  assert.deepEqual(twice[0], twice[1]);
});

test('another seed, state, instant or profile gives other bytes everywhere', () => {
  const first = everything(mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE));
  const later = new Date(TEST_INSTANT.getTime() + 1000);
  const others: readonly (readonly [string, ForgedState])[] = [
    ['seed', mintState('another', TEST_INSTANT, 'KZ', TEST_PROFILE)],
    ['state', mintState('tamga', TEST_INSTANT, 'TR', TEST_PROFILE)],
    ['instant', mintState('tamga', later, 'KZ', TEST_PROFILE)],
    ['profile', mintState('tamga', TEST_INSTANT, 'KZ', RSA_TEST_PROFILE)],
  ];
  for (const [what, state] of others) {
    const made = everything(state);
    for (const [name, digest] of first) {
      assert.notEqual(made.get(name), digest, `another ${what}, the same ${name}`);
    }
  }
});

test('minting one thing does not change another', () => {
  const warm = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
  warm.signer('rsa-pkcs1-sha256', 'expired');
  const cold = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
  const suite = 'ecdsa-p256-sha256';
  assert.deepEqual(warm.signer(suite).certificate, cold.signer(suite).certificate);
  assert.equal(warm.signer(suite), warm.signer(suite), 'an identity is minted once');
});

test('a fraction of a second changes nothing', () => {
  const fraction = new Date(TEST_INSTANT.getTime() + 999);
  const [a, b] = [TEST_INSTANT, fraction].map((at) => mintState('tamga', at, 'KZ', TEST_PROFILE));
  assert.deepEqual(a?.signer('ecdsa-p256-sha256').certificate, b?.signer('ecdsa-p256-sha256').certificate);
});
