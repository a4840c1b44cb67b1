import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import type { Packaging, Product } from '../../model/claim';
import { TamgaError } from '../../model/error';
import { requirePeer } from '../../testing/peers';
import { CMS } from '../cms-attributes';
import { mintState } from '../pki';
import { differences, takeApart } from '../testing-cms';
import { askCms, askToken, type OpenSsl, pem, withOpenSsl, writeAuthorities } from '../testing-openssl';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from '../testing-profile';
import { timeline } from '../timeline';
import { CORE_CASE_IDS } from './core';
import { caseExistsFor, mintCase } from './registry';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const BER_STATE = mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE);
const DOCUMENT = Buffer.from('Test document. Sınaq sənədi. Сынақ құжаты.\n'.repeat(9));
const SUITES = ['rsa-pkcs1-sha256', 'ecdsa-p256-sha256', 'ecdsa-p384-sha384'];
const SHA256 = digestByName('sha256');
const { early } = timeline(TEST_INSTANT);

function cades(packaging: Packaging, suite: string): Product {
  return { format: 'CAdES', level: 'B-T', packaging, suite };
}

function plain(packaging: Packaging, suite: string): Product {
  return { format: 'CMS', level: 'none', packaging, suite };
}

/** Every suite, packaging and format at least once; the whole product costs twice as long and shows no more. */
const PRODUCTS: readonly Product[] = [
  ...SUITES.map((suite) => cades('attached', suite)),
  cades('detached', 'ecdsa-p256-sha256'),
  plain('attached', 'rsa-pkcs1-sha256'),
  plain('detached', 'ecdsa-p384-sha384'),
];

interface Expectation {
  readonly id: string;
  readonly exit: 0 | 4;
  readonly says?: RegExp;
  readonly at?: Date;
  readonly trust?: string;
  readonly options?: readonly string[];
}

const CRL = { trust: 'with-crls.pem', options: ['-crl_check'] } as const;

/** What OpenSSL makes of each case, and next to each refusal that nothing else is wrong. */
// biome-ignore format: one row per question
const EXPECTATIONS: readonly Expectation[] = [
  { id: 'good-forged',         exit: 0 },
  { id: 'good-forged',         exit: 0, ...CRL },
  { id: 'content',             exit: 4, says: /digest failure|verification failure/ },
  { id: 'signature-value',     exit: 4, says: /verification failure|bad signature/ },
  { id: 'signed-attribute',    exit: 4, says: /verification failure|bad signature/ },
  { id: 'revoked',             exit: 4, says: /certificate revoked/, ...CRL },
  { id: 'revoked',             exit: 0 },
  { id: 'expired',             exit: 4, says: /certificate has expired/ },
  { id: 'untrusted',           exit: 4, says: /unable to get (local )?issuer certificate/ },
  { id: 'untrusted',           exit: 0, trust: 'untrusted.pem', options: ['-partial_chain'] },
  // OpenSSL knows no time-stamp attribute: both are refused now and accepted at the time that the token proves.
  { id: 'before-revocation',   exit: 4, says: /certificate revoked/, ...CRL },
  { id: 'before-revocation',   exit: 0 },
  { id: 'before-expiry',       exit: 4, says: /certificate has expired/ },
  { id: 'before-expiry',       exit: 0, at: early.stamped },
  // OpenSSL has no algorithm policy: it cannot see what is wrong with SHA-1.
  { id: 'sha1',                exit: 0 },
];

function put(openssl: OpenSsl, state: typeof STATE, product: Product, expectation: Expectation): void {
  const { id, exit, says = /./, at = TEST_INSTANT, ...rest } = expectation;
  const { signature, content } = mintCase(id, { state, product, document: DOCUMENT });
  const spoken = askCms(openssl, { signature, content, cades: product.format === 'CAdES', at, ...rest });
  const name = `${id} ${Object.values(product).join(' ')}`;
  assert.equal(spoken.exit, exit, `${name}: ${spoken.text}`);
  assert.match(spoken.text, says, name);
}

test('OpenSSL says of every case what it can see, in every format, packaging and suite', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    for (const [state, products] of [
      [STATE, PRODUCTS],
      [BER_STATE, [plain('attached', 'ecdsa-p256-sha256'), plain('detached', 'rsa-pkcs1-sha256')]],
    ] as const) {
      writeAuthorities(openssl, state);
      for (const product of products) {
        const [issuing] = state.signer(product.suite, 'untrusted').chain;
        openssl.write('untrusted.pem', pem(issuing ?? new Uint8Array()));
        for (const expectation of EXPECTATIONS) put(openssl, state, product, expectation);
      }
    }
  });
});

test('OpenSSL refuses the wrong signing certificate under -cades, and without it sees nothing', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, STATE);
    for (const suite of SUITES) {
      const request = { state: STATE, product: cades('attached', suite), document: DOCUMENT };
      const made = mintCase('signing-certificate', request);
      const asked = { ...made, at: TEST_INSTANT };
      assert.equal(askCms(openssl, { ...asked, cades: true }).exit, 4, suite);
      assert.equal(askCms(openssl, { ...asked, cades: false }).exit, 0, suite);
    }
  });
});

