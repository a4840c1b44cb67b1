/**
 * The plan of a round: every check that the selected scenarios ask for, read from their tags alone.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { CheckId, Question } from '../model/check';
import { checkId } from '../model/check';
import { claims, type SuiteId } from '../model/claim';
import type { Plan, PlannedCheck } from '../model/plan';
import type { EvidenceClass, Profile } from '../model/profile';
import type { Case, CaseId } from '../model/vector';
import { unavailableFor } from './kit';

/** A scenario as cucumber selected it. */
export interface Selected {
  readonly question: Question;
  /** `features/rejection/core.feature:12` */
  readonly scenario: string;
}

/** What of a suite nobody has verified, in words; empty = nothing. */
export type Assumptions = (suite: SuiteId) => readonly string[];

export type PlanFrame = Omit<Plan, 'schema' | 'round' | 'checks' | 'evidenceClass'>;

export function makePlan(
  selected: readonly Selected[],
  profiles: readonly Profile[],
  cases: ReadonlyMap<CaseId, Case>,
  frame: PlanFrame,
  assumptions: Assumptions,
): Plan {
  const checks = new Map<CheckId, PlannedCheck>();
  const add = (question: Question, scenario: string): void => {
    const id = checkId(question);
    if (checks.has(id)) return;
    const assumed = assumedIn(question, profiles, assumptions);
    const unavailable = unavailableFor(question, cases.get(question.case), profiles);
    checks.set(id, {
      ...question,
      id,
      claimed: claimed(question, profiles),
      assumed,
      ...(unavailable !== undefined && { unavailable }),
      scenario,
    });
  };
  for (const { question, scenario } of selected) add(question, scenario);
  // A negative proves nothing without its twin: a narrowed selection brings the twin along.
  for (const { question, scenario } of selected) {
    const twin = cases.get(question.case)?.twin;
    if (twin) add({ ...question, case: twin }, scenario);
  }

  const body = { ...frame, evidenceClass: weakest(profiles), checks: [...checks.values()] };
  return { schema: 'tamga/plan/1', round: roundName(frame, digest(body)), ...body };
}

/** SHA-256 in hex over everything that decides what is asked. */
export function planDigest(plan: Plan): string {
  return digest(plan);
}

function roundName(frame: PlanFrame, sha256: string): string {
  return `${frame.clock.mode}-${frame.clock.instant.replace(/[-:]/g, '')}-${sha256.slice(0, 8)}`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function claimed(question: Question, profiles: readonly Profile[]): boolean {
  const verifier = profiles.find((profile) => profile.code === question.verifier);
  return verifier !== undefined && claims(verifier.claims, 'verify', question);
}

/** A signature rests on the suite of its signer and on those of every authority that vouches for it. */
function assumedIn(
  { signer, suite }: Question,
  profiles: readonly Profile[],
  assumptions: Assumptions,
): readonly string[] {
  const own = profiles.find((profile) => profile.code === signer)?.certificateProfile;
  const hierarchy = own?.hierarchies?.find(({ suites }) => suites.includes(suite)) ?? own;
  const authorities = hierarchy
    ? [hierarchy.root, hierarchy.issuing, hierarchy.timeStamping, hierarchy.ocsp]
    : [];
  const involved = new Set([suite, ...authorities.map((authority) => authority.suite)]);
  return [...involved].flatMap(assumptions);
}

/** A round is worth no more than its least proven state. */
function weakest(profiles: readonly Profile[]): EvidenceClass {
  const order: readonly EvidenceClass[] = ['simulated', 'self-tested', 'witnessed'];
  return (
    order.find((evidence) => profiles.some((profile) => profile.evidenceClass === evidence)) ?? 'simulated'
  );
}
