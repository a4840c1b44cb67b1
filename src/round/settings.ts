/**
 * What a round is asked to be: the same values whether `tamga run` or plain cucumber-js starts it.
 *
 * @module
 */
import { join } from 'node:path';
import type { CheckFacts } from '../model/check';
import { endpointsOf, isSandboxed } from '../model/endpoints';
import { packageRoot } from '../model/package-root';
import type { RoundClock } from '../model/plan';
import type { Profile, StateCode } from '../model/profile';
import type { PlannedCalls } from './calls';
import { DEFAULT_INSTANT, frozen, live } from './clock';

const DEFAULT_SEED = 'tamga';

/** What was asked for; without a clock the enrolled states decide it. */
export type GivenSettings = Omit<RoundSettings, 'clock'> & { readonly clock: RoundClock | null };

export interface RoundSettings {
  /** Folder of the profiles. */
  readonly profiles: string;
  /** Folder that round folders are written to. */
  readonly out: string;
  readonly seed: string;
  readonly clock: RoundClock;
  readonly full: boolean;
  /** The states of `--pair`: they must be enrolled. */
  readonly pair: readonly StateCode[];
  /** The tag expression or pair that narrows the round, for the record. */
  readonly narrowedBy: string | null;
  /** Endpoints outside this machine may be asked. */
  readonly yes: boolean;
  /** Called before the first question, with what goes outside. */
  readonly onCalls: (calls: readonly PlannedCalls[]) => void;
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
  readonly pair?: readonly StateCode[];
  readonly narrowedBy?: string;
  readonly yes?: boolean;
  readonly onCalls?: (calls: readonly PlannedCalls[]) => void;
  readonly onProgress?: (progress: Progress) => void;
}

export function settingsFrom(options: RoundOptions): GivenSettings {
  return {
    profiles: options.profiles ?? join(packageRoot(), 'profiles'),
    out: options.out ?? join(process.cwd(), 'reports'),
    seed: options.seed ?? DEFAULT_SEED,
    clock: options.time === undefined ? null : clockFrom(options.time),
    full: options.full ?? false,
    pair: options.pair ?? [],
    narrowedBy: options.narrowedBy ?? null,
    yes: options.yes ?? false,
    onCalls: options.onCalls ?? (() => undefined),
    onProgress: options.onProgress ?? (() => undefined),
  };
}

function clockFrom(time: string): RoundClock {
  return time === 'now' ? live() : frozen(time);
}

/** Reference states are asked at a fixed instant, so that two rounds give the same bytes; a real one lives in the present. */
export function withClock(given: GivenSettings, profiles: readonly Profile[]): RoundSettings {
  const clock = given.clock ?? (profiles.every(isSimulated) ? frozen(DEFAULT_INSTANT) : live());
  return { ...given, clock };
}

/** No endpoint outside the sandbox. */
export function isSimulated(profile: Profile): boolean {
  return endpointsOf(profile).every(({ endpoint }) => isSandboxed(endpoint));
}

/** At least one endpoint that the sandbox must serve. */
export function isInSandbox(profile: Profile): boolean {
  return endpointsOf(profile).some(({ endpoint }) => isSandboxed(endpoint));
}
