import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import type { Level, Product } from '../model/claim';
import { TamgaError } from '../model/error';
import { requirePeer } from '../testing/peers';
import { assemble, signCms } from './cms';
import { CMS, signedAttributes } from './cms-attributes';
import type { ForgedState } from './forged';
import { mintState } from './pki';
import { signProduct } from './product';
import { signWith } from './signing';
import { takeApart } from './testing-cms';
import { askCms, askToken, type OpenSsl, withOpenSsl, writeAuthorities } from './testing-openssl';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { timeline } from './timeline';

const SUITES = ['rsa-pkcs1-sha256', 'ecdsa-p256-sha256', 'ecdsa-p384-sha384', 'ecdsa-p521-sha512'];
const PACKAGINGS = ['attached', 'detached'] as const;
const DOCUMENT = Buffer.from('Test document. Sınaq sənədi. Сынақ құжаты.\r\n'.repeat(60));

const STATES = [
  mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE),
  mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE),
];

function sign(state: ForgedState, product: Product, document: Uint8Array = DOCUMENT) {
  return signProduct({
    state,
    product,
    document,
    identity: state.signer(product.suite),
    times: timeline(TEST_INSTANT).recent,
  });
}

function verifies(openssl: OpenSsl, state: ForgedState, product: Product): void {
  const { signature, content } = sign(state, product);
  const cades = product.format === 'CAdES';
  const name = `${state.code} ${Object.values(product).join(' ')}`;
  const spoken = askCms(openssl, { signature, content, cades, at: TEST_INSTANT });
  assert.equal(spoken.exit, 0, `${name}: ${spoken.text}`);
  assert.deepEqual(new Uint8Array(openssl.read('verified-content')), new Uint8Array(DOCUMENT), name);

  const { token, signatureValue } = takeApart(signature);
  assert.equal(token !== null, product.level !== 'B-B', name);
  if (token === null) return;
  const judged = askToken(openssl, token, digestByName('sha256').of(signatureValue), TEST_INSTANT);
  assert.match(judged.text, /Verification: OK/, `${name}: ${judged.text}`);
}

test('OpenSSL verifies every suite, level and packaging, and the time-stamp over the signature value', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      for (const suite of SUITES) {
        for (const packaging of PACKAGINGS) {
          const levels: readonly Level[] = ['B-B', 'B-T'];
          for (const level of levels) verifies(openssl, state, { format: 'CAdES', level, packaging, suite });
          verifies(openssl, state, { format: 'CMS', level: 'none', packaging, suite });
        }
      }
    }
  });
});

test('plain CMS has no attribute that names the certificate, and OpenSSL misses it under -cades', (t) => {
  if (!requirePeer('openssl', t)) return;
  const [state] = STATES;
  assert.ok(state);
  const product = { format: 'CMS', level: 'none', packaging: 'attached', suite: SUITES[1] ?? '' } as const;
  const { signature } = sign(state, product);
  assert.deepEqual(
    [...takeApart(signature).signed.keys()].sort(),
    [CMS.contentType, CMS.messageDigest, CMS.signingTime].sort(),
  );
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, state);
    const spoken = askCms(openssl, { signature, content: null, cades: true, at: TEST_INSTANT });
    assert.equal(spoken.exit, 4, spoken.text);
  });
});

test('only a state with indefiniteLength wraps its own product so, with content in chunks', () => {
  const own = { format: 'CMS', level: 'none', packaging: 'attached', suite: 'ecdsa-p256-sha256' } as const;
  const [definite, indefinite] = STATES.map((state) => Buffer.from(sign(state, own).signature));
  assert.match(indefinite?.toString('base64') ?? '', /^MIAGCSqGSIb3DQEHAqCAMIA/);
  assert.doesNotMatch(definite?.toString('base64') ?? '', /^MIA/);
  assert.ok(!indefinite?.includes(DOCUMENT) && definite?.includes(DOCUMENT));
  const cades = { ...own, format: 'CAdES', level: 'B-T' } as const;
  for (const state of STATES) assert.notEqual(sign(state, cades).signature[1], 0x80);
});

test('documents of no byte, one byte and many chunks survive', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const state of STATES) {
      writeAuthorities(openssl, state);
      for (const length of [0, 1, 999, 70_000]) {
        const document = Buffer.alloc(length, 'x');
        const product = {
          format: 'CMS',
          level: 'none',
          packaging: 'attached',
          suite: SUITES[1] ?? '',
        } as const;
        const { signature } = sign(state, product, document);
        const spoken = askCms(openssl, { signature, content: null, cades: false, at: TEST_INSTANT });
        assert.equal(spoken.exit, 0, `${state.code}, ${length} bytes: ${spoken.text}`);
        assert.equal(openssl.read('verified-content').length, length);
      }
    }
  });
});

test('signing in two steps gives the bytes of signing in one', () => {
  const [state] = STATES;
  assert.ok(state);
  const identity = state.signer('ecdsa-p256-sha256');
  const { suite, certificate, chain, key } = identity;
  const signingTime = TEST_INSTANT;
  const attributes = signedAttributes({
    suite,
    content: DOCUMENT,
    signingTime,
    signingCertificate: certificate,
  });
  assert.equal(attributes[0], 0x31, 'what is signed is a SET OF');
  const twoSteps = assemble({
    suite,
    signedAttributes: attributes,
    signatureValue: signWith(suite, key, attributes),
    signer: certificate,
    certificates: [certificate, ...chain],
    content: DOCUMENT,
  });
  const oneStep = signCms({
    identity,
    content: DOCUMENT,
    packaging: 'attached',
    signingTime,
    namesCertificate: true,
  });
  assert.deepEqual(twoSteps, oneStep);
});

test('a product that the forge does not make is an error with its code', () => {
  const [state] = STATES;
  assert.ok(state);
  const product = { format: 'XAdES', level: 'B-B', packaging: 'attached', suite: SUITES[1] ?? '' } as const;
  assert.throws(
    () => sign(state, product),
    (thrown) => thrown instanceof TamgaError && thrown.code === 'TAMGA-E-MINT',
  );
});
