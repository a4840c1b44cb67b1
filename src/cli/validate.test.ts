/** `tamga validate` on what users have: good files, damaged files, no files at all. */
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020';
import { writePem } from '../encoding/pem';
import { mintState } from '../forge/pki';
import { type Deviation, signProduct } from '../forge/product';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { CHANGES, COVERAGES } from '../formats/facts';
import { FORMATS, LEVELS, type Packaging } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { INDICATIONS, SUB_INDICATIONS } from '../model/verdict';
import { recordingConsole } from './console';
import { main } from './main';
import { exitOf, FILE_ERRORS, type FileLine } from './validate-report';

const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-validate-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const STATE = mintState('validate', TEST_INSTANT, 'TR', TEST_PROFILE);
const TIME = ['--time', TEST_INSTANT.toISOString()];

const schema: {
  $defs: Record<string, { properties: Record<string, { enum?: unknown[] }> }>;
  properties: Record<string, { enum?: unknown[] }>;
} = JSON.parse(readFileSync(join(packageRoot(), 'src/cli/validate.schema.json'), 'utf8'));
const matchesSchema = new Ajv2020({ allErrors: true }).compile(schema);

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  return path;
}

function signed(document: string, packaging: Packaging, deviation: Deviation = {}): Uint8Array {
  const { signature } = signProduct(
    {
      state: STATE,
      product: { format: 'CAdES', level: 'B-B', packaging, suite: 'ecdsa-p256-sha256' },
      document: Buffer.from(document),
      identity: STATE.signer('ecdsa-p256-sha256'),
      times: timeline(TEST_INSTANT).recent,
    },
    deviation,
  );
  return signature;
}

async function validate(
  ...argv: readonly string[]
): Promise<{ code: number; lines: readonly FileLine[]; stderr: readonly string[] }> {
  const console = recordingConsole();
  const code = await main(['validate', '--json', ...TIME, ...argv], console);
  const lines = console.stdout.map((line): FileLine => JSON.parse(line));
  for (const line of lines) ok(matchesSchema(line), JSON.stringify({ line, faults: matchesSchema.errors }));
  return { code, lines, stderr: console.stderr };
}

async function one(...argv: readonly string[]): Promise<FileLine> {
  const { lines } = await validate(...argv);
  equal(lines.length, 1);
  const [line] = lines;
  if (line === undefined) throw new Error('no line');
  return line;
}

const ATTACHED = file('attached.p7m', signed('attached', 'attached'));
const DETACHED = file('detached.p7s', signed('first', 'detached'));
const SECOND = file('second.p7s', signed('second', 'detached'));
const FIRST_CONTENT = file('first.txt', 'first');
const SECOND_CONTENT = file('second.txt', 'second');
const ROOT = file('root.cer', STATE.root.certificate);

test('an attached signature is judged, and its integrity told apart from its trust', async () => {
  const line = await one(ATTACHED);
  equal(line.file, ATTACHED);
  equal(line.format, 'CAdES');
  deepEqual(line.signatures, [
    {
      id: line.signatures[0]?.id,
      parent: null,
      indication: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
      intact: true,
      coverage: 'full',
      changesAfter: 'none',
      level: 'B-B',
      algorithm: 'ecdsa-p256-sha256',
      signingTime: line.signatures[0]?.signingTime,
    },
  ]);
  equal(line.signatures[0]?.signingTime, '2026-09-01T11:00:00Z', 'whole seconds have no fraction');
  equal('error' in line, false);
});

test('the keys of a line and of a signature stand in the published order', async () => {
  const line = await one(ATTACHED);
  deepEqual(Object.keys(line), ['file', 'format', 'signatures']);
  deepEqual(
    Object.keys(line.signatures[0] ?? {}),
    schema.$defs['signature']?.properties && Object.keys(schema.$defs['signature'].properties),
  );
});

test('a root given as DER, PEM, bundle or folder is an anchor', async () => {
  const folder = join(FOLDER, 'anchors');
  mkdirSync(folder);
  const pem = writePem('CERTIFICATE', STATE.root.certificate);
  writeFileSync(join(folder, 'root.pem'), pem);
  writeFileSync(join(folder, 'README.txt'), 'not a certificate');
  const bundle = file(
    'bundle.pem',
    `bundle of two\n${writePem('CERTIFICATE', STATE.ocsp.certificate)}${pem}`,
  );
  const bare = file('bare.cer', Buffer.from(STATE.root.certificate).toString('base64'));
  for (const anchor of [ROOT, folder, bundle, bare]) {
    const [signature] = (await one('--trust', anchor, ATTACHED)).signatures;
    equal(signature?.intact, true);
    equal(signature?.subIndication === 'NO_CERTIFICATE_CHAIN_FOUND', false, anchor);
  }
});

test('a stray file in a folder of anchors is told and skipped', async () => {
  const folder = join(FOLDER, 'stray');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.cer'), 'not a certificate');
  writeFileSync(join(folder, 'root.cer'), STATE.root.certificate);
  const { lines, stderr } = await validate('--trust', folder, ATTACHED);
  equal(stderr.length, 1);
  match(stderr[0] ?? '', /skipped: .*a\.cer/);
  equal(lines[0]?.signatures[0]?.subIndication === 'NO_CERTIFICATE_CHAIN_FOUND', false);
});

