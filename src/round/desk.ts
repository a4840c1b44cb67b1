/**
 * The desk between pool and scenarios: each waits for its own answer, in whatever order the answers come.
 *
 * @module
 */
import type { CheckFacts, CheckId } from '../model/check';
import { TamgaError } from '../model/error';
import type { Plan } from '../model/plan';

export interface Desk {
  facts(id: CheckId): Promise<CheckFacts>;
  give(facts: CheckFacts): void;
  fail(id: CheckId, error: unknown): void;
  /** Settles when every check is given or failed. */
  all(): Promise<void>;
  /** The first error of the harness itself, or undefined. */
  failure(): unknown;
}

export function createDesk(plan: Plan): Desk {
  const resolvers = new Map<CheckId, { give: (facts: CheckFacts) => void; fail: (error: unknown) => void }>();
  const promises = new Map<CheckId, Promise<CheckFacts>>();
  let failure: unknown;
  for (const { id } of plan.checks) {
    const promise = new Promise<CheckFacts>((give, fail) => resolvers.set(id, { give, fail }));
    // A scenario that is filtered out never looks at its promise: that is no unhandled rejection.
    promise.catch(() => undefined);
    promises.set(id, promise);
  }
  return {
    facts(id) {
      const promise = promises.get(id);
      if (promise) return promise;
      throw new TamgaError('TAMGA-E-INTERNAL', `check ${id} is not in the plan`);
    },
    give: (facts) => resolvers.get(facts.id)?.give(facts),
    fail(id, error) {
      failure ??= error;
      resolvers.get(id)?.fail(error);
    },
    all: async () => {
      await Promise.allSettled(promises.values());
    },
    failure: () => failure,
  };
}
