/**
 * Judges one check while the round still runs, from its own facts and its twin's.
 *
 * The outcome is final; the owner may still be found once the other verifiers have answered: the matrix has the last word.
 *
 * @module
 */

import { markKnown } from '../matrix/divergences';
import { judgeCheck } from '../matrix/judge';
import { indexRound } from '../matrix/round-index';
import { type CheckId, checkId } from '../model/check';
import { TamgaError } from '../model/error';
import type { JudgedCheck } from '../model/matrix';
import type { Session } from './session';

export async function judgeOne(session: Session, id: CheckId): Promise<JudgedCheck> {
  const { plan, enrolment } = session;
  const planned = plan.checks.find((check) => check.id === id);
  if (!planned) throw new TamgaError('TAMGA-E-INTERNAL', `check ${id} is not in the plan`);
  const twin = enrolment.cases.get(planned.case)?.twin;
  const ids = twin ? [id, checkId({ ...planned, case: twin })] : [id];
  const facts = await Promise.all(ids.map((one) => session.facts(one)));
  const cases = [...enrolment.cases.values()];
  const index = indexRound(facts, enrolment.profiles, cases, session.probed());
  const [judged] = markKnown([judgeCheck(index, planned)], enrolment.divergences);
  if (judged) return judged;
  throw new TamgaError('TAMGA-E-INTERNAL', `check ${id} was not judged`);
}