test('what is no certificate is no anchor', async () => {
  const empty = join(FOLDER, 'empty-folder');
  mkdirSync(empty);
  const key = file('key.pem', writePem('PUBLIC KEY', STATE.root.key.spki));
  for (const anchor of [FIRST_CONTENT, ATTACHED, empty, key, join(FOLDER, 'missing.pem')]) {
    const console = recordingConsole();
    equal(await main(['validate', '--trust', anchor, ATTACHED], console), 78, anchor);
    match(console.stderr.join('\n'), /error\[TAMGA-E-TRUST-READ\]/);
  }
});

test('one changed byte of the content is HASH_FAILURE and not intact', async () => {
  const changed = (content: Uint8Array): Uint8Array => Buffer.from(content).fill('X', 0, 1);
  const [signature] = (await one(file('tampered.p7m', signed('attached', 'attached', { content: changed }))))
    .signatures;
  deepEqual(
    [signature?.indication, signature?.subIndication, signature?.intact],
    ['TOTAL_FAILED', 'HASH_FAILURE', false],
  );
});

test('a detached signature without its content cannot be called intact or broken', async () => {
  const [signature] = (await one(DETACHED)).signatures;
  deepEqual(
    [signature?.indication, signature?.subIndication, signature?.intact],
    ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND', null],
  );
});

test('--content belongs to the next file only', async () => {
  const intact = async (...argv: readonly string[]): Promise<readonly unknown[]> =>
    (await validate(...argv)).lines.map((line) => line.signatures[0]?.intact);
  deepEqual(await intact('--content', FIRST_CONTENT, DETACHED), [true]);
  deepEqual(await intact('--content', SECOND_CONTENT, DETACHED), [false]);
  deepEqual(await intact('--content', FIRST_CONTENT, DETACHED, SECOND), [true, null]);
  deepEqual(await intact('--content', FIRST_CONTENT, DETACHED, '--content', SECOND_CONTENT, SECOND), [
    true,
    true,
  ]);
  deepEqual(await intact(DETACHED, '--content', SECOND_CONTENT, SECOND), [null, true]);
  deepEqual(await intact('--content', `doc=${FIRST_CONTENT}`, DETACHED), [true]);
  deepEqual(
    await intact('--content', SECOND_CONTENT, '--content', FIRST_CONTENT, DETACHED),
    [true],
    'found by its digest',
  );
});

test('a --content that no file follows is a usage error', async () => {
  const console = recordingConsole();
  equal(await main(['validate', DETACHED, '--content', FIRST_CONTENT], console), 64);
  match(console.stderr.join('\n'), /has no FILE after it/);
});

test('a time that is no instant is a usage error', async () => {
  const console = recordingConsole();
  equal(await main(['validate', '--time', '2026-02-30T00:00:00Z', DETACHED], console), 64);
});

const random = Buffer.alloc(5 * 1024 * 1024);
for (let at = 0, state = 1; at < random.length; at++) {
  state = (state * 48271) % 2147483647;
  random[at] = state & 0xff;
}

// Nothing here may pass, nothing may stop the next file, and every line must match the schema.
const ODD: readonly (readonly [string, string, readonly string[], number])[] = [
  ['a text', FIRST_CONTENT, ['NO_SIGNATURE'], 20],
  ['an empty file', file('empty', ''), ['NO_SIGNATURE'], 20],
  ['5 MB of noise', file('noise', random), ['NO_SIGNATURE'], 20],
  ['a certificate', ROOT, ['NO_SIGNATURE'], 20],
  ['a folder', FOLDER, ['FILE_UNREADABLE'], 65],
  ['a missing file', join(FOLDER, 'missing'), ['FILE_UNREADABLE'], 65],
  ['an endless device', '/dev/zero', ['FILE_UNREADABLE'], 65],
];
for (const [what, path, codes, exit] of ODD) {
  test(`${what} gets an error of its own and stops nothing`, async () => {
    const { code, lines, stderr } = await validate(ATTACHED, path, ATTACHED);
    deepEqual(
      lines.map(({ signatures }) => signatures.length),
      [1, 0, 1],
    );
    ok(codes.includes(lines[1]?.error?.code ?? ''), JSON.stringify(lines[1]));
    equal(code, exit);
    deepEqual(stderr, []);
  });
}

test('a file that may not be read', async (t) => {
  if (process.getuid?.() === 0) return t.skip('root may read everything');
  const path = file('forbidden.p7m', signed('x', 'attached'));
  chmodSync(path, 0);
  equal((await one(path)).error?.code, 'FILE_UNREADABLE');
});

test('a content that cannot be read spoils its own file only', async () => {
  const { code, lines } = await validate('--content', join(FOLDER, 'missing.txt'), DETACHED, ATTACHED);
  deepEqual(
    lines.map(({ error }) => error?.code),
    ['CONTENT_UNREADABLE', undefined],
  );
  equal(code, 65);
});

