/**
 * Who takes part and what is asked: profiles, cases, known divergences and their digests, read once.
 *
 * @module
 */
import { join } from 'node:path';
import { SUITE_IDS, SUITES } from '../crypto/suites';
import { KNOWN_DIALECTS } from '../exchange/door';
import type { KnownDivergence } from '../model/matrix';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import type { Case, CaseId } from '../model/vector';
import { loadCases } from '../roster/cases';
import { loadDivergences } from '../roster/divergences';
import { loadRoster } from '../roster/roster';
import { suiteDigest } from '../roster/suite-digest';
import type { Kits } from './kit';

export interface Enrolment {
  /** In the order of their codes. */
  readonly profiles: readonly Profile[];
  readonly profileDigests: Readonly<Record<string, string>>;
  readonly cases: ReadonlyMap<CaseId, Case>;
  readonly divergences: readonly KnownDivergence[];
  readonly suiteDigest: string;
  /** What real states bring. */
  readonly kits: Kits;
  /** Folder of the profiles: `file:` references start here. */
  readonly folder: string;
}

export function enrol(folder: string): Enrolment {
  const cases = loadCases(join(packageRoot(), 'vectors'));
  const roster = loadRoster({ folder, suites: SUITE_IDS, dialects: KNOWN_DIALECTS, cases });
  return {
    profiles: roster.profiles,
    profileDigests: roster.digests,
    cases: new Map(cases.map((one) => [one.id, one])),
    divergences: loadDivergences(join(folder, 'known-divergences.json'), {
      states: roster.profiles.map(({ code }) => code),
      cases: cases.map(({ id }) => id),
    }),
    suiteDigest: suiteDigest(packageRoot(), SUITES),
    kits: roster.kits,
    folder,
  };
}
