/** The one private point of cucumber-js: whoever moves its version sees here whether the expansion still works. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { packageRoot } from '../model/package-root';
import type { Plan } from '../model/plan';
import { loadCases } from '../roster/cases';
import { tamga } from '../testing/tamga';

const root = packageRoot();
let plan: Plan;
let scratch = '';

before(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'tamga-plugin-'));
  plan = JSON.parse((await tamga(['list', '--json'])).stdout);
});
after(() => rmSync(scratch, { recursive: true, force: true }));

interface Listed {
  readonly status: number | null;
  readonly said: string;
  /** Names of the scenarios that would run. */
  readonly names: readonly string[];
}

/** Plain `npx cucumber-js --dry-run`, as an editor or a national team would call it. */
function dryRun(...args: readonly string[]): Listed {
  const messages = join(scratch, 'messages.ndjson');
  const cucumber = join(root, 'node_modules', '@cucumber', 'cucumber', 'bin', 'cucumber.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cucumber, '--dry-run', '--format', `message:${messages}`, ...args],
    { cwd: root, encoding: 'utf8' },
  );
  const lines = status === 0 ? readFileSync(messages, 'utf8').trimEnd().split('\n').map(parse) : [];
  const pickles = new Map(lines.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle.name]] : [])));
  const names = lines.flatMap(({ testCase }) => (testCase ? [pickles.get(testCase.pickleId) ?? ''] : []));
  return { status, said: stdout + stderr, names };
}

interface Message {
  readonly pickle?: { readonly id: string; readonly name: string };
  readonly testCase?: { readonly pickleId: string };
}

function parse(line: string): Message {
  return JSON.parse(line);
}

/** Line of the first occurrence of a text, as an editor counts it. */
function lineOf(feature: string, text: string): number {
  const lines = readFileSync(join(root, feature), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

/** A twin that no scenario asks for is planned with the scenario that needs it. */
function scenarios(): readonly string[] {
  return [...new Set(plan.checks.map(({ scenario }) => scenario))];
}

/** Of the honesty probe: one for each state that verifies. */
function probes(): readonly string[] {
  return plan.probes ?? [];
}

test('every scenario is one check or one probe, and every other check the twin of one', () => {
  const { names } = dryRun();
  equal(names.length, scenarios().length + probes().length);
  deepEqual(probes(), ['AZ', 'HU', 'KG', 'KZ', 'TR', 'UZ']);
  const brought = plan.checks.filter(
    ({ scenario }, at) => plan.checks.findIndex((check) => check.scenario === scenario) !== at,
  );
  const twins = new Set(loadCases(join(root, 'vectors')).map(({ twin }) => twin));
  ok(brought.every((check) => twins.has(check.case)));
  equal(new Set(names).size, names.length, 'names are unique');
});

test('tags select as cucumber users expect', () => {
  const { names } = dryRun('--tags', '@verifier:TR and @case:revoked');
  equal(
    names.length,
    plan.checks.filter((check) => check.verifier === 'TR' && check.case === 'revoked').length,
  );
  ok(names.length > 0);
});

test('the line of an outline runs all its pairs, a line behind the file exactly one', () => {
  const feature = 'features/recognition/twins.feature';
  const twins = plan.checks.filter(({ scenario }) => scenario.startsWith(`${feature}:`));
  equal(dryRun(`${feature}:${lineOf(feature, 'Scenario Outline')}`).names.length, twins.length);
  const [, second] = twins;
  deepEqual(dryRun(second?.scenario ?? '').names.length, 1);
});

test('the probe of one verifier is selected like everything else of it', () => {
  deepEqual(dryRun('--tags', '@probe and @verifier:TR').names, ['TR passes the honesty probe']);
  const feature = 'features/endpoint/probe.feature';
  equal(dryRun(`${feature}:${lineOf(feature, 'Scenario Outline')}`).names.length, probes().length);
});

test('a rerun file picks exactly its scenarios', () => {
  const [first, , third] = plan.checks.filter((check) => check.case === 'content');
  const rerun = join(scratch, '@rerun.txt');
  writeFileSync(rerun, `${first?.scenario}\n${third?.scenario}`);
  const { names } = dryRun(relative(root, rerun));
  equal(names.length, 2);
  ok(names[0]?.startsWith(`${first?.signer} to ${first?.verifier}`));
});

test('a shard takes every n-th of the selected scenarios', () => {
  const { names } = dryRun('--shard', '2/3');
  const selected = [...probes(), ...scenarios()];
  equal(names.length, selected.filter((_, index) => index % 3 === 1).length);
});

test('nothing selected is an error, never a success', () => {
  const { status, said } = dryRun('--tags', '@case:no-such-case');
  ok(status !== 0);
  match(said, /no scenario is selected/);
});

test('--parallel is refused with a hint at --shard', () => {
  const { status, said } = dryRun('--parallel', '2');
  ok(status !== 0);
  match(said, /--parallel is refused[\s\S]*--shard/);
});