test('a file beyond the limit is told so and not read', async () => {
  const huge = file('huge.p7m', '');
  // Sparse: it takes no room on the disk.
  truncateSync(huge, 600 * 1024 * 1024);
  const { error } = await one(huge);
  equal(error?.code, 'FILE_UNREADABLE');
  match(error?.message ?? '', /629145600 bytes/);
});

test('a signature cut at any place never passes and never breaks the line', async () => {
  const whole = signed('attached', 'attached');
  const step = Math.ceil(whole.length / 40);
  const cuts = Array.from({ length: Math.floor(whole.length / step) }, (_, index) =>
    file(`cut-${index}`, whole.subarray(0, index * step)),
  );
  const { lines, code } = await validate(...cuts);
  equal(lines.length, cuts.length);
  equal(
    lines.some(({ signatures }) => signatures.some(({ intact }) => intact === true)),
    false,
  );
  equal([20, 65].includes(code), true);
  equal(
    lines.some(({ error }) => error?.code === 'INTERNAL'),
    false,
  );
});

test('exit codes: 0 only if every file passed, 65 before 20, 70 before all', () => {
  const passed: FileLine['signatures'][number] = {
    id: 'signer-1',
    parent: null,
    indication: 'TOTAL_PASSED',
    subIndication: null,
    intact: true,
    coverage: 'full',
    changesAfter: 'none',
    level: 'B-B',
    algorithm: null,
    signingTime: null,
  };
  const good: FileLine = { file: 'a', format: 'CMS', signatures: [passed] };
  const failed: FileLine = {
    ...good,
    signatures: [passed, { ...passed, indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' }],
  };
  const error = (code: keyof typeof FILE_ERRORS): FileLine => ({
    file: 'a',
    format: null,
    signatures: [],
    error: { code, message: 'x' },
  });
  for (const line of [good, failed, error('NO_SIGNATURE')])
    ok(matchesSchema(line), JSON.stringify(matchesSchema.errors));
  equal(exitOf([good]), 0);
  equal(exitOf([good, failed]), 20);
  equal(exitOf([good, error('NO_SIGNATURE')]), 20);
  equal(exitOf([error('MALFORMED'), failed]), 65);
  equal(exitOf([error('FILE_UNREADABLE'), error('INTERNAL'), failed]), 70);
});

test('the schema has the words of the code, no more and no fewer', () => {
  const signature = schema.$defs['signature']?.properties ?? {};
  deepEqual(schema.properties['format']?.enum, [...FORMATS, null]);
  deepEqual(signature['level']?.enum, [...LEVELS, null]);
  deepEqual(signature['indication']?.enum, [...INDICATIONS]);
  deepEqual(signature['subIndication']?.enum, [...SUB_INDICATIONS, null]);
  deepEqual(signature['coverage']?.enum, [...COVERAGES, null]);
  deepEqual(signature['changesAfter']?.enum, [...CHANGES, null]);
  deepEqual(schema.$defs['error']?.properties['code']?.enum, Object.keys(FILE_ERRORS));
});

test('the schema refuses a missing key, a strange word and an unknown key', async () => {
  const line = await one(ATTACHED);
  const [signature] = line.signatures;
  const faulty: readonly unknown[] = [
    { ...line, format: 'cades' },
    { ...line, extra: 1 },
    { ...line, signatures: [] },
    { ...line, signatures: [{ ...signature, intact: undefined }] },
    { ...line, signatures: [{ ...signature, indication: 'TOTAL-PASSED' }] },
    { ...line, signatures: [{ ...signature, subIndication: null }] },
    { ...line, error: { code: 'NO_SIGNATURE', message: 'x' } },
  ];
  for (const one of faulty) equal(matchesSchema(JSON.parse(JSON.stringify(one))), false, JSON.stringify(one));
});

test('for a person: a tree with verdict, findings and their clauses', async () => {
  const console = recordingConsole();
  equal(await main(['validate', ...TIME, '--verbose', ATTACHED, FIRST_CONTENT], console), 20);
  const text = console.stdout.join('\n');
  match(
    text,
    /attached\.p7m {2}CAdES {2}1 signature\n└─ signer-1 {2}INDETERMINATE \/ NO_CERTIFICATE_CHAIN_FOUND {2}B-B {2}ecdsa-p256-sha256\n/,
  );
  match(text, /^ {3}├─ signed by .*serialNumber=IIN00…00/m);
  match(text, /^ {3}├─ identifier kz-iin 00…00, not as its rule asks$/m);
  doesNotMatch(text, /0{11}/);
  match(text, /✓ \S+ {2}(RFC|EN) [\d -]+, section \d/);
  match(text, /first\.txt {2}NO_SIGNATURE/);
  match(text, /0 of 2 files passed$/);
});

test('a file name cannot move the cursor', async () => {
  const path = file('\u001b[2Jevil.p7m', 'x');
  const console = recordingConsole();
  await main(['validate', path], console);
  equal(console.stdout.join('').includes('\u001b'), false);
});
