/** Prints what the default round costs: wall time, its parts, checks per second. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { tamga } from '../testing/tamga';
import type { Timings } from './run';

interface Told {
  readonly exit: number;
  readonly timings: Timings;
  readonly totals: { readonly planned: number };
  readonly allure: string | null;
}

async function once(): Promise<readonly string[]> {
  const out = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
  const started = performance.now();
  const { stdout, status } = await tamga(['run', '--json', '--out', out]);
  const wall = performance.now() - started;
  rmSync(out, { recursive: true, force: true });
  if (status !== 0) throw new Error(`the round ended with ${status}`);
  const { timings, totals, allure }: Told = JSON.parse(stdout);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return [
    seconds(wall),
    seconds(timings.featuresMs),
    seconds(timings.reportMs),
    allure === null ? 'no Java' : seconds(timings.allureMs),
    seconds(wall - timings.featuresMs - timings.reportMs - timings.allureMs),
    (totals.planned / (timings.featuresMs / 1000)).toFixed(0),
  ];
}

async function main(): Promise<void> {
  const columns = ['wall', 'mint, ask, judge', 'report', 'Allure', 'start-up', 'checks/s'];
  console.log(columns.map((name) => name.padStart(18)).join(''));
  for (let run = 0; run < 3; run += 1) console.log((await once()).map((text) => text.padStart(18)).join(''));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
