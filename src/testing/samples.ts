/**
 * Real signatures of other projects, read where they lie: `TAMGA_SAMPLES`, else beside the repository, else there are none.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { packageRoot } from '../model/package-root';

export const SAMPLES = process.env['TAMGA_SAMPLES'] ?? join(packageRoot(), '../shared/samples');

/** One row of the manifest. */
export interface SampleRow {
  /** Path in the folder of samples. */
  readonly file: string;
  readonly format: string;
  /** Detached content; empty where the file carries its data. */
  readonly content: string;
  readonly intact: boolean;
  /** What the project says that the file comes from, `INDICATION / SUB_INDICATION`; empty where it says nothing. */
  readonly wanted: string;
  readonly note: string;
}

/** Empty where there are no samples. */
export function sampleRows(): readonly SampleRow[] {
  const manifest = join(SAMPLES, 'manifest.tsv');
  if (!existsSync(manifest)) return [];
  const [, ...lines] = readFileSync(manifest, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [file = '', format = '', content = '', intact, indication, subIndication, ...rest] =
      line.split('\t');
    const wanted = [indication, subIndication].filter(Boolean).join(' / ');
    return { file, format, content, intact: intact === 'yes', wanted, note: rest.at(-1) ?? '' };
  });
}

export function readSample(file: string): Buffer {
  return readFileSync(join(SAMPLES, file));
}

/** The detached content of a row in the form that readers take; nothing where the file carries its data. */
export function contentsOf({ content }: SampleRow): readonly { name: null; bytes: readonly Uint8Array[] }[] {
  return content === '' ? [] : [{ name: null, bytes: [readSample(content)] }];
}

/** Why a test of samples is skipped, with the count; false where they are at hand. */
export const NO_SAMPLES: string | false = sampleRows().length === 0 ? `0 samples at ${SAMPLES}` : false;

/** Use as `if (!requireSamples(t)) return;`. */
export function requireSamples(t: TestContext): boolean {
  if (NO_SAMPLES === false) return true;
  t.skip(NO_SAMPLES);
  return false;
}
