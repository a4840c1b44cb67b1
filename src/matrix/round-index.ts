/**
 * The facts of a round, by the questions that the judge asks of them.
 *
 * @module
 */
import type { Answer } from '../model/answer';
import { type CheckFacts, type CheckId, checkId, type Question } from '../model/check';
import { TamgaError } from '../model/error';
import type { PlannedCheck } from '../model/plan';
import type { JudgedProbe } from '../model/probe';
import type { Profile, StateCode } from '../model/profile';
import type { Case, CaseId } from '../model/vector';

export interface RoundIndex {
  readonly facts: ReadonlyMap<CheckId, CheckFacts>;
  readonly profiles: ReadonlyMap<StateCode, Profile>;
  readonly cases: ReadonlyMap<CaseId, Case>;
  /** Signed positives with an answer, by artefact digest. */
  readonly byArtefact: ReadonlyMap<string, readonly CheckFacts[]>;
  /** Signed positives with an answer, by verifier. */
  readonly byVerifier: ReadonlyMap<StateCode, readonly CheckFacts[]>;
  readonly probes: readonly JudgedProbe[];
}

export function indexRound(
  checks: readonly CheckFacts[],
  profiles: readonly Profile[],
  cases: readonly Case[],
  probes: readonly JudgedProbe[] = [],
): RoundIndex {
  const caseById = new Map(cases.map((one) => [one.id, one]));
  const positives = checks.filter(
    (facts) => caseById.get(facts.case)?.polarity === 'positive' && facts.artefact !== null,
  );
  return {
    facts: new Map(checks.map((facts) => [facts.id, facts])),
    profiles: new Map(profiles.map((profile) => [profile.code, profile])),
    cases: caseById,
    byArtefact: groupBy(positives, (facts) => facts.artefact?.sha256 ?? ''),
    byVerifier: groupBy(positives, (facts) => facts.verifier),
    probes,
  };
}

export function lastAnswer(facts: CheckFacts | undefined): Answer | undefined {
  return facts?.answers.at(-1);
}

export function accepted(facts: CheckFacts | undefined): boolean {
  const answer = lastAnswer(facts);
  return answer?.kind === 'verdict' && answer.said === 'passed';
}

export function caseOf(index: RoundIndex, planned: PlannedCheck): Case {
  const found = index.cases.get(planned.case);
  if (found !== undefined) return found;
  throw new TamgaError(
    'TAMGA-E-ROUND-READ',
    `plan.json: check ${planned.id} names the unknown case ${planned.case}`,
    {
      hint: 'Read the round with the vectors that it was run with.',
    },
  );
}

/** The same question about the positive that differs in nothing but the deviation. */
export function twinId(question: Question, twin: CaseId): CheckId {
  return checkId({ ...question, case: twin });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
