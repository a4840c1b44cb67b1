/**
 * Works through the plan: one lane per verifier, so that a slow endpoint delays nobody but itself.
 *
 * @module
 */
import type { Gate } from '../exchange/ask';
import type { Journal } from '../exchange/journal';
import type { CheckFacts } from '../model/check';
import type { Plan, PlannedCheck } from '../model/plan';
import type { StateCode } from '../model/profile';
import type { Admission } from './admission';
import type { Desk } from './desk';
import { type Performer, unaskedFacts } from './perform';
import type { Progress } from './settings';

export interface PoolContext {
  readonly plan: Plan;
  readonly desk: Desk;
  readonly journal: Journal;
  readonly performer: Performer;
  readonly admission: Admission;
  readonly gate: Gate;
  /** Checks under way at once in the lane of a verifier: its endpoint's budget. */
  readonly widthOf: (verifier: StateCode) => number;
  readonly onProgress: (progress: Progress) => void;
  /** Aborted: nothing more is asked and nothing more is noted. */
  readonly signal: AbortSignal;
}

/** Never rejects: a check that breaks the harness is put on the desk as its failure. */
export async function runPool(context: PoolContext): Promise<void> {
  const { plan, widthOf, signal } = context;
  const work = worker(context);
  const lane = async (queue: Iterable<PlannedCheck>): Promise<void> => {
    for (const check of queue) {
      if (signal.aborted) return;
      await work(check);
    }
  };
  const lanes = [...byVerifier(plan.checks)].flatMap(([verifier, checks]) => {
    // The workers of a lane share one iterator: each takes the next check when it is free.
    const queue = checks.values();
    return Array.from({ length: widthOf(verifier) }, () => lane(queue));
  });
  const probes = (plan.probes ?? []).map((code) => probed(code, context));
  await Promise.all([...lanes, ...probes]);
}

function worker(context: PoolContext): (check: PlannedCheck) => Promise<void> {
  const { plan, desk, journal, performer, admission, gate, onProgress, signal } = context;
  let done = 0;
  const finished = (facts: CheckFacts): void => {
    done += 1;
    desk.give(facts);
    onProgress({ done, planned: plan.checks.length, inFlight: gate.inFlight(), last: facts });
  };
  return async (check) => {
    const earlier = journal.resumed.get(check.id);
    if (earlier) return finished(earlier);
    try {
      const asked = await isAsked(check, admission);
      // Stopped while its endpoint was probed: there is nobody to ask any more.
      if (signal.aborted) return;
      const facts = asked ? await performer.perform(check) : unaskedFacts(check);
      if (signal.aborted) return;
      journal.note(facts);
      finished(facts);
    } catch (error) {
      desk.fail(check.id, error);
    }
  };
}

/** What nobody brings is put to nobody, and whoever did not pass the honesty probe is asked nothing else. */
async function isAsked(check: PlannedCheck, admission: Admission): Promise<boolean> {
  return check.unavailable === undefined && (await admission.of(check)).admitted;
}

async function probed(code: StateCode, { admission, desk }: PoolContext): Promise<void> {
  try {
    await admission.ofState(code);
  } catch (error) {
    desk.fail(`the honesty probe of ${code}`, error);
  }
}

function byVerifier(checks: readonly PlannedCheck[]): ReadonlyMap<StateCode, readonly PlannedCheck[]> {
  const lanes = new Map<StateCode, PlannedCheck[]>();
  for (const check of checks) {
    const lane = lanes.get(check.verifier);
    if (lane) lane.push(check);
    else lanes.set(check.verifier, [check]);
  }
  return lanes;
}
