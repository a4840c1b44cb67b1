import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../crypto/digests';
import type { Product } from '../model/claim';
import { CORE_CASE_IDS } from './cases/core';
import { caseExistsFor, mintCase } from './cases/registry';
import { mintState } from './pki';
import { secondOpinion } from './second-opinion';
import { RSA_TEST_PROFILE, TEST_INSTANT } from './testing-profile';
import { timeStampToken } from './time-stamp';

const STATE = mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE);
const DOCUMENT = Buffer.from('a test document');
const SUITES = ['rsa-pkcs1-sha256', 'ecdsa-p256-sha256', 'ecdsa-p384-sha384'];

/** Cases whose mathematics is broken; in the others it is right and something else is wrong. */
const BROKEN = ['content', 'signature-value', 'signed-attribute'];

const PRODUCTS: readonly Omit<Product, 'suite'>[] = [
  { format: 'CAdES', level: 'B-T', packaging: 'attached' },
  { format: 'CAdES', level: 'B-T', packaging: 'detached' },
  // BER with indefinite lengths, as the profile says.
  { format: 'CMS', level: 'none', packaging: 'attached' },
  { format: 'CMS', level: 'none', packaging: 'detached' },
];

test('pkijs agrees on the mathematics of every case, product and suite, BER included', async () => {
  for (const layout of PRODUCTS) {
    for (const suite of SUITES) {
      for (const id of CORE_CASE_IDS) {
        const product = { ...layout, suite };
        if (!caseExistsFor(id, { state: STATE, product })) continue;
        const made = mintCase(id, { state: STATE, product, document: DOCUMENT });
        const expected = BROKEN.includes(id) ? 'broken' : 'intact';
        assert.equal(
          await secondOpinion(made.signature, made.content),
          expected,
          `${id} ${Object.values(product)}`,
        );
      }
    }
  }
});

test('it has no opinion on algorithms that pkijs does not know, rather than ours once more', async () => {
  for (const suite of ['kz-gost2004-gost34311', 'gost2012-512a-streebog512', 'ed25519']) {
    const product = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite } as const;
    for (const id of ['good-forged', 'content', 'signature-value']) {
      const made = mintCase(id, { state: STATE, product, document: DOCUMENT });
      const opinion = await secondOpinion(made.signature, made.content);
      assert.equal(
        opinion,
        id === 'content' && suite === 'ed25519' ? 'broken' : 'no-opinion',
        `${id} ${suite}`,
      );
    }
  }
});

test('it has no opinion where the document is missing or the bytes are no CMS', async () => {
  const product = { format: 'CAdES', level: 'B-T', packaging: 'detached', suite: SUITES[1] ?? '' } as const;
  const { signature, content } = mintCase('good-forged', { state: STATE, product, document: DOCUMENT });
  assert.equal(await secondOpinion(signature, content), 'intact');
  assert.equal(await secondOpinion(signature, null), 'no-opinion');
  assert.equal(await secondOpinion(signature.subarray(0, 500), content), 'no-opinion');
  assert.equal(await secondOpinion(Buffer.from('hello'), content), 'no-opinion');
});

test('it has no opinion on a token without its certificate', async () => {
  const imprint = digestByName('sha256').of(DOCUMENT);
  const request = {
    digestOid: digestByName('sha256').oid,
    imprint,
    time: TEST_INSTANT,
    withCertificates: false,
  };
  assert.equal(await secondOpinion(timeStampToken(STATE, request), null), 'no-opinion');
});

test('a detached document of another length is broken, not unreadable', async () => {
  const product = { format: 'CAdES', level: 'B-T', packaging: 'detached', suite: SUITES[0] ?? '' } as const;
  const { signature } = mintCase('good-forged', { state: STATE, product, document: DOCUMENT });
  assert.equal(await secondOpinion(signature, Buffer.from('another document')), 'broken');
});
