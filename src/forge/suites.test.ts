/** Every suite of the table, made by the forge and judged by the referee; what is written of each, and what is refused. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { SUITES } from '../crypto/suites';
import { TamgaError } from '../model/error';
import { formatVerdict } from '../model/verdict';
import { contextOf, explain, gather, judgeOne } from '../referee/testing-state';
import { digestAlgorithm, signatureAlgorithm, signerInfoAlgorithm } from './algorithms';
import { encode } from './asn1';
import { readCertificate } from './certificate';
import { mintKeyPair } from './keys';
import { knownSuite, signWith } from './signing';
import { takeApart } from './testing-cms';
import { gostContext, make, miscalculated, stateWith } from './testing-gost';

const STATE = stateWith('ecdsa-p256-sha256');
const CURRENT = SUITES.filter(({ digest }) => digest !== 'sha1').map(({ id }) => id);

const EXPECTED: Readonly<Record<string, string>> = {
  'good-forged': 'TOTAL_PASSED',
  content: 'TOTAL_FAILED / HASH_FAILURE',
  'signature-value': 'TOTAL_FAILED / SIG_CRYPTO_FAILURE',
  'signed-attribute': 'TOTAL_FAILED / SIG_CRYPTO_FAILURE',
  'byte-order': 'TOTAL_FAILED / SIG_CRYPTO_FAILURE',
  's-box': 'TOTAL_FAILED / HASH_FAILURE',
};

for (const suite of CURRENT) {
  test(`${suite}: the referee accepts the good signature and sees every miscalculation`, () => {
    for (const id of ['good-forged', ...miscalculated(suite)]) {
      const { signature, content } = make(STATE, id, suite);
      const { algorithms } = gostContext(STATE);
      const report = judgeOne(signature, content, gather(STATE, signature, contextOf(STATE, { algorithms })));
      assert.equal(formatVerdict(report), EXPECTED[id], `${id}\n${explain(report)}`);
      assert.equal(report.algorithm, suite);
    }
  });
}

test('the same key signs the same data with the same octets, in every suite', () => {
  const data = Buffer.from('Simulated test data');
  for (const suite of SUITES) {
    const key = mintKeyPair('tamga', 'deterministic', suite);
    assert.deepEqual(signWith(suite.id, key, data), signWith(suite.id, key, data), suite.id);
    assert.notDeepEqual(signWith(suite.id, key, data), signWith(suite.id, key, Buffer.from('other')));
  }
});

/** As national centres and RFC 9215 write them: hexadecimal DER of certificate, SignerInfo and digest. */
// biome-ignore format: one row per suite
const IDENTIFIERS: readonly (readonly [string, string, string, string])[] = [
  ['kz-gost2015-512-streebog512', '300e060a2a830e030a01010203020500', '300e060a2a830e030a01010203020500', '300c06082a830e030a0103030500'],
  ['uz-dst1092-dst1106',          '300f060b2a865c030f0101020202020500', '300f060b2a865c030f0101020202020500', '300e060a2a865c030f01030201010500'],
  ['gost2012-512a-streebog512',   '300a06082a85030701010303', '300a06082a85030701010102', '300a06082a85030701010203'],
  ['ed25519',                     '300506032b6570', '300506032b6570', '300b0609608648016503040203'],
  ['rsa-pss-sha256',
    '304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
    '304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
    '300b0609608648016503040201'],
  ['rsa-pss-sha1',                '300d06092a864886f70d01010a3000', '300d06092a864886f70d01010a3000', '300706052b0e03021a'],
];

test('algorithm identifiers stand in every structure as the row says, parameters included', () => {
  for (const [suite, certificate, signerInfo, digest] of IDENTIFIERS) {
    const hex = [signatureAlgorithm(suite), signerInfoAlgorithm(suite), digestAlgorithm(suite)].map((one) =>
      Buffer.from(encode(one.toSchema())).toString('hex'),
    );
    assert.deepEqual(hex, [certificate, signerInfo, digest], suite);
    const { signature } = make(STATE, 'good-forged', suite);
    const parts = takeApart(signature);
    assert.equal(parts.digestOid, knownSuite(suite).digestOid);
    assert.equal(parts.signatureOid, knownSuite(suite).signerInfoOid);
  }
});

test('a GOST key stands in its certificate as the state writes it', () => {
  const certificate = readCertificate(STATE.signer('uz-dst1092-dst1106').certificate);
  const spki = Buffer.from(encode(certificate.subjectPublicKeyInfo.toSchema())).toString('hex');
  // The prefix of the official example, then 64 octets.
  assert.match(spki, /^3060301906092a865c030f01010201300c060a2a865c030f01010201010343000440[0-9a-f]{128}$/);
  assert.deepEqual(Buffer.from(spki, 'hex'), Buffer.from(STATE.signer('uz-dst1092-dst1106').key.spki));
});

test('a time-stamp is made over the digest of the authority: SHA-256, or a national one as the state has it', () => {
  for (const [authority, oid] of [
    ['ecdsa-p384-sha384', '0609608648016503040201'],
    ['kz-gost2015-512-streebog512', '06082a830e030a0103030500'],
    ['kz-gost2004-gost34311', '06082a830e030a0103010500'],
  ] as const) {
    const { signature } = make(
      stateWith('ecdsa-p256-sha256', { timeStamping: authority }),
      'good-forged',
      'ed25519',
    );
    assert.ok(Buffer.from(takeApart(signature).token ?? []).includes(Buffer.from(oid, 'hex')), authority);
  }
});

test('a key of another family or curve is an error with its code', () => {
  const pairs = [
    ['kz-gost2004-gost34311', 'ecdsa-p256-sha256'],
    ['kz-gost2004-gost34311', 'kz-gost2015-512-streebog512'],
    ['kz-gost2004-gost34311', 'gost2012-256a-streebog256'],
    ['ed25519', 'uz-dst1092-dst1106'],
    ['rsa-pss-sha256', 'uz-dst1092-dst1106'],
    ['ecdsa-p256-sha256', 'uz-dst1092-dst1106'],
  ] as const;
  for (const [suite, other] of pairs) {
    const key = mintKeyPair('tamga', 'other', knownSuite(other));
    assert.throws(
      () => signWith(suite, key, Buffer.alloc(1)),
      (thrown) => thrown instanceof TamgaError && thrown.code === 'TAMGA-E-SUITE',
      suite,
    );
  }
});
