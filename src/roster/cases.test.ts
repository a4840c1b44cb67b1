import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import type { Case } from '../model/vector';
import { PASSED } from '../model/verdict';
import { loadCases } from './cases';
import { folderOf } from './testing-profiles';

const GOOD: Case = {
  id: 'good',
  title: 'A good signature',
  polarity: 'positive',
  class: null,
  mint: 'endpoint',
  twin: null,
  formats: ['CAdES'],
  levels: ['B-B'],
  expected: { indication: 'TOTAL_PASSED', subIndication: null },
  acceptable: [],
  deviation: null,
  clause: { doc: 'RFC 5652', section: '5.6' },
  why: 'A verifier that refuses it is of no use.',
};

const BAD: Case = {
  ...GOOD,
  id: 'bad',
  polarity: 'negative',
  class: 'security',
  mint: 'forge',
  twin: 'good',
  expected: { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' },
  deviation: { root: 'One byte of the content differs.', consequences: [] },
};

/** A folder `<topic>/<case>/vector.json`. */
function vectors(t: TestContext, cases: Readonly<Record<string, unknown>>): string {
  const folder = folderOf(t, {});
  for (const [path, one] of Object.entries(cases)) {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(
      join(folder, path, 'vector.json'),
      typeof one === 'string' ? one : JSON.stringify(one, null, 2),
    );
  }
  return folder;
}

function refusal(folder: string): readonly string[] {
  try {
    loadCases(folder);
  } catch (error) {
    assert.ok(error instanceof TamgaError, String(error));
    assert.equal(error.code, 'TAMGA-E-VECTOR');
    return error.message.replaceAll(join(folder, '/'), '').split('\n');
  }
  return assert.fail('the vectors were accepted');
}

test('the shipped cases load in the order of their ids, each negative with a positive twin', () => {
  const cases = loadCases(join(packageRoot(), 'vectors'));
  const ids = cases.map(({ id }) => id);
  assert.deepEqual(ids, [...ids].sort());
  assert.ok(ids.includes('good') && ids.includes('revoked') && ids.includes('before-revocation'));
  for (const one of cases.filter(({ polarity }) => polarity === 'negative'))
    assert.equal(cases.find(({ id }) => id === one.twin)?.polarity, 'positive', one.id);
});

test('cases are found at any depth and nothing else is read', (t) => {
  const folder = vectors(t, { 'a/good': GOOD, 'b/c/bad': BAD });
  writeFileSync(join(folder, 'other.json'), 'not JSON');
  const hard: Case = { ...GOOD, id: 'hard', twin: 'good' };
  assert.deepEqual(loadCases(vectors(t, { good: GOOD, hard })), [GOOD, hard]);
  assert.deepEqual(loadCases(folder), [BAD, GOOD]);
  assert.deepEqual(loadCases(vectors(t, {})), []);
});

const FAULTS: readonly (readonly [name: string, change: Partial<Case>, fault: readonly string[]])[] = [
  [
    'a twin that does not exist',
    { twin: 'god' },
    [
      'bad/vector.json, line 7, /twin',
      '  found: "god"',
      '  allowed: a positive case: good',
      '  did you mean "good"?',
    ],
  ],
  [
    'a negative as a twin',
    { twin: 'bad' },
    ['bad/vector.json, line 7, /twin', '  found: "bad"', '  allowed: a positive case: good'],
  ],
  [
    'a negative without a twin',
    { twin: null },
    ['bad/vector.json, line 7, /twin', '  found: null', '  allowed: a positive case: good'],
  ],
  [
    'itself as a twin of a positive',
    { twin: 'bad', polarity: 'positive', class: null, deviation: null, expected: PASSED },
    ['bad/vector.json, line 7, /twin', '  found: "bad"', '  allowed: a positive case: good'],
  ],
  [
    'an id that is not the name of the folder',
    { id: 'badly' },
    ['bad/vector.json, line 2, /id', '  found: "badly"', '  allowed: "bad", as the folder is named'],
  ],
  [
    'a negative without a class',
    { class: null },
    ['bad/vector.json, line 5, /class', '  found: null', '  allowed: a class'],
  ],
  [
    'a negative without a deviation',
    { deviation: null },
    ['bad/vector.json, line 19, /deviation', '  found: null', '  allowed: one root deviation'],
  ],
  [
    'a negative that is expected to pass',
    { expected: { indication: 'TOTAL_PASSED', subIndication: null } },
    [
      'bad/vector.json, line 15, /expected/indication',
      '  found: "TOTAL_PASSED"',
      '  allowed: TOTAL_FAILED or INDETERMINATE',
    ],
  ],
];

for (const [name, change, fault] of FAULTS)
  test(`it refuses ${name}`, (t) => {
    const folder = vectors(t, { good: GOOD, bad: { ...BAD, ...change } });
    assert.deepEqual(refusal(folder), ['1 fault in the vectors:', ...fault]);
  });

test('it refuses a positive with the marks of a negative', (t) => {
  const { class: kind, twin, deviation, expected } = BAD;
  const folder = vectors(t, {
    other: { ...GOOD, id: 'other' },
    good: { ...GOOD, class: kind, twin, deviation, expected },
  });
  const pointers = refusal(folder).filter((line) => line.startsWith('good/'));
  assert.deepEqual(
    pointers.map((line) => line.split(', ').at(-1)),
    ['/class', '/deviation', '/expected/indication', '/twin'],
  );
});

test('it refuses one id in two folders', (t) => {
  assert.deepEqual(refusal(vectors(t, { 'a/good': GOOD, 'b/good': GOOD })), [
    '1 fault in the vectors:',
    'b/good/vector.json, line 2, /id',
    '  found: "good" as in a/good/vector.json',
    '  allowed: each id once',
  ]);
});

test('all files are read before it refuses, and no twin is missed because of another fault', (t) => {
  const folder = vectors(t, {
    good: '{"id": "good",\n"id": 1}',
    bad: { ...BAD, polarity: 'negativ' },
    worse: { ...BAD, id: 'worse' },
  });
  assert.deepEqual(refusal(folder), [
    '2 faults in the vectors:',
    'bad/vector.json, line 4, /polarity',
    '  found: "negativ"',
    '  allowed: positive, negative',
    '  did you mean "negative"?',
    'good/vector.json, line 2: the key "id" stands twice',
  ]);
  assert.deepEqual(refusal(join(folder, 'none')), [`the folder ${join(folder, 'none')} cannot be read`]);
});
