/**
 * Megabytes a second of the GOST digests: the generated module, plain TypeScript, and the GOST engine of OpenSSL.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineDigests, hasGostEngine } from '../../testing/gost-peers';
import { seededBytes } from '../../testing/seeded';
import { type BlockHash, createHasher } from './block-hash';
import { gost94 } from './gost94';
import { plainGost94 } from './gost94-plain';
import { streebog } from './streebog';
import { plainStreebog } from './streebog-plain';

const MEGABYTE = 1e6;
const LARGE = 32 * MEGABYTE;
const SMALL = 2 * MEGABYTE;
const ROUNDS = 5;
/** Of the engine's rate. */
const TARGET = 0.5;

const streebogPlain = plainStreebog();
const gost94Plain = plainGost94('cryptopro');

const ROWS: readonly {
  readonly name: string;
  readonly hash: BlockHash;
  readonly plain: BlockHash;
  readonly engine: string;
}[] = [
  {
    name: 'Streebog-512',
    hash: streebog(512),
    plain: streebog(512, () => streebogPlain),
    engine: 'md_gost12_512',
  },
  {
    name: 'Streebog-256',
    hash: streebog(256),
    plain: streebog(256, () => streebogPlain),
    engine: 'md_gost12_256',
  },
  {
    name: 'GOST R 34.11-94',
    hash: gost94('cryptopro'),
    plain: gost94('cryptopro', () => gost94Plain),
    engine: 'md_gost94',
  },
];

function main(): void {
  const data = seededBytes('bench', LARGE);
  const folder = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
  try {
    const [large, none] = [join(folder, 'large'), join(folder, 'none')];
    writeFileSync(large, data);
    writeFileSync(none, '');
    print(['digest', 'module', 'plain', 'engine', 'module/engine', 'target', '1 KiB pieces/s']);
    for (const { name, hash, plain, engine } of ROWS) {
      const peer = hasGostEngine();
      // In turn, and the quickest of each kept: other load on the machine hits all alike.
      const times = quickest([
        () => createHasher(hash).update(data).digest(),
        () => createHasher(plain).update(data.subarray(0, SMALL)).digest(),
        () => pieces(hash, data),
        ...(peer ? [() => engineDigests(engine, [large]), () => engineDigests(engine, [none])] : []),
      ]);
      const [own = 0, slow = 0, small = 0, whole = 0, start = 0] = times;
      const rate = LARGE / own;
      const engineRate = peer ? LARGE / (whole - start) : Number.NaN;
      print([
        name,
        `${megabytes(rate)} MB/s`,
        `${megabytes(SMALL / slow)} MB/s`,
        peer ? `${megabytes(engineRate)} MB/s` : 'not installed',
        (rate / engineRate).toFixed(2),
        `>= ${TARGET.toFixed(2)}`,
        (1e6 / small).toFixed(0),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A thousand digests of one kibibyte. */
function pieces(hash: BlockHash, data: Uint8Array): void {
  for (let at = 0; at < 1000; at++)
    createHasher(hash)
      .update(data.subarray(at, at + 1024))
      .digest();
}

/** Milliseconds of each. */
function quickest(works: readonly (() => unknown)[]): readonly number[] {
  const best = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    works.forEach((work, index) => {
      const from = performance.now();
      work();
      best[index] = Math.min(best[index] ?? 0, performance.now() - from);
    });
  }
  return best;
}

/** Octets a millisecond are kilobytes a second. */
function megabytes(octetsPerMillisecond: number): string {
  return (octetsPerMillisecond / 1000).toFixed(1);
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(18) : cell.padStart(15))).join(''));
}

main();
