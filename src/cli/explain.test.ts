/** `tamga explain`, the advice behind it, and the page that is made from the same rows. */
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../model/package-root';
import { SUB_INDICATIONS } from '../model/verdict';
import { REGISTERED_CHECKS } from '../referee/registry';
import { checksDocument } from './checks-document';
import { recordingConsole } from './console';
import { main } from './main';
import { meaningOf, SUB_INDICATION_ADVICE } from './verdict-advice';

async function explain(
  ...argv: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const console = recordingConsole();
  const code = await main(['explain', ...argv], console);
  return { code, stdout: console.stdout.join('\n'), stderr: console.stderr.join('\n') };
}

test('without an ID every check is listed under its building block', async () => {
  const { code, stdout } = await explain();
  equal(code, 0);
  for (const { check } of REGISTERED_CHECKS) ok(stdout.includes(`  ${check.id} `), check.id);
  match(stdout, /^X\.509 certificate validation {2}EN 319 102-1, section 5\.2\.6$/m);
});

test('a check is explained with clause, title, address, consequence and remedy', async () => {
  const { code, stdout } = await explain('x509-validation.not-revoked');
  equal(code, 0);
  match(stdout, /^x509-validation\.not-revoked\n {2}requires {6}The certificate is not revoked\.$/m);
  match(stdout, /clause {8}EN 319 102-1, section 5\.2\.6: Creation and validation of AdES/);
  match(stdout, /https:\/\/www\.etsi\.org\//);
  match(stdout, /a failure {5}INDETERMINATE \/ REVOKED_NO_POE\n +TOTAL_FAILED \/ REVOKED\n/);
  match(stdout, /what to do {4}Find proof/);
});

test('what is wrong with a time-stamp is told as its own', async () => {
  match((await explain('time-stamp.imprint')).stdout, /of the time-stamp alone/);
  doesNotMatch((await explain('signature-acceptance.content-type')).stdout, /of the time-stamp alone/);
});

test('a sub-indication is explained with the checks that end in it', async () => {
  const { code, stdout } = await explain('SIGNED_DATA_NOT_FOUND', 'HASH_FAILURE');
  equal(code, 0);
  match(stdout, /^SIGNED_DATA_NOT_FOUND\n {2}indication {4}INDETERMINATE\n/);
  match(stdout, /\n\nHASH_FAILURE\n {2}indication {4}TOTAL_FAILED\n/);
  match(stdout, /checks {8}cryptographic-verification\.references\n/);
});

test('an unknown ID is a usage error with the nearest known one', async () => {
  for (const [wrong, right] of [
    ['x509-validation.not-revokd', 'x509-validation.not-revoked'],
    ['HASH_FAILUR', 'HASH_FAILURE'],
  ] as const) {
    const { code, stdout, stderr } = await explain(wrong);
    equal(code, 64);
    equal(stdout, '');
    ok(stderr.includes(`Did you mean "${right}"?`), stderr);
  }
  match((await explain('entirely-different-thing')).stderr, /tamga explain lists the checks/);
});

test('--json is one array of what was asked, or of all checks', async () => {
  const all: readonly { id: string; kind: string }[] = JSON.parse((await explain('--json')).stdout);
  deepEqual(
    all.map(({ id }) => id),
    REGISTERED_CHECKS.map(({ check }) => check.id),
  );
  const [one, ...more]: readonly Record<string, unknown>[] = JSON.parse(
    (await explain('--json', 'time-stamp.format')).stdout,
  );
  deepEqual(more, []);
  deepEqual(Object.keys(one ?? {}), [
    'id',
    'kind',
    'block',
    'clause',
    'requires',
    'leadsTo',
    'remedy',
    'remedyIfUndecided',
  ]);
});

test('every sub-indication has a meaning and a remedy in whole sentences', () => {
  for (const one of SUB_INDICATIONS) {
    const { means, remedy } = SUB_INDICATION_ADVICE[one];
    for (const sentence of [means, remedy]) match(sentence, /^[A-Z].{10,}\.$/, one);
  }
  match(meaningOf({ subIndication: null, indication: 'TOTAL_PASSED' }), /valid/);
});

test('docs/checks.md is what the code says', () => {
  equal(readFileSync(join(packageRoot(), 'docs/checks.md'), 'utf8'), checksDocument());
});
