/**
 * A clock that stands still until a test moves it.
 *
 * @module
 */
import type { Clock } from '../model/clock';

export interface FakeClock extends Clock {
  /** Moves the time forward, waking whoever sleeps in the order of their times, and lets them act in between. */
  advance(ms: number): Promise<void>;
  /** Who sleeps now. */
  sleeping(): number;
}

interface Sleeper {
  readonly until: number;
  wake(): void;
}

export function fakeClock(instant = '2026-11-22T12:00:00Z'): FakeClock {
  let now = Date.parse(instant);
  const sleepers = new Set<Sleeper>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => now,
    sleeping: () => sleepers.size,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper: Sleeper = {
          until: now + ms,
          wake() {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => sleeper.wake(), { once: true });
      }),
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [first] = [...sleepers].sort((a, b) => a.until - b.until);
        if (first === undefined || first.until > end) break;
        now = Math.max(now, first.until);
        first.wake();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
