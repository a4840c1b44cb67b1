/** The GOST digests: in pieces and at once, in the module and without it, and against OpenSSL and BouncyCastle. */
import { deepEqual, equal, notEqual, throws } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { packageRoot } from '../../model/package-root';
import {
  askBouncyCastle,
  engineDigests,
  requireBouncyCastle,
  requireGostEngine,
} from '../../testing/gost-peers';
import { fuzzCount, seededBytes, seededNumber } from '../../testing/seeded';
import { type BlockHash, type BlockMachine, createHasher } from './block-hash';
import { GOST_DIGEST_NAMES, type GostDigestName, gostDigest } from './digests';
import { gost94 } from './gost94';
import { plainGost94 } from './gost94-plain';
import { gost94Module, wasmGost94 } from './gost94-wasm';
import { streebog } from './streebog';
import { plainStreebog } from './streebog-plain';
import { streebogModule, wasmStreebog } from './streebog-wasm';

/** Around the ends of blocks and of the window, and anything else below 4 KiB. */
const EDGES = [...Array(200).keys(), 16_383, 16_384, 16_385, 16_447, 16_448, 32_768, 40_000];

function sample(index: number): Uint8Array {
  const length = EDGES[index] ?? seededNumber(`length ${index}`, 4096);
  return seededBytes(`content ${index}`, length);
}

const SAMPLES = Array.from({ length: fuzzCount(300, 10_000) }, (_, index) => sample(index));

test('a digest in pieces is the digest at once', () => {
  for (const name of GOST_DIGEST_NAMES) {
    for (let index = 150; index < 210; index++) {
      const data = sample(index);
      const hasher = gostDigest(name).create();
      for (let at = 0, piece = 0; at < data.length; piece++) {
        const length = seededNumber(`${name} ${index} ${piece}`, 130);
        hasher.update(data.subarray(at, at + length));
        at += length;
      }
      equal(hex(hasher.digest()), hex(gostDigest(name).of(data)), `${name}, ${data.length} octets`);
    }
  }
});

test('two digests at work do not disturb each other', () => {
  const [first, second] = [gostDigest('streebog512').create(), gostDigest('streebog256').create()];
  const [a, b] = [seededBytes('a', 1000), seededBytes('b', 1000)];
  for (let at = 0; at < 1000; at += 100) {
    first.update(a.subarray(at, at + 100));
    second.update(b.subarray(at, at + 100));
  }
  equal(hex(first.digest()), hex(gostDigest('streebog512').of(a)));
  equal(hex(second.digest()), hex(gostDigest('streebog256').of(b)));
});

test('a digest ends once: it repeats its value, keeps it from its readers and takes no more input', () => {
  const hasher = gostDigest('gost94-test').create().update(Buffer.from('abc'));
  const value = hasher.digest();
  value.fill(0);
  equal(hex(hasher.digest()), hex(gostDigest('gost94-test').of(Buffer.from('abc'))));
  throws(() => hasher.update(Buffer.from('d')), { code: 'TAMGA-E-INTERNAL' });
});

const MACHINES: readonly {
  readonly name: GostDigestName;
  readonly hash: (using: () => BlockMachine) => BlockHash;
  readonly plain: () => BlockMachine;
  readonly wasm: () => BlockMachine | undefined;
}[] = [
  { name: 'streebog256', hash: (using) => streebog(256, using), plain: plainStreebog, wasm: wasmStreebog },
  { name: 'streebog512', hash: (using) => streebog(512, using), plain: plainStreebog, wasm: wasmStreebog },
  {
    name: 'gost94-test',
    hash: (using) => gost94('test', using),
    plain: () => plainGost94('test'),
    wasm: () => wasmGost94('test'),
  },
  {
    name: 'gost94-cryptopro',
    hash: (using) => gost94('cryptopro', using),
    plain: () => plainGost94('cryptopro'),
    wasm: () => wasmGost94('cryptopro'),
  },
];
for (const { name, hash, plain, wasm } of MACHINES) {
  test(`${name}: the generated module and plain TypeScript agree`, () => {
    const [without, made] = [plain(), wasm()];
    if (made === undefined) throw new Error('this host has WebAssembly');
    for (const data of SAMPLES.slice(0, 300)) {
      const value = (machine: BlockMachine) =>
        hex(
          createHasher(hash(() => machine))
            .update(data)
            .digest(),
        );
      equal(value(made), value(without), `${data.length} octets`);
    }
  });
}

