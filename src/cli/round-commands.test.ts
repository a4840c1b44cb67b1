/** `tamga list`, `run` and `report` as a new user meets them. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { packageRoot } from '../model/package-root';
import type { Plan } from '../model/plan';

const ROOT = packageRoot();
const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-round-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function tamga(...argv: readonly string[]): Ended {
  return spawnSync(process.execPath, [join(ROOT, 'bin/tamga.js'), ...argv], {
    cwd: FOLDER,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    maxBuffer: 1 << 26,
  });
}

test('list prints the covering set and asks nothing', () => {
  const { status, stdout, stderr } = tamga('list');
  equal(status, 0, stderr);
  match(
    stdout,
    /^SIMULATED · covering set · \d+ checks of \d+ directions, \d+ not claimed, \d+ assumed · frozen at 2026-09-01T12:00:00Z · seed tamga\n/,
  );
  match(stdout, /^KZ → TR {2}\d+ checks$/m);
  match(stdout, /^ {2}revoked\/CAdES\/B-T\/\S+ +features\/rejection\/\S+:\d+/m);
  equal(existsSync(join(FOLDER, 'reports')), false, 'nothing was written');
});

test('list --json is the plan', () => {
  const { status, stdout, stderr } = tamga('list', '--json', '--pair', 'KZ:TR');
  equal(status, 0, stderr);
  const plan: Plan = JSON.parse(stdout);
  equal(plan.schema, 'tamga/plan/1');
  ok(plan.checks.length > 0);
  deepEqual([...new Set(plan.checks.map(({ signer, verifier }) => `${signer}-${verifier}`))], ['KZ-TR']);
});

test('the full product is larger than the covering set', () => {
  const count = (...argv: readonly string[]): number => {
    const plan: Plan = JSON.parse(tamga('list', '--json', '--pair', 'AZ:TR', ...argv).stdout);
    return plan.checks.length;
  };
  ok(count('--full') > count());
});

test('the list of the suites says what each rests on, and names what nobody has verified', () => {
  const { status, stdout } = tamga('list', '--suites');
  equal(status, 0);
  match(stdout, /^rsa-pkcs1-sha256 +read +RFC 4055$/m);
  match(stdout, /^kg-gost2004-gost34311 +unverified +[^\n]+\n +unverified: curve, S-box and byte order/m);
  const suites: unknown = JSON.parse(tamga('list', '--suites', '--json').stdout);
  ok(Array.isArray(suites) && suites.length > 20);
});

test('the list of the dialects names what nobody has verified, and so does the plan for those that it asks in', () => {
  const { status, stdout } = tamga('list', '--dialects');
  equal(status, 0);
  match(stdout, /^dss-rest +sign and verify +verdicts with a reason$/m);
  match(stdout, /^e-imzo +sign and verify +verdicts without a reason\n +unverified: that no status but 1/m);
  const rows: { dialect: string; unverified: string[] }[] = JSON.parse(
    tamga('list', '--dialects', '--json').stdout,
  );
  deepEqual(rows.find(({ dialect }) => dialect === 'dss-rest')?.unverified, []);
  const plan = tamga('list', '--pair', 'UZ:TR').stdout;
  match(
    plan,
    /\nDialects that rest on what nobody has verified\n[\s\S]*^e-imzo \(UZ\)\n {2}unverified: that no status/m,
  );
  equal(/^cdsapi \(KG\)/m.test(plan), false, 'a state that is not asked');
});

const REFUSED: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['a tag that no scenario has', ['list', '--tags', '@nothing'], 64, /TAMGA-E-NOTHING-SELECTED/],
  ['a pair of unknown states', ['list', '--pair', 'XX:YY'], 64, /TAMGA-E-(NOTHING-SELECTED|USAGE)/],
  ['a pair that is none', ['list', '--pair', 'KZ'], 64, /"KZ" is not a pair/],
  ['a time that is none', ['run', '--time', 'yesterday'], 64, /"yesterday"/],
  ['a folder without profiles', ['list', '--profiles', 'nowhere'], 78, /TAMGA-E-PROFILE-READ/],
  ['a folder without a round', ['report', '--out', 'nowhere'], 65, /TAMGA-E-ROUND-READ[\s\S]*plan\.json/],
];
for (const [what, argv, exit, message] of REFUSED) {
  test(`${what} is refused with a code and a hint`, () => {
    const { status, stdout, stderr } = tamga(...argv);
    equal(status, exit, stderr);
    equal(stdout, '');
    match(stderr, message);
    match(stderr, /^ {2}hint {2}/m);
  });
}

test('reports that cannot be written', () => {
  writeFileSync(join(FOLDER, 'occupied'), 'a file, not a folder');
  const { status, stderr } = tamga('run', '--pair', 'AZ:TR', '--out', 'occupied');
  equal(status, 78, stderr);
  match(stderr, /TAMGA-E-OUT-DIR/);
});

test('a misspelt key in a profile is named with its place and the right word', () => {
  const profiles = join(FOLDER, 'profiles');
  cpSync(join(ROOT, 'profiles'), profiles, { recursive: true });
  const file = join(profiles, 'kz.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"timeModel"', '"timeModle"'));
  const { status, stderr } = tamga('run', '--profiles', 'profiles');
  equal(status, 78, stderr);
  match(stderr, /TAMGA-E-PROFILE-SCHEMA/);
  match(stderr, /kz\.json/);
  match(stderr, /timeModle/);
  match(stderr, /timeModel/);
});

test('a round of one direction: progress on stderr, one object on stdout, and a report that can be made again', () => {
  const run = tamga('run', '--json', '--pair', 'KZ:TR', '--out', 'rounds', '--no-allure');
  ok([0, 23].includes(run.status ?? -1), run.stderr);
  match(run.stderr, /\d+\/\d+ checks/);
  const told: { folder: string; page: string; exit: number; cells: { signer: string; verifier: string }[] } =
    JSON.parse(run.stdout);
  equal(told.exit, run.status);
  ok(told.cells.some(({ signer, verifier }) => signer === 'KZ' && verifier === 'TR'));
  for (const name of ['plan.json', 'checks.ndjson', 'matrix.json', 'index.html', 'junit.xml', 'matrix.csv'])
    ok(existsSync(join(told.folder, name)), name);

  const before = readFileSync(join(told.folder, 'matrix.json'), 'utf8');
  const again = tamga('report', '--out', 'rounds', '--no-allure');
  equal(again.status, run.status, again.stderr);
  match(again.stdout, /SIMULATED/);
  ok(again.stdout.includes(told.page), 'it ends with the path of the page');
  equal(readFileSync(join(told.folder, 'matrix.json'), 'utf8'), before, 'the same matrix');

  // What a kill leaves: no footer, and half a line.
  const file = join(told.folder, 'checks.ndjson');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, `${lines.slice(0, -3).join('\n')}\n${lines.at(-3)?.slice(0, 40)}`);
  const cut = tamga('report', '--out', told.folder, '--no-allure');
  equal(cut.status, 22, cut.stderr);
  match(cut.stdout, /CUT SHORT/);
});
