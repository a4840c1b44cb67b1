import assert from 'node:assert/strict';
import test from 'node:test';
import { digestByName } from '../../crypto/digests';
import type { SuiteId } from '../../model/claim';
import { CMS } from '../cms-attributes';
import { takeApart } from '../testing-cms';
import { DOCUMENT, INTERSTATE, make, NATIONAL, stateWith } from '../testing-gost';

const STATE = stateWith('ecdsa-p256-sha256');

function pair(id: string, suite: SuiteId) {
  const [was, is] = ['good-forged', id].map((one) => takeApart(make(STATE, one, suite).signature));
  assert.ok(was && is);
  return { was, is };
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}

test('byte-order turns the signature value round as a whole, and stamps it so; nothing else differs', () => {
  for (const suite of [...INTERSTATE, ...NATIONAL]) {
    const { was, is } = pair('byte-order', suite);
    assert.equal(hex(Buffer.from(is.signatureValue).reverse()), hex(was.signatureValue), suite);
    assert.equal(hex(is.signedAttributes), hex(was.signedAttributes));
    assert.deepEqual(is.certificates, was.certificates);
    const imprint = hex(digestByName('sha256').of(is.signatureValue));
    assert.ok(hex(is.token ?? assert.fail()).includes(imprint), suite);
  }
});

test('s-box puts the digest of the other S-box under the same identifier', () => {
  for (const [suite, foreign] of [
    ['kz-gost2004-gost34311', 'gost94-cryptopro'],
    ['uz-dst1092-dst1106', 'gost94-test'],
  ] as const) {
    const { was, is } = pair('s-box', suite);
    assert.equal(hex(is.signed.get(CMS.messageDigest)), `0420${hex(digestByName(foreign).of(DOCUMENT))}`);
    assert.deepEqual([is.digestOid, is.signatureOid], [was.digestOid, was.signatureOid]);
    assert.notEqual(hex(is.signatureValue), hex(was.signatureValue));
    for (const type of [CMS.signingTime, CMS.signingCertificateV2]) {
      assert.equal(hex(is.signed.get(type)), hex(was.signed.get(type)), suite);
    }
  }
});
