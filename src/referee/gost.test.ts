/** Every GOST suite through the whole referee, and one thing wrong at a time; the signatures are not the forge's. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { GOST_CURVES } from '../crypto/gost/curves';
import { LAYOUTS, readSignature, type SignatureNumbers, writeSignature } from '../crypto/gost/layouts';
import { GOST_REFUSALS, type GostRefusal } from '../crypto/gost/signature';
import { gostPublicKey } from '../crypto/gost/signing';
import { SUITES } from '../crypto/suites';
import { contentType, messageDigest, signingCertificate } from '../formats/cms/testing-builder';
import { formatVerdict } from '../model/verdict';
import { type GostTestChange, gostSuite, gostTestKey } from '../pki/testing-gost';
import { fuzzCount, seededBytes, seededNumber } from '../testing/seeded';
import { DEFAULT_POLICY } from './default-policy';
import { gostFile, gostReport, gostSituation } from './testing-gost';
import { CONTENT } from './testing-situation';
import type { SignatureReport } from './validation';

const IDS = SUITES.filter(({ family }) => family === 'gost').map(({ id }) => id);
const COUNT = fuzzCount(6, 200);
const KZ_2004 = 'kz-gost2004-gost34311';
const KZ_2015 = 'kz-gost2015-512-streebog512';

/** One signature by a key that does what `change` says; the chain above it is right. */
function judged(id: string, change: GostTestChange): SignatureReport {
  const { leaf, context } = gostSituation(id, gostTestKey(id, 402, change));
  return gostReport(gostFile(leaf), context);
}

function valueFinding({ findings }: SignatureReport): string | undefined {
  return findings.find(({ check }) => check === 'cryptographic-verification.signature-value')?.found;
}

