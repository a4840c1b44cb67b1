/**
 * Works through the plan in its order, many checks at once; each endpoint's budget narrows it further.
 *
 * @module
 */
import type { Gate } from '../exchange/ask';
import type { Journal } from '../exchange/journal';
import type { CheckFacts } from '../model/check';
import type { Plan, PlannedCheck } from '../model/plan';
import type { Desk } from './desk';
import type { Performer } from './perform';
import type { Progress } from './settings';

/** Checks under way at once. */
const WORKERS = 24;

export interface PoolContext {
  readonly plan: Plan;
  readonly desk: Desk;
  readonly journal: Journal;
  readonly performer: Performer;
  readonly gate: Gate;
  readonly onProgress: (progress: Progress) => void;
}

/** Never rejects: a check that breaks the harness is put on the desk as its failure. */
export async function runPool({
  plan,
  desk,
  journal,
  performer,
  gate,
  onProgress,
}: PoolContext): Promise<void> {
  let done = 0;
  const finished = (facts: CheckFacts): void => {
    done += 1;
    desk.give(facts);
    onProgress({ done, planned: plan.checks.length, inFlight: gate.inFlight(), last: facts });
  };
  const work = async (check: PlannedCheck): Promise<void> => {
    const earlier = journal.resumed.get(check.id);
    if (earlier) return finished(earlier);
    try {
      const facts = await performer.perform(check);
      journal.note(facts);
      finished(facts);
    } catch (error) {
      desk.fail(check.id, error);
    }
  };
  const queue = plan.checks.values();
  const worker = async (): Promise<void> => {
    for (const check of queue) await work(check);
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
}
