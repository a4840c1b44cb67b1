/**
 * One check judged in a round made of a few facts.
 *
 * @module
 */
import type { Answer } from '../model/answer';
import { type CheckFacts, checkId, type Question } from '../model/check';
import type { JudgedCheck } from '../model/matrix';
import type { Profile } from '../model/profile';
import { buildMatrix } from './build';
import { answered, factsOf, question, roundOf } from './testing-round';

export const TR_AZ = question('TR-AZ', 'good');
export const passed = answered('passed');
export const silent: Answer = { kind: 'silent', cause: 'timeout', reason: 'no reply within 1000 ms' };

/** Judges the first of some facts; the others are the round around it. */
export function judged(
  facts: readonly CheckFacts[],
  over: { profiles?: readonly Profile[]; unasked?: readonly Question[] } = {},
): JudgedCheck {
  const wanted = facts[0]?.id ?? checkId(over.unasked?.[0] ?? TR_AZ);
  const found = buildMatrix(roundOf(facts, over)).checks.find(({ id }) => id === wanted);
  if (found === undefined) throw new Error(`${wanted} was not judged`);
  return found;
}

export function verdictOf(check: JudgedCheck): readonly [string, string] {
  return [check.outcome, check.owner];
}

/** A negative from TR at AZ, and its twin with the answer given. */
export function withTwin(
  one: string,
  answer: Answer,
  twin: Answer | null,
  over: Partial<CheckFacts> = {},
): readonly CheckFacts[] {
  const facts = factsOf(question('TR-AZ', one), answer, over);
  return twin === null ? [facts] : [facts, factsOf(question('TR-AZ', 'good-forged'), twin)];
}
