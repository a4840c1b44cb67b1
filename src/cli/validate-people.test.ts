/** `tamga validate` for people: verdict, reason and advice first; how much is told; levels; report files. */
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { documentFor, readDocument } from '../forge/documents';
import { mintState } from '../forge/pki';
import { type Deviation, signProduct } from '../forge/product';
import { crl } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import type { Level, Product } from '../model/claim';
import { registeredCheck } from '../referee/registry';
import { requireSamples, SAMPLES } from '../testing/samples';
import { recordingConsole } from './console';
import { main } from './main';

const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-people-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const STATE = mintState('people', TEST_INSTANT, 'TR', TEST_PROFILE);

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  return path;
}

function signed(level: Level, deviation: Deviation = {}): Uint8Array {
  return signProduct(
    {
      state: STATE,
      product: { format: 'CAdES', level, packaging: 'attached', suite: 'ecdsa-p256-sha256' },
      document: Buffer.from('document'),
      identity: STATE.signer('ecdsa-p256-sha256'),
      times: timeline(TEST_INSTANT).recent,
    },
    deviation,
  ).signature;
}

const BASIC = file('basic.p7m', signed('B-B'));
const STAMPED = file('stamped.p7m', signed('B-T'));
const CHANGED = file('changed.p7m', signed('B-B', { content: (all) => Buffer.from(all).fill('X', 0, 1) }));
const TRUST = [
  '--time',
  TEST_INSTANT.toISOString(),
  '--trust',
  file('root.cer', STATE.root.certificate),
  '--material',
  file('issuing.crl', crl(STATE, 'issuing')),
  '--material',
  file('root.crl', crl(STATE, 'root')),
];

async function people(...argv: readonly string[]): Promise<{ code: number; text: string; stderr: string }> {
  const console = recordingConsole();
  const code = await main(['validate', ...TRUST, ...argv], console);
  return { code, text: console.stdout.join('\n'), stderr: console.stderr.join('\n') };
}

test('a valid signature: verdict, reason, chain with revocation, time-stamp, and how many checks passed', async () => {
  const { code, text } = await people(STAMPED);
  equal(code, 0, text);
  match(text, /^└─ signer-1 {2}TOTAL_PASSED {2}B-T {2}ecdsa-p256-sha256\n {3}├─ why The signature is valid/m);
  match(text, /├─ chain 3 certificates\n {3}│ {2}├─ signer /);
  match(text, /valid from \S+Z to \S+Z, serial number [0-9a-f]+\n.*not revoked, by the CRL of /);
  match(text, /anchor .*\n/);
  match(text, /├─ time-stamps 1, of which 1 proves something\n.*signature-time-stamp {2}\S+Z {2}PASSED/);
  match(text, /└─ checks (\d+) of \1 passed \(--verbose lists them\)\n/);
  doesNotMatch(text, /what to do/);
  doesNotMatch(text, /✓|offline/);
});

test('a changed document: reason and advice before everything, the failed check with its clause', async () => {
  const { code, text } = await people(CHANGED);
  equal(code, 20);
  match(text, /why The document, or another signed part, is not what was signed\./);
  match(text, /what to do Treat the file as changed/);
  match(text, /✗ cryptographic-verification\.references {2}EN 319 102-1, section 5\.2\.7\n/);
  equal(text.split('Treat the file as changed').length, 2, 'advice is given once');
  ok(text.indexOf('TOTAL_FAILED') < text.indexOf('signed by'));
});

test('a valid signature over part of the file says so in the first sentence', async () => {
  const product: Product = {
    ...{ format: 'XAdES', level: 'B-B', packaging: 'internally-detached' },
    suite: 'ecdsa-p256-sha256',
  };
  const { signature } = signProduct({
    ...{ state: STATE, product, document: readDocument(documentFor(product)) },
    ...{ identity: STATE.signer(product.suite), times: timeline(TEST_INSTANT).recent },
  });
  const { code, text } = await people(file('beside.xml', signature));
  equal(code, 0, text);
  match(text, /why The signature is valid: .* But it covers only part of the file\./);
  match(text, /intact yes, coverage partial, nothing changed after it/);
});

test('--verbose shows every check, each of them registered', async () => {
  const { text } = await people('--verbose', STAMPED);
  const checks = [...text.matchAll(/✓ (\S+) {2}/g)].map(([, id]) => id ?? '');
  ok(checks.length > 20);
  deepEqual(
    checks.filter((id) => registeredCheck(id) === undefined),
    [],
  );
});

test('--quiet is one line per signature', async () => {
  const { code, text } = await people('--quiet', STAMPED, CHANGED);
  equal(code, 20);
  deepEqual(text.split('\n'), [
    `${STAMPED}  signer-1  TOTAL_PASSED`,
    `${CHANGED}  signer-1  TOTAL_FAILED / HASH_FAILURE`,
    '1 of 2 files passed',
  ]);
});

for (const argv of [
  ['--quiet', '--verbose'],
  ['--json', '--quiet'],
  ['--json', '--verbose'],
  ['--json', '--level'],
])
  test(`${argv.join(' and ')} contradict each other`, async () =>
    equal((await people(...argv, BASIC)).code, 64));

test('--level shows the rows with clause and status', async () => {
  const { code, text } = await people('--level', STAMPED);
  equal(code, 0);
  match(text, /├─ baseline claims B-T, reaches B-T; \d+ met, 0 broken, \d+ left out\n/);
  match(text, /✓ cades\.signature-time-stamp {2}shall from B-T {2}EN 319 122-1, section /);
});

