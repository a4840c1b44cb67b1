/**
 * Is a lie found out, and is nobody else accused? A pure comparison of two judged rounds.
 *
 * @module
 */
import { markKnown } from '../matrix/divergences';
import { judgeCheck } from '../matrix/judge';
import { OUTCOME_ROWS } from '../matrix/outcomes';
import { indexRound } from '../matrix/round-index';
import type { CheckFacts, CheckId } from '../model/check';
import type { Role } from '../model/claim';
import type { JudgedCheck, Owner } from '../model/matrix';
import type { Plan } from '../model/plan';
import type { Profile, StateCode } from '../model/profile';
import type { Enrolment } from './enrolment';

export interface Weighed {
  /** Checks of the suspect that the lie made unexpected, unsafe, incomplete or lax. */
  readonly found: readonly JudgedCheck[];
  /** Checks that name somebody who did nothing, and did not name them before. */
  readonly wrong: readonly JudgedCheck[];
}

/** Who it was, as the round names them; `undetermined` where it names nobody. */
export type Named = Role | 'policy' | 'network' | 'undetermined';

export function judgeAll(
  plan: Plan,
  { cases, divergences }: Enrolment,
  profiles: readonly Profile[],
  facts: ReadonlyMap<CheckId, CheckFacts>,
): readonly JudgedCheck[] {
  const index = indexRound([...facts.values()], profiles, [...cases.values()]);
  return markKnown(
    plan.checks.map((planned) => judgeCheck(index, planned)),
    divergences,
  );
}

export function weigh(
  before: readonly JudgedCheck[],
  after: readonly JudgedCheck[],
  role: Role,
  code: StateCode,
): Weighed {
  const earlier = new Map(before.map((check) => [check.id, check]));
  const changed = after.filter((check) => differs(check, earlier.get(check.id)));
  const suspected = (check: JudgedCheck): boolean =>
    (role === 'verify' ? check.verifier : check.signer) === code;
  const found = changed.filter((check) => suspected(check) && isFound(check));
  return { found, wrong: changed.filter((check) => accuses(check, role, suspected(check))) };
}

/** The surest word on the whole lie: a party where a check names one. */
export function namedBy({ found }: Weighed): Named {
  const owners = new Set(found.map(nameOf));
  const surest = (['verify', 'sign', 'policy', 'network'] as const).find((name) => owners.has(name));
  return surest ?? 'undetermined';
}

const NAMES: Readonly<Partial<Record<Owner, Named>>> = {
  verifier: 'verify',
  signer: 'sign',
  policy: 'policy',
  network: 'network',
};

function nameOf({ owner }: JudgedCheck): Named {
  return NAMES[owner] ?? 'undetermined';
}

function differs(check: JudgedCheck, earlier: JudgedCheck | undefined): boolean {
  return earlier?.outcome !== check.outcome || earlier.owner !== check.owner;
}

/** A verifier that accepts what the common policy rules out is noted, and need not be wrong. */
function isFound({ outcome, known }: JudgedCheck): boolean {
  return known === null && (OUTCOME_ROWS[outcome].weight !== 'none' || outcome === 'accepts-more');
}

/** The rows of the judgement that name a move which is not the suspect's. */
function accuses(check: JudgedCheck, role: Role, suspected: boolean): boolean {
  const { owner, outcome } = check;
  if (owner === 'none' || owner === 'undetermined') return false;
  if (!suspected) return true;
  if (owner === 'verifier') return role !== 'verify';
  if (owner === 'signer') return role !== 'sign';
  if (owner === 'policy') return !['accepts-more', 'not-recognised', 'unsafe'].includes(outcome);
  if (owner === 'trust') return outcome !== 'not-recognised';
  return owner === 'suite' || !isFound(check);
}
