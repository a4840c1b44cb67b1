/** `tamga init`: what it writes is a profile that a round reads, names no secret, and replaces nothing unasked. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { DRIVERS } from '../drivers/registry';
import { packageRoot } from '../model/package-root';
import { type Profile, STATE_ROLES } from '../model/profile';
import { loadRoster } from '../roster/roster';
import { enrol } from '../round/enrolment';
import { tlsAuthority } from '../testing/tls-certificates';
import { readArguments } from './arguments';
import { recordingConsole } from './console';
import { begin, initCommand } from './init';
import { INIT_AUTHS } from './init-profile';
import type { Ask } from './init-wizard';
import { main } from './main';

function freshFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-init-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'my-round');
}

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function init(folder: string, ...argv: readonly string[]): Promise<Told> {
  const console = recordingConsole();
  const code = await main(['init', ...argv, '--profiles', folder], console);
  return { code, stdout: console.stdout.join('\n'), stderr: console.stderr.join('\n') };
}

const VERIFY = ['--dialect', 'dss-rest', '--verify-url', 'https://verify.example/'] as const;

function profileIn(folder: string, code: string): Profile {
  return JSON.parse(readFileSync(join(folder, `${code.toLowerCase()}.json`), 'utf8'));
}

test('a new folder gets the profile, its page and somebody to meet, and a round reads it', async (t) => {
  const folder = freshFolder(t);
  const { code, stdout, stderr } = await init(folder, 'ge', ...VERIFY);
  equal(code, 0, stderr);
  match(stdout, /^written {2}.*ge\.json\nwritten {2}.*ge\.md\nto do {4}put the root/);
  match(stdout, /next\n {2}tamga list .*\n {2}tamga doctor GE .* --yes\n {2}tamga run .* --yes$/);
  const { profiles, divergences } = enrol(folder);
  deepEqual(
    profiles.map(({ code: one }) => one),
    ['AZ', 'GE', 'HU', 'KG', 'KZ', 'TR', 'UZ'],
  );
  ok(divergences.length > 0);
  const { name, trust, evidenceClass } = profileIn(folder, 'GE');
  deepEqual([name, trust.accepts, evidenceClass], ['Georgia', ['GE'], 'self-tested']);
  equal(
    readdirSync(folder).some((one) => one.endsWith('.part')),
    false,
  );
  match(
    readFileSync(join(folder, 'ge.md'), 'utf8'),
    /^\| `\/endpoints\/verify\/dialect` \| it speaks `dss-rest` \|/m,
  );
});

test('a state of the reference set keeps what is known of it, and not what is known of its simulation', async (t) => {
  const folder = freshFolder(t);
  equal((await init(folder, 'KG', ...VERIFY)).code, 0);
  const { divergences, profiles } = enrol(folder);
  equal(
    divergences.some(({ check }) => /^[^/]*KG/.test(check)),
    false,
  );
  const [mine] = profiles.filter(({ code }) => code === 'KG');
  const reference = profileIn(join(packageRoot(), 'profiles'), 'KG');
  deepEqual(mine?.certificateProfile, reference.certificateProfile);
  deepEqual([mine?.endpoints.sign, mine?.evidenceClass], [undefined, 'self-tested']);
});

test('alone, it is the only one', async (t) => {
  const folder = freshFolder(t);
  equal((await init(folder, 'KZ', ...VERIFY, '--alone')).code, 0);
  deepEqual(readdirSync(folder).sort(), ['kz.json', 'kz.md']);
});

test('nothing is replaced unasked', async (t) => {
  const folder = freshFolder(t);
  await init(folder, 'KZ', ...VERIFY, '--alone');
  const before = readFileSync(join(folder, 'kz.json'), 'utf8');
  const again = await init(folder, 'KZ', ...VERIFY, '--name', 'Another');
  equal(again.code, 64);
  match(again.stderr, /kz\.json is there already[\s\S]*--force/);
  equal(readFileSync(join(folder, 'kz.json'), 'utf8'), before);
  equal((await init(folder, 'KZ', ...VERIFY, '--name', 'Another', '--force')).code, 0);
  equal(profileIn(folder, 'KZ').name, 'Another');
  // A folder that is in use gets no states that nobody asked for.
  equal(existsSync(join(folder, 'tr.json')), false);
});

for (const auth of INIT_AUTHS) {
  test(`${auth}: a reference, never a secret, and it is said what to set`, async (t) => {
    const folder = freshFolder(t);
    const { code, stdout, stderr } = await init(folder, 'KZ', ...VERIFY, '--alone', '--auth', auth);
    equal(code, 0, stderr);
    equal(profileIn(folder, 'KZ').endpoints.verify?.auth.scheme, auth);
    equal(
      /to do {4}(set the environment variable TAMGA_KZ_|write the file secrets\/)/.test(stdout),
      auth !== 'none',
    );
  });
}

for (const { dialect, sign, verify } of DRIVERS.filter((one) => !['http', 'cli'].includes(one.dialect))) {
  test(`${dialect} with every role that it has`, async (t) => {
    const folder = freshFolder(t);
    const urls = [
      ...(sign === undefined ? [] : ['--sign-url', 'https://sign.example/api']),
      ...(verify === undefined ? [] : ['--verify-url', 'https://verify.example/api']),
    ];
    const { code, stderr } = await init(folder, 'XY', '--dialect', dialect, ...urls, '--alone');
    equal(code, 0, stderr);
    const roster = loadRoster({ folder, suites: SUITE_IDS, dialects: [dialect] });
    equal(roster.profiles[0]?.claims.length, urls.length / 2);
  });
}

test('every suite may be the preferred one', async (t) => {
  for (const suite of SUITE_IDS) {
    const folder = freshFolder(t);
    const { code, stderr } = await init(folder, 'XY', ...VERIFY, '--alone', '--suite', suite);
    equal(code, 0, stderr);
  }
});

test('the root of the state is copied beside the profile', async (t) => {
  const folder = freshFolder(t);
  const anchor = `${folder}.pem`;
  writeFileSync(anchor, tlsAuthority('a root').certificate);
  const { stdout } = await init(folder, 'KZ', ...VERIFY, '--alone', '--anchor', anchor);
  equal(stdout.includes('to do'), false);
  equal(readFileSync(join(folder, 'trust/kz/root.pem'), 'utf8'), readFileSync(anchor, 'utf8'));
  writeFileSync(anchor, 'no certificate');
  const refused = await init(folder, 'TR', ...VERIFY, '--anchor', anchor);
  equal(refused.code, 78);
  equal(existsSync(join(folder, 'tr.json')), false);
});

const MISUSES: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['no dialect', ['KZ', '--verify-url', 'https://v.example/'], 64, /--dialect is missing[\s\S]*dss-rest/],
  ['no endpoint', ['KZ', '--dialect', 'siva'], 64, /--sign-url or --verify-url/],
  ['no code', ['Kazakhstan', ...VERIFY], 64, /not the code of a state/],
  ['two codes', ['KZ', 'TR', ...VERIFY], 64, /one profile at a time/],
  [
    'an unknown dialect',
    ['KZ', '--dialect', 'dss-rset', '--verify-url', 'https://v.example/'],
    64,
    /Did you mean dss-rest\?/,
  ],
  ['an unknown suite', ['KZ', ...VERIFY, '--suite', 'rsa'], 64, /--suite: there is no "rsa"/],
  [
    'a role that the dialect lacks',
    ['KZ', '--dialect', 'siva', '--sign-url', 'https://s.example/'],
    64,
    /siva cannot sign/,
  ],
  ['a URL that is none', ['KZ', '--dialect', 'siva', '--verify-url', 'verify'], 64, /not a base URL/],
  [
    'a URL with a password',
    ['KZ', '--dialect', 'siva', '--verify-url', 'https://u:p@v.example/'],
    64,
    /not a base URL/,
  ],
  ['a state that is not enrolled', ['KZ', ...VERIFY, '--alone', '--accepts', 'TR'], 78, /trust\/accepts/],
];
for (const [what, argv, exit, message] of MISUSES) {
  test(`${what} is refused, and nothing is written`, async (t) => {
    const folder = freshFolder(t);
    const { code, stderr } = await init(folder, ...argv);
    equal(code, exit, stderr);
    match(stderr, message);
    equal(existsSync(folder), false);
  });
}

test('at a terminal it asks, and an empty answer takes the default', async (t) => {
  const folder = freshFolder(t);
  const asked: string[] = [];
  const said: Readonly<Record<string, string>> = {
    Dialect: 'SIVA',
    'Base URL of the endpoint that verifies': 'https://siva.example/v',
    'How it lets us in': 'bearer',
    Formats: 'XAdES, ASiC-E/XAdES',
    'Baseline levels': 'B-T,B-LT',
    'States whose roots': 'tr',
  };
  const ask: Ask = async (question, otherwise) => {
    asked.push(question);
    const key = Object.keys(said).find((one) => question.startsWith(one));
    return (key === undefined ? '' : said[key]) || otherwise;
  };
  const given = readArguments(initCommand, ['ee', '--profiles', folder]);
  const { open } = await begin(given, (work) => work(ask));
  equal(asked.length, 9);
  deepEqual(open[0], 'set the environment variable TAMGA_EE_TOKEN');
  const { name, endpoints, claims, trust, role } = profileIn(folder, 'EE');
  equal(name, 'Estonia');
  ok(STATE_ROLES.includes(role));
  equal(endpoints.verify?.url, 'https://siva.example/v/');
  deepEqual(
    claims.map(({ format, levels }) => [format, levels]),
    [
      ['XAdES', ['B-T', 'B-LT']],
      ['ASiC-E/XAdES', ['B-T', 'B-LT']],
    ],
  );
  deepEqual(trust.accepts, ['EE', 'TR']);
});

test('a wrong answer is told and asked again, but not for ever', async (t) => {
  const folder = freshFolder(t);
  const asked: string[] = [];
  const answers = ['', 'dss-rset', 'dss-rest', '', 'verify.example', 'https://verify.example/'];
  const ask: Ask = async (question, otherwise) => {
    asked.push(question);
    return answers.shift() || otherwise;
  };
  const given = readArguments(initCommand, ['ee', '--profiles', folder, '--alone', '--role', 'observer']);
  await begin(given, (work) => work(ask));
  match(asked[2] ?? '', /^dialect: there is no "dss-rset"\. Dialect/);
  match(asked[5] ?? '', /^address: "verify\.example" is not a base URL\. Base URL/);
  equal(profileIn(folder, 'EE').role, 'observer');
  const stubborn: Ask = async (question, otherwise) => (question.includes('ialect') ? 'none' : otherwise);
  const other = readArguments(initCommand, ['ge', '--profiles', folder]);
  await rejects(
    begin(other, (work) => work(stubborn)),
    { code: 'TAMGA-E-USAGE' },
  );
  equal(existsSync(join(folder, 'ge.json')), false);
});
