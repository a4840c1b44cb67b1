/**
 * Leaves an endpoint alone for a while after it was silent several times in a row, then lets one question try it again.
 *
 * @module
 */
import type { Silent } from '../model/answer';
import type { Clock } from '../model/clock';
import type { BreakerRule } from '../model/profile';

/** `unasked`: the budget itself kept the question back, which says nothing of the endpoint. */
export type Experience = 'answered' | 'silent' | 'unasked';

export interface Breaker {
  /** Undefined: ask, and `note` what came of it. */
  admit(): Silent | undefined;
  note(experience: Experience): void;
}

export const NO_BREAKER: Breaker = { admit: () => undefined, note: () => undefined };

export function createBreaker(rule: BreakerRule, clock: Clock): Breaker {
  let inRow = 0;
  /** Null: closed. */
  let openUntil: number | null = null;
  let probing = false;
  return {
    admit() {
      if (openUntil === null) return undefined;
      const rest = openUntil - clock.now();
      if (rest > 0) return open(inRow, `for another ${Math.ceil(rest / 1000)} s`);
      if (probing) return open(inRow, 'while one question tries it again');
      probing = true;
      return undefined;
    },
    note(experience) {
      const probed = probing;
      probing = false;
      if (experience === 'unasked') return;
      if (experience === 'answered') {
        inRow = 0;
        openUntil = null;
        return;
      }
      inRow += 1;
      if (probed || inRow >= rule.silences) openUntil = clock.now() + rule.pauseMs;
    },
  };
}

function open(inRow: number, howLong: string): Silent {
  return {
    kind: 'silent',
    cause: 'budget',
    reason: `not asked: silent ${inRow} times in a row, left alone ${howLong} (budget.breaker of the profile); see the reasons before this one`,
  };
}