test('--level LEVEL ends with 20 where a signature does not reach it', async () => {
  for (const [level, path, expected] of [
    ['B-B', BASIC, 0],
    ['B-T', BASIC, 20],
    ['B-B', STAMPED, 0],
    ['B-T', STAMPED, 0],
    ['B-LT', STAMPED, 20],
  ] as const) {
    for (const words of [['--level', level], [`--level=${level}`]]) {
      const { code, text } = await people(...words, path);
      equal(code, expected, `${words.join(' ')} ${path}`);
      match(text, expected === 0 ? new RegExp(`${level} is reached`) : new RegExp(`${level} is not reached`));
    }
  }
  match((await people('--level', 'B-T', STAMPED, BASIC)).text, /2 of 2 files passed, 1 reached B-T$/);
});

test('--level before a file takes no file for a level', async () => {
  equal((await people('--level', BASIC)).code, 0);
  const { code, stderr } = await people('--level=B-X', BASIC);
  equal(code, 64);
  match(stderr, /--level takes one of B-B, B-T, B-LT, B-LTA, found "B-X"/);
});

test('--report writes one file, the same for the same input', async () => {
  const path = join(FOLDER, 'report.xml');
  const [first, second] = [await people('--report', path, STAMPED), readFileSync(path, 'utf8')];
  equal(first.code, 0);
  await people('--report', path, STAMPED);
  equal(readFileSync(path, 'utf8'), second);
  match(second, /<MainIndication>urn:etsi:019102:mainindication:total-passed</);
  match(second, /<CertificateChain>/);
  match(second, /<PolicyName>ts-119-312</);
  deepEqual(
    readdirSync(FOLDER).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('--report with a folder writes one file each, and none for what holds no signature', async () => {
  const folder = join(FOLDER, 'reports/');
  mkdirSync(join(FOLDER, 'other'));
  const twin = join(FOLDER, 'other', 'basic.p7m');
  writeFileSync(twin, signed('B-B'));
  const text = file('plain.txt', 'plain');
  const { stderr } = await people('--report', folder, BASIC, twin, text);
  deepEqual(readdirSync(folder).sort(), ['basic.p7m-2.xml', 'basic.p7m.xml']);
  match(stderr, /no report on .*plain\.txt: NO_SIGNATURE/);
});

test('--report with one file for several is a usage error, and nothing is written', async () => {
  const path = join(FOLDER, 'single.xml');
  equal((await people('--report', path, BASIC, STAMPED)).code, 64);
  equal(existsSync(path), false);
});

test('--report where nothing can be written is told with its code', async () => {
  const { code, stderr } = await people('--report', join(BASIC, 'below', 'x.xml'), BASIC);
  equal(code, 78);
  match(stderr, /TAMGA-E-OUT-DIR/);
});

test('--policy takes the policy of an enrolled state, in either case', async () => {
  for (const code of ['kz', 'KZ']) equal((await people('--policy', code, BASIC)).code, 0);
  const { code, stderr } = await people('--policy', 'xx', BASIC);
  equal(code, 78);
  match(stderr, /no profile is of a state XX[\s\S]*az, hu, kg, kz, tr, uz/);
});

test('a trusted list gives anchors, those that are approved at the time of validation', async (t) => {
  if (!requireSamples(t)) return;
  const list = join(SAMPLES, 'trust', 'EE_T.xml');
  const console = recordingConsole();
  equal(await main(['validate', '--quiet', '--trust', list, BASIC], console), 20);
  equal(console.stderr.length, 1);
  match(
    console.stderr.join(),
    /EE_T\.xml: the signature of the list is verified, its signer is CN=Test TSL,C=EE, whom no --list-signer names$/,
  );
  match(console.stdout.join(''), /NO_CERTIFICATE_CHAIN_FOUND/);
});

test('--list-signer names who has to have signed a trusted list', async (t) => {
  if (!requireSamples(t)) return;
  const list = join(SAMPLES, 'trust', 'EE_T.xml');
  const right = await people(
    '--trust',
    list,
    '--list-signer',
    join(SAMPLES, 'trust', 'trusted-test-tsl.crt'),
    BASIC,
  );
  equal(right.code, 0, right.stderr);
  match(right.stderr, /the signature of the list is verified, its signer is CN=Test TSL,C=EE$/m);
  const other = await people(
    '--trust',
    list,
    '--list-signer',
    file('other.cer', STATE.root.certificate),
    BASIC,
  );
  equal(other.code, 78);
  match(other.stderr, /TAMGA-E-TRUST-LIST[\s\S]*signed by CN=Test TSL,C=EE, whom no --list-signer names/);
  const changed = file('changed.xml', readFileSync(list, 'utf8').replace('granted', 'Granted'));
  const broken = await people('--trust', changed, BASIC);
  equal(broken.code, 78);
  match(broken.stderr, /TAMGA-E-TRUST-LIST[\s\S]*the signature of the list is broken: TOTAL_FAILED/);
});

test('--password is a reference and never a password', async () => {
  const { code, stderr } = await people('--password', 'hunter2', BASIC);
  equal(code, 78);
  match(stderr, /TAMGA-E-SECRET/);
  doesNotMatch(stderr, /hunter2/);
});
