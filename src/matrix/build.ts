/**
 * The matrix: a pure function of plan, checks, profiles, cases and known divergences.
 *
 * @module
 */
import type { CheckFacts } from '../model/check';
import { TamgaError } from '../model/error';
import type { KnownDivergence, Matrix, MatrixClock } from '../model/matrix';
import type { ChecksFooter, ChecksHeader, Plan } from '../model/plan';
import type { ProbeFacts } from '../model/probe';
import type { Profile } from '../model/profile';
import type { Case } from '../model/vector';
import { buildCells } from './cells';
import { judgeDivergences, markKnown } from './divergences';
import { judgeCheck } from './judge';
import { judgeProbes } from './judge-probe';
import { indexRound } from './round-index';
import { buildStates } from './states';

/** What the round wrote down, as `readRound` gives it. */
export interface RoundRecord {
  readonly plan: Plan;
  readonly header: ChecksHeader;
  /** Null: the round was cut short. */
  readonly footer: ChecksFooter | null;
  readonly checks: readonly CheckFacts[];
  readonly probes: readonly ProbeFacts[];
}

/** And what it is judged by. */
export interface Yardstick {
  readonly profiles: readonly Profile[];
  readonly cases: readonly Case[];
  readonly divergences: readonly KnownDivergence[];
}

export function buildMatrix(input: RoundRecord & Yardstick): Matrix {
  const { plan, header, footer } = input;
  requireProfiles(plan, input.profiles);
  const probes = judgeProbes(input.probes, input.profiles);
  const index = indexRound(input.checks, input.profiles, input.cases, probes);
  const judged = plan.checks
    .map((planned) => judgeCheck(index, planned))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const checks = markKnown(judged, input.divergences);
  const cells = buildCells(checks);
  return {
    schema: 'tamga/matrix/1',
    round: plan.round,
    evidenceClass: plan.evidenceClass,
    cutShort: footer === null,
    clock: clockOf(plan, header, footer),
    seed: plan.seed,
    suiteDigest: plan.suiteDigest,
    scope: plan.scope,
    states: buildStates(plan, input.profiles, cells, probes),
    cells,
    checks,
    probes,
    divergences: judgeDivergences(judged, input.divergences, plan.clock.instant),
  };
}

/** All that may differ between two runs of one frozen round. */
function clockOf(plan: Plan, header: ChecksHeader, footer: ChecksFooter | null): MatrixClock {
  return {
    mode: plan.clock.mode,
    instant: plan.clock.instant,
    startedAt: header.startedAt,
    finishedAt: footer?.finishedAt ?? null,
    wallMs: footer?.wallMs ?? null,
  };
}

function requireProfiles(plan: Plan, profiles: readonly Profile[]): void {
  const known = new Set(profiles.map(({ code }) => code));
  const missing = plan.checks
    .flatMap(({ signer, verifier }) => [signer, verifier])
    .find((code) => !known.has(code));
  if (missing === undefined) return;
  throw new TamgaError('TAMGA-E-ROUND-READ', `plan.json asks about ${missing}, which has no profile here`, {
    hint: 'Read the round with the profiles that it was run with (--profiles DIR).',
  });
}