test('every time-stamp covers the signature value of its case, with SHA-256', (t) => {
  if (!requirePeer('openssl', t)) return;
  withOpenSsl((openssl) => {
    writeAuthorities(openssl, STATE);
    const product = cades('attached', 'ecdsa-p256-sha256');
    for (const id of CORE_CASE_IDS.filter((one) => caseExistsFor(one, { state: STATE, product }))) {
      const request = { state: STATE, product, document: DOCUMENT };
      const { token, signatureValue } = takeApart(mintCase(id, request).signature);
      assert.ok(token);
      const { text } = askToken(openssl, token, SHA256.of(signatureValue), TEST_INSTANT);
      assert.match(text, /Verification: OK/, `${id}: ${text}`);
    }
  });
});

function pair(id: string, product: Product) {
  const request = { state: STATE, product, document: DOCUMENT };
  return { twin: mintCase('good-forged', request), made: mintCase(id, request) };
}

test('content differs from its twin in one byte, inside the signature or beside it', () => {
  for (const suite of SUITES) {
    const attached = pair('content', cades('attached', suite));
    assert.equal(differences(attached.made.signature, attached.twin.signature), 1);
    const detached = pair('content', cades('detached', suite));
    assert.deepEqual(detached.made.signature, detached.twin.signature);
    assert.equal(differences(detached.made.content ?? new Uint8Array(), DOCUMENT), 1);
  }
});

test('signed-attribute differs from its twin in the last digit of the claimed second', () => {
  for (const suite of SUITES) {
    const { twin, made } = pair('signed-attribute', cades('attached', suite));
    assert.equal(differences(made.signature, twin.signature), 1);
    const [before, after] = [twin, made].map(({ signature }) =>
      takeApart(signature).signed.get(CMS.signingTime),
    );
    assert.match(Buffer.from(before ?? []).toString(), /260901110000Z$/);
    assert.match(Buffer.from(after ?? []).toString(), /260901110001Z$/);
  }
});

test('signature-value differs in the value alone, which stays well formed', () => {
  for (const suite of SUITES) {
    const { twin, made } = pair('signature-value', cades('attached', suite));
    const [before, after] = [takeApart(twin.signature), takeApart(made.signature)];
    assert.deepEqual(after.signed, before.signed);
    const [was, is] = [before.signatureValue, after.signatureValue].map((value) => Buffer.from(value));
    assert.ok(was && is && is.length === was.length);
    assert.equal(BigInt(`0x${is.toString('hex')}`), BigInt(`0x${was.toString('hex')}`) + 1n, suite);
  }
});

test('signing-certificate names another certificate, which is not embedded', () => {
  const suite = 'ecdsa-p256-sha256';
  const { twin, made } = pair('signing-certificate', cades('attached', suite));
  const { signed, certificates } = takeApart(made.signature);
  const [good, other] = [STATE.signer(suite), STATE.signer(suite, 'other')];
  const named = Buffer.from(signed.get(CMS.signingCertificateV2) ?? []);
  const [ofOther, ofGood] = [other, good].map(({ certificate }) => Buffer.from(SHA256.of(certificate)));
  assert.ok(ofOther && named.includes(ofOther) && ofGood && !named.includes(ofGood));
  assert.notDeepEqual(good.key.spki, other.key.spki);
  assert.deepEqual(certificates, takeApart(twin.signature).certificates);
});

test('sha1 touches digest and signature of the SignerInfo, not the certificate binding', () => {
  for (const suite of SUITES) {
    const { made } = pair('sha1', cades('attached', suite));
    const { digestOid, signed, certificates } = takeApart(made.signature);
    assert.equal(digestOid, digestByName('sha1').oid);
    assert.equal(signed.get(CMS.messageDigest)?.length, 22);
    const hash = Buffer.from(SHA256.of(STATE.signer(suite).certificate));
    assert.ok(Buffer.from(signed.get(CMS.signingCertificateV2) ?? []).includes(hash));
    assert.ok(certificates.length === 2);
  }
});

const REFUSED: readonly (readonly [string, Product])[] = [
  ['no-such-case', cades('attached', 'ecdsa-p256-sha256')],
  ['good-forged', { ...cades('attached', 'ecdsa-p256-sha256'), level: 'none' }],
  ['good-forged', { ...cades('attached', 'ecdsa-p256-sha256'), format: 'PAdES' }],
  ['signing-certificate', plain('attached', 'ecdsa-p256-sha256')],
  ['sha1', cades('attached', 'kz-gost2015-512-streebog512')],
  ['sha1', cades('attached', 'ed25519')],
];

test('a case that does not exist for a product is an error with its code', () => {
  for (const [id, product] of REFUSED) {
    assert.throws(
      () => mintCase(id, { state: STATE, product, document: DOCUMENT }),
      (thrown) => thrown instanceof TamgaError && thrown.code === 'TAMGA-E-MINT',
      id,
    );
  }
  const product = cades('attached', 'ecdsa-p256-sha256');
  assert.throws(
    () => mintCase('content', { state: STATE, product, document: Buffer.alloc(0) }),
    /no byte to change/,
  );
});
