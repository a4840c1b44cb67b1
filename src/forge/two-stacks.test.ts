/** What the forge makes of the long term, read and judged by the other stack: each checks the other. */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { initXml } from '../encoding/xml/parse';
import type { SignatureFacts } from '../formats/facts';
import type { Level } from '../model/claim';
import { formatVerdict } from '../model/verdict';
import { readFile } from '../referee/read-file';
import { contextOf, explain, gather, judgeOne } from '../referee/testing-state';
import type { SignerRole } from './forged';
import { mintState } from './pki';
import { type Course, courses, type LongTermFile, longTermFiles } from './testing-long-term';
import { TEST_INSTANT, TEST_PROFILE } from './testing-profile';

const STATE = mintState('tamga', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';

before(initXml);

function factsOf({ name, signature, content }: LongTermFile): SignatureFacts {
  const contents = content === null ? [] : [{ name: null, bytes: [content] }];
  const entry = readFile(signature, contents)?.signatures[0];
  assert.ok(entry?.readable, name);
  return entry.signature;
}

test('the readers find format, level and no fault in any of them', () => {
  const files = longTermFiles({ state: STATE, suite: SUITE });
  // What is beside a signature in the same XML is an oddity for good reasons.
  for (const file of files.filter(({ product }) => product.packaging !== 'internally-detached')) {
    const { format, level, oddities, coverage, changesAfter, timeStamps } = factsOf(file);
    const { product, name } = file;
    assert.deepEqual([oddities, coverage], [[], 'full'], name);
    assert.notEqual(changesAfter, 'forbidden', name);
    assert.deepEqual([format, level], [product.format, product.level], name);
    for (const stamp of timeStamps) assert.deepEqual(stamp.faults, [], `${name} ${stamp.name}`);
  }
});

test('the referee passes every level that is complete, with nothing else at hand', () => {
  const files = [
    ...longTermFiles({ state: STATE, suite: SUITE, levels: ['B-LT', 'B-LTA'] }),
    ...longTermFiles({
      state: STATE,
      suite: SUITE,
      formats: ['CAdES', 'XAdES', 'PAdES', 'JAdES'],
      levels: ['B-LTA'],
      times: courses(TEST_INSTANT).renewed,
    }),
  ];
  for (const { name, signature, content } of files) {
    const report = judgeOne(signature, content, contextOf(STATE));
    assert.equal(formatVerdict(report), 'TOTAL_PASSED', `${name}: ${explain(report)}`);
    for (const { used } of report.timeStamps) assert.ok(used, name);
  }
});

test('who is revoked or expires later has signed for the long term, who was before has not', () => {
  const passes = (role: SignerRole, course: Course, level: Level): readonly string[] =>
    longTermFiles({
      state: STATE,
      suite: SUITE,
      role,
      formats: ['CAdES', 'PAdES', 'JAdES'],
      levels: [level],
      times: courses(TEST_INSTANT)[course],
      source: 'crl',
    }).map(({ signature, content }) => {
      const context = gather(STATE, signature, contextOf(STATE));
      return formatVerdict(judgeOne(signature, content, context));
    });
  for (const role of ['revoked', 'before-expiry'] as const) {
    const good = passes(role, 'before', 'B-LTA');
    assert.deepEqual(
      good,
      Array.from({ length: 5 }, () => 'TOTAL_PASSED'),
      role,
    );
    for (const verdict of passes(role, 'late', 'B-LTA')) assert.notEqual(verdict, 'TOTAL_PASSED', role);
  }
});

test('every suite makes the long term of its formats', () => {
  for (const suite of ['kz-gost2015-512-streebog512', 'uz-dst1092-dst1106', 'rsa-pss-sha384', 'ed25519']) {
    for (const file of longTermFiles({ state: STATE, suite, formats: ['CAdES', 'PAdES', 'JAdES'] })) {
      const { signature, content, name } = file;
      const { intact } = judgeOne(signature, content, contextOf(STATE));
      assert.equal(intact, true, `${suite} ${name}`);
    }
  }
});