function assertRefused(report: SignatureReport, id: string, reason: GostRefusal): void {
  assert.equal(formatVerdict(report), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE');
  assert.equal(report.intact, false);
  assert.equal(valueFinding(report), `the ${id} value does not verify: ${GOST_REFUSALS[reason]}`);
}

/** Numbers in the place of r and s, written as the row says. */
function withNumbers(
  id: string,
  change: (numbers: SignatureNumbers, q: bigint) => SignatureNumbers,
): GostTestChange {
  const { curve, layout } = gostSuite(id).gost;
  const { length, q } = GOST_CURVES[curve];
  return {
    value(value) {
      const numbers = readSignature(LAYOUTS[layout], length, value);
      assert.ok(numbers);
      return writeSignature(LAYOUTS[layout], length, change(numbers, q));
    },
  };
}

for (const id of IDS) {
  test(`${id}: certificate, list and signature pass under the national policy`, () => {
    const { leaf, context } = gostSituation(id);
    const report = gostReport(gostFile(leaf), context);
    assert.equal(formatVerdict(report), 'TOTAL_PASSED');
    assert.deepEqual([report.intact, report.algorithm, report.level], [true, id, 'B-B']);
  });

  test(`${id}: TS 119 312 does not know it, and says so only once there is a chain`, () => {
    const { leaf, context } = gostSituation(id);
    const strict = { ...context, algorithms: DEFAULT_POLICY };
    const report = gostReport(gostFile(leaf), strict);
    assert.equal(formatVerdict(report), 'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
    const alone = gostReport(gostFile(leaf), { ...strict, anchors: [] });
    assert.equal(formatVerdict(alone), 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND');
    assert.deepEqual([report.intact, alone.intact], [true, true]);
  });

  test(`${id}: a swapped byte order does not verify`, () => {
    const layout = gostSuite(id).gost.layout === 'kz' ? 'rfc' : 'kz';
    const report = judged(id, { signsWith: { layout } });
    assert.equal(formatVerdict(report), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE');
    assert.match(valueFinding(report) ?? '', /does not belong|between 1 and q - 1/);
  });

  test(`${id}: a signature over another curve does not verify, nor with the key of that curve`, () => {
    const { curve } = gostSuite(id).gost;
    const other =
      GOST_CURVES[curve].length === 64
        ? 'rfc5832-test'
        : curve === 'cryptopro-a'
          ? 'tc26-256-a'
          : 'cryptopro-a';
    const report = judged(id, { signsWith: { curve: other } });
    assert.equal(formatVerdict(report), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE');
    const foreign = judged(id, { signsWith: { curve: other }, publicKey: gostPublicKey(other, 402n) });
    const expected =
      GOST_CURVES[curve].length === 64
        ? /length of the curve|two coordinates/
        : /not a point of the curve|not below the prime|q - 1/;
    assert.match(valueFinding(foreign) ?? '', expected);
  });

  test(`${id}: values of another length are refused`, () => {
    const { length } = GOST_CURVES[gostSuite(id).gost.curve];
    for (const size of [0, 1, length, 2 * length - 1, 2 * length + 1, 3 * length, 4 * length]) {
      const value = (octets: Uint8Array) =>
        Buffer.concat([octets, Buffer.alloc(4 * length)]).subarray(0, size);
      assertRefused(judged(id, { value }), id, 'signature-length');
    }
  });

  test(`${id}: r or s that is 0, q or more is refused`, () => {
    const cases: readonly [GostRefusal, (numbers: SignatureNumbers, q: bigint) => SignatureNumbers][] = [
      ['r-range', ({ s }) => ({ r: 0n, s })],
      ['s-range', ({ r }) => ({ r, s: 0n })],
      ['r-range', ({ s }, q) => ({ r: q, s })],
      ['s-range', ({ r }, q) => ({ r, s: q })],
      ['r-range', () => ({ r: 0n, s: 0n })],
    ];
    for (const [reason, change] of cases) assertRefused(judged(id, withNumbers(id, change)), id, reason);
  });

  test(`${id}: a key that is none is refused and hides nothing else`, () => {
    const { curve } = gostSuite(id).gost;
    const { length } = GOST_CURVES[curve];
    const good = Buffer.from(gostPublicKey(curve, 402n));
    const offCurve = Buffer.from(good);
    offCurve[0] = (offCurve[0] ?? 0) ^ 1;
    const cases: readonly [GostRefusal, Uint8Array][] = [
      ['key-length', good.subarray(1)],
      ['key-length', Buffer.concat([good, Buffer.alloc(1)])],
      ['key-length', new Uint8Array(0)],
      ['key-at-infinity', Buffer.alloc(2 * length)],
      ['key-off-curve', offCurve],
      ['key-coordinate-range', Buffer.alloc(2 * length, 0xff)],
    ];
    for (const [reason, publicKey] of cases) assertRefused(judged(id, { publicKey }), id, reason);
  });

  test(`${id}: ${COUNT} seeded values of any length and keys of any octets are refused with a reason`, () => {
    const reasons = new Set<string>(Object.values(GOST_REFUSALS));
    for (let index = 0; index < COUNT; index += 1) {
      const label = `${id} ${index}`;
      const noise = seededBytes(`value ${label}`, seededNumber(`length ${label}`, 160));
      const key = seededBytes(`key ${label}`, seededNumber(`key length ${label}`, 160));
      for (const change of [{ value: () => noise }, { publicKey: key }]) {
        const report = judged(id, change);
        assert.equal(formatVerdict(report), 'TOTAL_FAILED / SIG_CRYPTO_FAILURE', label);
        assert.ok(reasons.has((valueFinding(report) ?? '').replace(/^.* does not verify: /, '')), label);
      }
    }
  });
}

test('a wrong S-box in the signature does not verify', () => {
  for (const [id, digest] of [
    [KZ_2004, 'gost94-cryptopro'],
    ['kg-gost2004-gost34311', 'gost94-cryptopro'],
    ['uz-dst1092-dst1106', 'gost94-test'],
    ['uz-mst286-mst285', 'gost94-test'],
  ] as const) {
    assertRefused(judged(id, { signsWith: { digest } }), id, 'mismatch');
  }
});

test('a wrong S-box in the digest of the content is found there', () => {
  const { leaf, context } = gostSituation(KZ_2004);
  const attributes = [contentType(), messageDigest(CONTENT, 'gost94-cryptopro'), signingCertificate(leaf)];
  const report = gostReport(gostFile(leaf, { attributes }), context);
  assert.equal(formatVerdict(report), 'TOTAL_FAILED / HASH_FAILURE');
});

test('key parameters of another curve or digest leave no row, and nothing is computed', () => {
  for (const keyParameters of [
    [],
    ['1.2.398.3.10.1.1.1.1.2', '1.2.398.3.10.1.3.1.1.0'],
    ['1.2.398.3.10.1.1.1.1.1'],
    ['1.2.398.3.10.1.1.1.1.1', '1.2.398.3.10.1.3.1.1.0', '1.2.3'],
  ]) {
    const report = judged(KZ_2004, { keyParameters });
    assert.equal(formatVerdict(report), 'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
    assert.equal(report.intact, null);
    assert.match(
      valueFinding(report) ?? '',
      /no row of the suite table is for 1\.2\.398\.3\.10\.1\.1\.1\.2 with this key/,
    );
  }
});

test('a signature algorithm field that holds the OID of the key, or that of the old software, is read', () => {
  for (const [id, signerInfoOid] of [
    [KZ_2004, '1.2.398.3.10.1.1.1.1'],
    [KZ_2004, '1.3.6.1.4.1.6801.1.2.2'],
    [KZ_2015, '1.2.398.3.10.1.1.2.2'],
    ['kg-gost2004-gost34311', '1.3.6.1.4.1.6801.1.2.2'],
    ['gost2012-512a-streebog512', '1.2.643.7.1.1.3.3'],
  ] as const) {
    const report = judged(id, { signerInfoOid });
    assert.deepEqual([formatVerdict(report), report.algorithm], ['TOTAL_PASSED', id], signerInfoOid);
  }
});

test('an authority whose key is none issues nothing, and the finding says why', () => {
  const curve = gostSuite(KZ_2015).gost.curve;
  const publicKey = Buffer.from(gostPublicKey(curve, 401n));
  publicKey[3] = (publicKey[3] ?? 0) ^ 1;
  const { leaf, context } = gostSituation(KZ_2015, undefined, gostTestKey(KZ_2015, 401, { publicKey }));
  const report = gostReport(gostFile(leaf), context);
  assert.equal(formatVerdict(report), 'INDETERMINATE / CERTIFICATE_CHAIN_GENERAL_FAILURE');
  const found = report.findings.find(({ check }) => check === 'x509-validation.path-found')?.found;
  assert.match(found ?? '', /its key did not sign: the public key is not a point of the curve$/);
});
