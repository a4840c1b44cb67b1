/** Weak signatures on revocation data and on who vouches for its signer: the policy judges every one of them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { keyUsage, testCertificate, testKey, testList } from '../pki/testing-certificates';
import { crlIssuer, flag, fullPoint, listScope, points, reasonFlags, uriName } from '../pki/testing-paths';
import { attached, judge, ROOT } from './testing-situation';
import { EMPTY_MATERIAL } from './testing-state';

const WEAK_ROOT = { key: testKey(301, 'sha1'), name: ROOT.name };
const WEAK = 'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE';
const PLACE = fullPoint(uriName('http://pki.test/one.crl'));

function judged(
  leaf: ReturnType<typeof testCertificate>,
  crls: readonly Uint8Array[],
  ...others: readonly Uint8Array[]
): string {
  const file = attached({ certificate: leaf }, [leaf.der, ...others]);
  return judge(file, { material: { ...EMPTY_MATERIAL, crls } });
}

test('the certificate of the issuer of an indirect list is judged as the list is', () => {
  for (const [issuer, verdict] of [
    [ROOT, 'TOTAL_PASSED'],
    [WEAK_ROOT, WEAK],
  ] as const) {
    const lister = testCertificate({
      subject: 'Lister',
      key: testKey(320),
      issuer,
      serial: 50,
      extensions: [keyUsage(6)],
    });
    const leaf = testCertificate({
      subject: 'Leaf',
      key: testKey(302),
      serial: 77,
      issuer: ROOT,
      extensions: [points([PLACE, crlIssuer(lister.name)])],
    });
    const list = testList({ issuer: lister, extensions: [listScope(PLACE, flag(4))] });
    assert.equal(judged(leaf, [list], lister.der), verdict);
  }
});

test('of lists that say good together every one is judged', () => {
  const leaf = testCertificate({
    subject: 'Leaf',
    key: testKey(302),
    serial: 78,
    issuer: ROOT,
    extensions: [points([PLACE])],
  });
  const part = (issuer: typeof WEAK_ROOT, day: string, ...bits: readonly number[]) =>
    testList({
      issuer,
      thisUpdate: new Date(`2026-08-${day}T00:00:00Z`),
      extensions: [listScope(PLACE, reasonFlags(3, ...bits))],
    });
  const half = (issuer: typeof WEAK_ROOT, day: string) => part(issuer, day, 1, 2);
  const rest = part(ROOT, '10', 3, 4, 5, 6, 7, 8);
  assert.equal(judged(leaf, [half(ROOT, '05'), rest]), 'TOTAL_PASSED');
  for (const day of ['05', '15']) assert.equal(judged(leaf, [half(WEAK_ROOT, day), rest]), WEAK, day);
});
