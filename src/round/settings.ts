/**
 * What a round is asked to be: the same values whether `tamga run` or plain cucumber-js starts it.
 *
 * @module
 */
import { join } from 'node:path';
import type { CheckFacts } from '../model/check';
import { packageRoot } from '../model/package-root';
import type { RoundClock } from '../model/plan';
import { DEFAULT_INSTANT, frozen, live } from './clock';

export const DEFAULT_SEED = 'tamga';

export interface RoundSettings {
  /** Folder of the profiles. */
  readonly profiles: string;
  /** Folder that round folders are written to. */
  readonly out: string;
  readonly seed: string;
  readonly clock: RoundClock;
  readonly full: boolean;
  /** The tag expression or pair that narrows the round, for the record. */
  readonly narrowedBy: string | null;
  /** Called on every finished check. */
  readonly onProgress: (progress: Progress) => void;
}

export interface Progress {
  readonly done: number;
  readonly planned: number;
  readonly inFlight: number;
  readonly last: CheckFacts;
}

/** What a caller may leave out. */
export interface RoundOptions {
  readonly profiles?: string;
  readonly out?: string;
  readonly seed?: string;
  /** ISO 8601 UTC, or `now` for the present. */
  readonly time?: string;
  readonly full?: boolean;
  readonly narrowedBy?: string;
  readonly onProgress?: (progress: Progress) => void;
}

export function settingsFrom(options: RoundOptions): RoundSettings {
  return {
    profiles: options.profiles ?? join(packageRoot(), 'profiles'),
    out: options.out ?? join(process.cwd(), 'reports'),
    seed: options.seed ?? DEFAULT_SEED,
    clock: options.time === 'now' ? live() : frozen(options.time ?? DEFAULT_INSTANT),
    full: options.full ?? false,
    narrowedBy: options.narrowedBy ?? null,
    onProgress: options.onProgress ?? (() => undefined),
  };
}
