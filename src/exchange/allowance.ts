/**
 * The budgets of a round's endpoints in use: who shares one, how many calls are under way, when the next may begin.
 *
 * @module
 */
import type { Silent } from '../model/answer';
import type { Clock } from '../model/clock';
import type { Endpoint } from '../model/profile';
import type { Pacer, Turn } from '../net/pacer';
import { type Breaker, createBreaker, NO_BREAKER } from './breaker';
import type { Ledger } from './ledger';
import { dayOf, quietNow } from './quiet-hours';
import { retryAfterMs } from './retry-after';
import { createSemaphore, type Semaphore } from './semaphore';
import { createTurnstile } from './turnstile';

export interface Allowance {
  /** Places for questions. */
  readonly places: Semaphore;
  /** Turns for calls; one question may need several. */
  readonly pacer: Pacer;
  readonly breaker: Breaker;
}

export interface Allowances {
  /** `name` tells endpoints of one URL apart that do not share a budget, and names them in the ledger. */
  of(endpoint: Endpoint, name: string): Allowance;
  /** Ends every wait; whoever waited was not asked. */
  close(): void;
}

export interface AllowancesContext {
  readonly clock: Clock;
  readonly ledger: Ledger;
}

export function createAllowances(context: AllowancesContext): Allowances {
  const known = new Map<string, Allowance>();
  const end = new AbortController();
  return {
    of(endpoint, name) {
      const key = keyOf(endpoint, name);
      const allowance = known.get(key) ?? createAllowance(endpoint, key, context, end.signal);
      known.set(key, allowance);
      return allowance;
    },
    close: () => end.abort(),
  };
}

function keyOf({ url, budget }: Endpoint, name: string): string {
  return budget.shared === undefined ? `${url} ${name}` : `${new URL(url).origin} ${budget.shared}`;
}

function createAllowance(
  { budget }: Endpoint,
  key: string,
  context: AllowancesContext,
  ended: AbortSignal,
): Allowance {
  return {
    places: createSemaphore(budget.concurrency),
    pacer: createPacer(budget, key, context, ended),
    breaker: budget.breaker === undefined ? NO_BREAKER : createBreaker(budget.breaker, context.clock),
  };
}

/** A longer Retry-After is not waited for. */
const PATIENCE_MS = 60_000;

function createPacer(
  budget: Endpoint['budget'],
  key: string,
  { clock, ledger }: AllowancesContext,
  ended: AbortSignal,
): Pacer {
  const calls = createSemaphore(budget.concurrency);
  const turnstile = budget.perSecond === undefined ? undefined : createTurnstile(budget.perSecond, clock);
  let pausedUntil = 0;

  /** The ticket of a call that may begin now. */
  const wait = async (): Promise<number | undefined | Silent> => {
    for (let rest = pausedUntil - clock.now(); rest > 0; rest = pausedUntil - clock.now()) {
      if (ended.aborted) return unasked('the round was ended');
      if (rest > PATIENCE_MS) return paused(rest);
      await clock.sleep(rest, ended);
    }
    const ticket = await turnstile?.pass(ended);
    if (ended.aborted) return unasked('the round was ended');
    const now = clock.now();
    const quiet = quietNow(budget, now);
    if (quiet !== undefined)
      return unasked(
        `it is left alone from ${quiet.from} to ${quiet.to} at UTC${budget.utcOffset ?? '+00:00'} (budget.quietHours of the profile); run the round at another hour`,
      );
    const { perDay } = budget;
    if (perDay !== undefined && !ledger.take(key, dayOf(budget, now), perDay))
      return unasked(
        `its ${perDay} calls of today are used up (budget.perDay of the profile); run a smaller round, or the rest tomorrow`,
      );
    return ticket;
  };

  const turn = (leave: () => void, ticket: number | undefined): Turn => ({
    arrived() {
      if (ticket !== undefined) turnstile?.arrived(ticket);
    },
    over(status, headers) {
      leave();
      const wish = headers['retry-after'];
      if (wish === undefined || (status !== 429 && status !== 503)) return;
      pausedUntil = Math.max(pausedUntil, clock.now() + (retryAfterMs(wish, clock.now()) ?? 0));
    },
  });

  return {
    async enter() {
      const leave = await calls.enter();
      const ticket = await wait().catch((error: unknown) => {
        leave();
        throw error;
      });
      if (typeof ticket !== 'object') return turn(leave, ticket);
      leave();
      return ticket;
    },
  };
}

function unasked(why: string): Silent {
  return { kind: 'silent', cause: 'budget', reason: `not asked: ${why}` };
}

function paused(rest: number): Silent {
  return {
    kind: 'silent',
    cause: 'throttled',
    reason: `not asked: the endpoint wants to be left alone for another ${Math.ceil(rest / 1000)} s (Retry-After), longer than the ${PATIENCE_MS / 1000} s that we wait; lower the budget of the profile`,
  };
}
