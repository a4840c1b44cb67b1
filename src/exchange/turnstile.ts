/**
 * Spaces calls evenly, so that the server never meets them faster than it wants to.
 *
 * @module
 */
import type { Clock } from '../model/clock';

export interface Turnstile {
  /** Resolves when the next call may begin, with its ticket; without one when the wait was ended by the signal. */
  pass(signal: AbortSignal): Promise<number | undefined>;
  /** The call with this ticket has reached the server. */
  arrived(ticket: number): void;
}

/**
 * A bucket of one token. What counts is when calls meet the server, not when they leave here: a call that was held up on
 * its way must not be followed too closely. So the next one waits its interval from the moment in which the last one is
 * known to have arrived, at most twice the interval where no reply begins.
 */
export function createTurnstile(perSecond: number, clock: Clock): Turnstile {
  // The coarsest timer rounds down by one millisecond.
  const interval = 1000 / perSecond + 1;
  let free = 0;
  let last = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let wake = (): void => undefined;

  const pass = async (signal: AbortSignal): Promise<number | undefined> => {
    for (let rest = free - clock.now(); rest > 0 && !signal.aborted; rest = free - clock.now()) {
      const nap = new AbortController();
      wake = () => nap.abort();
      await clock.sleep(rest, AbortSignal.any([signal, nap.signal]));
    }
    if (signal.aborted) return undefined;
    free = clock.now() + 2 * interval;
    last += 1;
    return last;
  };

  return {
    pass(signal) {
      const turn = queue.then(() => pass(signal));
      queue = turn;
      return turn;
    },
    arrived(ticket) {
      // News of an older call says nothing of when the last one arrives.
      if (ticket !== last) return;
      free = Math.min(free, clock.now() + interval);
      wake();
    },
  };
}