test('sums of blocks carry: octets of ones give the same in the module and without', () => {
  for (const { hash, plain, wasm } of MACHINES) {
    const made = wasm();
    const data = new Uint8Array(1000).fill(0xff);
    const value = (machine: BlockMachine | undefined) =>
      machine &&
      hex(
        createHasher(hash(() => machine))
          .update(data)
          .digest(),
      );
    equal(value(made), value(plain()));
  }
});

test('the generators give the same octets every time', () => {
  deepEqual(streebogModule(), streebogModule());
  deepEqual(gost94Module(), gost94Module());
});

test('a host without WebAssembly computes the same', () => {
  const module = JSON.stringify(join(__dirname, 'digests'));
  const script = `for (const name of ${JSON.stringify(GOST_DIGEST_NAMES)})
    console.log(Buffer.from(require(${module}).gostDigest(name).of(Buffer.from('abc'))).toString('hex'));
    console.log(typeof WebAssembly);`;
  const loader = __filename.endsWith('.ts') ? ['-r', 'ts-node/register/transpile-only'] : [];
  const { stdout } = spawnSync(process.execPath, ['--jitless', ...loader, '-e', script], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  const expected = GOST_DIGEST_NAMES.map((name) => hex(gostDigest(name).of(Buffer.from('abc'))));
  deepEqual(stdout.trim().split('\n'), [...expected, 'undefined']);
});

test('the wrong S-box gives another value', () => {
  for (const data of SAMPLES.slice(0, 50)) {
    notEqual(hex(gostDigest('gost94-test').of(data)), hex(gostDigest('gost94-cryptopro').of(data)));
  }
});

const ENGINE_NAMES = [
  ['streebog256', 'md_gost12_256'],
  ['streebog512', 'md_gost12_512'],
  ['gost94-cryptopro', 'md_gost94'],
] as const;
for (const [name, engineName] of ENGINE_NAMES) {
  test(`${name} is what the GOST engine of OpenSSL computes`, (t) => {
    if (!requireGostEngine(t)) return;
    const values = engineValues(t, engineName);
    SAMPLES.forEach((data, index) => {
      // The engine of libengine-gost-openssl 3.0.1 alone gives another GOST R 34.11-94 of nothing at all.
      if (data.length === 0 && engineName === 'md_gost94') return;
      equal(hex(gostDigest(name).of(data)), values[index], `${data.length} octets, sample ${index}`);
    });
  });
}

test('all four digests are what BouncyCastle computes; the engine does not know the test S-box', (t) => {
  if (!requireBouncyCastle(t)) return;
  const questions = GOST_DIGEST_NAMES.flatMap((name) =>
    SAMPLES.map((data) => ({ name, data, line: `digest ${name} ${hex(data)}.` })),
  );
  const answers = askBouncyCastle(questions.map(({ line }) => line));
  questions.forEach(({ name, data }, index) => {
    equal(hex(gostDigest(name).of(data)), answers[index], `${name}, ${data.length} octets`);
  });
});

/** A thousand files per process: command lines end somewhere. */
function engineValues(t: TestContext, name: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-digests-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = SAMPLES.map((data, index) => {
    const file = join(folder, String(index));
    writeFileSync(file, data);
    return file;
  });
  const batches = Array.from({ length: Math.ceil(files.length / 1000) }, (_, index) =>
    files.slice(index * 1000, (index + 1) * 1000),
  );
  return batches.flatMap((batch) => engineDigests(name, batch));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
