import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { TamgaError } from '../model/error';
import type { KnownDivergence } from '../model/matrix';
import { packageRoot } from '../model/package-root';
import { loadDivergences } from './divergences';
import { folderOf } from './testing-profiles';

const ONE: KnownDivergence = {
  id: 'xa-forgets',
  check: '*-XA/revoked/*/*/*/*',
  observed: 'passed',
  reason: 'It forgets.',
  link: 'https://dss.example/issues/1',
  expires: '2027-01-01',
};

const WORDS = { states: ['XA', 'XB'], cases: ['good', 'revoked'] };

function fileOf(t: TestContext, divergences: readonly unknown[]): string {
  return join(folderOf(t, { 'list.json': JSON.stringify({ divergences }, null, 2) }), 'list.json');
}

function refusal(file: string): readonly string[] {
  try {
    loadDivergences(file, WORDS);
  } catch (error) {
    assert.ok(error instanceof TamgaError, String(error));
    assert.equal(error.code, 'TAMGA-E-DIVERGENCES');
    return error.message.replaceAll(file, 'list.json').split('\n');
  }
  return assert.fail('the list was accepted');
}

test('the shipped list names its checks, and each link leads to a heading of the documents', () => {
  const root = packageRoot();
  const listed = loadDivergences(join(root, 'profiles', 'known-divergences.json'), {
    states: ['AZ', 'HU', 'KG', 'KZ', 'TR', 'UZ'],
    cases: ['before-revocation', 'before-expiry', 'before-key-compromise', 'archived'],
  });
  assert.deepEqual(
    listed.map(({ check, observed }) => `${check}: ${observed}`),
    [
      '*-KG/before-revocation/CAdES/*/*/*: indeterminate / REVOKED_NO_POE',
      '*-KG/before-revocation/XAdES/*/*/*: indeterminate / REVOKED_NO_POE',
      '*-KG/before-revocation/CMS/none/attached/*: not-passed',
      '*-KG/before-revocation/CMS/none/detached/*: indeterminate / REVOKED_NO_POE',
      '*-KG/before-expiry/CAdES/*/*/*: indeterminate / OUT_OF_BOUNDS_NOT_REVOKED',
      '*-KG/before-expiry/XAdES/*/*/*: indeterminate / OUT_OF_BOUNDS_NOT_REVOKED',
      '*-KG/before-expiry/CMS/none/attached/*: not-passed',
      '*-KG/before-expiry/CMS/none/detached/*: indeterminate / OUT_OF_BOUNDS_NOT_REVOKED',
      '*-KG/before-key-compromise/CAdES/*/*/*: indeterminate / REVOKED_NO_POE',
      '*-KG/before-key-compromise/XAdES/*/*/*: indeterminate / REVOKED_NO_POE',
      '*-KG/before-key-compromise/CMS/none/attached/*: not-passed',
      '*-KG/before-key-compromise/CMS/none/detached/*: indeterminate / REVOKED_NO_POE',
      '*-HU/before-revocation/ASiC-S/XAdES/*/*/*: indeterminate / TRY_LATER',
      '*-HU/before-expiry/ASiC-S/XAdES/*/*/*: indeterminate / OUT_OF_BOUNDS_NOT_REVOKED',
      '*-HU/archived/ASiC-S/XAdES/*/*/*: indeterminate / OUT_OF_BOUNDS_NOT_REVOKED',
    ],
  );
  for (const { link } of listed) {
    const [page = '', anchor = ''] = link.split('#');
    assert.ok(existsSync(join(root, page)), page);
    assert.match(readFileSync(join(root, page), 'utf8'), new RegExp(`^#+ ${anchor}$`, 'm'));
  }
});

test('no file is no divergence', (t) => {
  assert.deepEqual(loadDivergences(join(folderOf(t, {}), 'known-divergences.json'), WORDS), []);
});

test('a list is read in its order', (t) => {
  const other = { ...ONE, id: 'another', check: 'XA-XB/good/ASiC-E/CAdES/B-T/attached/ecdsa-p256-sha256' };
  assert.deepEqual(loadDivergences(fileOf(t, [ONE, other]), WORDS), [ONE, other]);
});

const FAULTS: readonly (readonly [
  name: string,
  change: Record<string, unknown>,
  fault: readonly string[],
])[] = [
  [
    'a state that nobody enrolled',
    { check: 'XC-*/revoked/*/*/*/*' },
    ['line 5, /divergences/0/check', '  found: "XC"', '  allowed: XA, XB', '  did you mean "XA"?'],
  ],
  [
    'a case that does not exist',
    { check: '*-*/revokd/*/*/*/*' },
    [
      'line 5, /divergences/0/check',
      '  found: "revokd"',
      '  allowed: good, revoked',
      '  did you mean "revoked"?',
    ],
  ],
  [
    'a check of too few segments',
    { check: '*-*/good/*/*' },
    [
      'line 5, /divergences/0/check',
      '  found: "*-*/good/*/*"',
      '  allowed: A check id in which an asterisk stands for one whole segment or for one state of the pair.',
    ],
  ],
  [
    'a day that the calendar does not have',
    { expires: '2027-02-29' },
    [
      'line 9, /divergences/0/expires',
      '  found: "2027-02-29"',
      '  allowed: a day of the calendar, like 2027-09-01',
    ],
  ],
  [
    'a link that is none',
    { link: 'javascript:alert(1)' },
    [
      'line 8, /divergences/0/link',
      '  found: "javascript:alert(1)"',
      '  allowed: Where the divergence is explained: a path in this repository or an https URL.',
    ],
  ],
];

for (const [name, change, fault] of FAULTS)
  test(`it refuses ${name}`, (t) => {
    const [place, ...words] = fault;
    assert.deepEqual(refusal(fileOf(t, [{ ...ONE, ...change }])), [
      '1 fault in the known divergences:',
      `list.json, ${place}`,
      ...words,
    ]);
  });

test('it refuses one id twice, and says all faults at once', (t) => {
  const lines = refusal(fileOf(t, [ONE, { ...ONE, expires: '2027-13-01' }]));
  assert.deepEqual(lines, [
    '2 faults in the known divergences:',
    'list.json, line 12, /divergences/1/id',
    '  found: "xa-forgets" a second time',
    '  allowed: each id once',
    'list.json, line 17, /divergences/1/expires',
    '  found: "2027-13-01"',
    '  allowed: a day of the calendar, like 2027-09-01',
  ]);
});

test('a list that is not JSON', (t) => {
  const file = join(folderOf(t, { 'list.json': '{"divergences": [' }), 'list.json');
  assert.deepEqual(refusal(file), ['list.json, line 1: expected a value, found the end']);
});
