/**
 * The limits of time of one exchange: the whole, and its stages.
 *
 * @module
 */
import type { Limits } from './transfer';

export interface Deadline {
  readonly signal: AbortSignal;
  connected(): void;
  replied(): void;
  /** Milliseconds of the limit that was missed; undefined: none was. */
  missed(): number | undefined;
  end(): void;
}

/** The whole exchange and its stage have a timer each; whichever ends first ends the exchange. */
export function startDeadline(limits: Omit<Limits, 'maxBytes'>): Deadline {
  const abort = new AbortController();
  let late: number | undefined;
  const start = (ms: number): NodeJS.Timeout =>
    setTimeout(() => {
      late ??= ms;
      abort.abort();
    }, ms);
  const whole = start(limits.timeoutMs);
  let stage = limits.connectMs === undefined ? undefined : start(limits.connectMs);
  return {
    signal: abort.signal,
    connected() {
      clearTimeout(stage);
      stage = limits.firstByteMs === undefined ? undefined : start(limits.firstByteMs);
    },
    replied: () => clearTimeout(stage),
    missed: () => late,
    end() {
      clearTimeout(whole);
      clearTimeout(stage);
    },
  };
}
