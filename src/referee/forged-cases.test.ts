import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { mintCase } from '../forge/cases/registry';
import type { ForgedState } from '../forge/forged';
import { mintState } from '../forge/pki';
import { RSA_TEST_PROFILE, TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import type { Product } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { formatVerdict } from '../model/verdict';
import { DEFAULT_POLICY } from './default-policy';
import { contextOf, explain, gather, judgeOne } from './testing-state';
import type { SignatureReport, ValidationContext } from './validation';

const STATES: readonly ForgedState[] = [
  mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE),
  mintState('tamga', TEST_INSTANT, 'UZ', RSA_TEST_PROFILE),
];
const DOCUMENT = Buffer.from('Simulated test document.\n'.repeat(40));
const CASES = join(packageRoot(), 'vectors', 'cms', 'core');

const PRODUCTS: readonly Product[] = ['rsa-pkcs1-sha256', 'ecdsa-p256-sha256', 'ecdsa-p384-sha384'].flatMap(
  (suite) => [
    { format: 'CAdES', level: 'B-T', packaging: 'attached', suite },
    { format: 'CAdES', level: 'B-T', packaging: 'detached', suite },
    { format: 'CMS', level: 'none', packaging: 'attached', suite },
  ],
);

interface Expected {
  readonly id: string;
  readonly formats: readonly string[];
  readonly mint: string;
  readonly expected: { readonly indication: string; readonly subIndication: string | null };
}

function isExpected(value: unknown): value is Expected {
  return typeof value === 'object' && value !== null && 'expected' in value && 'formats' in value;
}

function readCase(id: string): Expected {
  const value: unknown = JSON.parse(readFileSync(join(CASES, id, 'vector.json'), 'utf8'));
  assert.ok(isExpected(value), id);
  return value;
}

function judge(
  state: ForgedState,
  id: string,
  product: Product,
  change: Partial<ValidationContext> = {},
): SignatureReport {
  const { signature, content } = mintCase(id, { state, product, document: DOCUMENT });
  return judgeOne(signature, content, gather(state, signature, contextOf(state, change)));
}

for (const state of STATES) {
  test(`every forged case of ${state.code} gets the verdict of its vector`, () => {
    for (const id of readdirSync(CASES)) {
      const { expected, formats, mint } = readCase(id);
      if (mint !== 'forge') continue;
      for (const product of PRODUCTS.filter(({ format }) => formats.includes(format))) {
        const report = judge(state, id, product);
        const name = `${id} ${Object.values(product).join(' ')}`;
        assert.equal(
          formatVerdict(report),
          `${expected.indication}${expected.subIndication === null ? '' : ` / ${expected.subIndication}`}`,
          `${name}\n${explain(report)}`,
        );
        assert.equal(report.level, product.level, name);
        assert.equal(
          report.intact,
          !['HASH_FAILURE', 'SIG_CRYPTO_FAILURE'].includes(expected.subIndication ?? ''),
          name,
        );
      }
    }
  });
}

const [STATE = STATES[0]] = STATES;
const P256: Product = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: 'ecdsa-p256-sha256' };

test('the time model decides which proofs count', () => {
  assert.ok(STATE);
  const rows = [
    ['before-revocation', 'now', 'INDETERMINATE / REVOKED_NO_POE'],
    ['before-revocation', 'claimed', 'TOTAL_PASSED'],
    ['before-expiry', 'now', 'INDETERMINATE / OUT_OF_BOUNDS_NOT_REVOKED'],
    ['before-expiry', 'claimed', 'TOTAL_PASSED'],
    ['good-forged', 'now', 'TOTAL_PASSED'],
    ['revoked', 'claimed', 'INDETERMINATE / REVOKED_NO_POE'],
  ] as const;
  for (const [id, timeModel, expected] of rows) {
    assert.equal(formatVerdict(judge(STATE, id, P256, { timeModel })), expected, `${id} ${timeModel}`);
  }
});

test('without anchors an intact signature has no chain, and one without its content no data', () => {
  assert.ok(STATE);
  const bare = judge(STATE, 'good-forged', P256, { anchors: [] });
  assert.equal(formatVerdict(bare), 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND');
  assert.equal(bare.intact, true);
  // Integrity is decidable without trust, and a failure of it wins.
  assert.equal(formatVerdict(judge(STATE, 'content', P256, { anchors: [] })), 'TOTAL_FAILED / HASH_FAILURE');
});

test('a laxer policy accepts SHA-1, a stricter one refuses the curve', () => {
  assert.ok(STATE);
  const lax = { ...DEFAULT_POLICY, digests: { ...DEFAULT_POLICY.digests, sha1: null } };
  assert.equal(formatVerdict(judge(STATE, 'sha1', P256, { algorithms: lax })), 'TOTAL_PASSED');
  const strict = {
    ...DEFAULT_POLICY,
    keys: { ...DEFAULT_POLICY.keys, ecdsa: [{ minimumBits: 384, until: null }] },
  };
  assert.equal(
    formatVerdict(judge(STATE, 'good-forged', P256, { algorithms: strict })),
    'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  );
});
