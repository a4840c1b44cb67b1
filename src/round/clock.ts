/**
 * The clock of a round, and the only file that asks the system for the time.
 *
 * @module
 */
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../model/clock';
import { TamgaError } from '../model/error';
import type { RoundClock } from '../model/plan';

/** The default instant of a round among reference states: fixed, so that two runs give the same bytes. */
export const DEFAULT_INSTANT = '2026-09-01T12:00:00Z';

const ISO_8601_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * The span in which every case of the catalogue is what it says: SHA-1 is no longer accepted (2012-08-01, TS 119 312),
 * RSA with less than 3000 bits still is (until 2029-01-01).
 */
const EARLIEST = '2013-01-01T00:00:00Z';
const LATEST = '2028-12-31T23:59:59Z';

/** @throws {TamgaError} TAMGA-E-USAGE when the text lies outside the span of the catalogue or is not a UTC instant in whole seconds. */
export function frozen(instant: string): RoundClock {
  const date = new Date(instant);
  // Date rolls 31 February over into March: only what survives the round trip was a date.
  const real = ISO_8601_UTC.test(instant) && date.toISOString() === instant.replace('Z', '.000Z');
  if (!real) {
    throw new TamgaError('TAMGA-E-USAGE', `"${instant}" is not a UTC instant in whole seconds`, {
      hint: `Write it as ${DEFAULT_INSTANT}.`,
    });
  }
  // Instants of one form compare as texts.
  if (instant < EARLIEST || instant > LATEST) {
    throw new TamgaError('TAMGA-E-USAGE', `the cases do not hold at ${instant}`, {
      hint: `Name an instant from ${EARLIEST} to ${LATEST}: in it no accepted algorithm of the cases has ended.`,
    });
  }
  return { mode: 'frozen', instant };
}

/** The present, cut to whole seconds: for rounds with a real endpoint. */
export function live(): RoundClock {
  return { mode: 'live', instant: `${new Date().toISOString().slice(0, 19)}Z` };
}

/** For the named clock fields of reports only; nothing is computed from it. */
export function timeOfDay(): string {
  return new Date().toISOString();
}

/** For budgets of real endpoints: quiet hours, days and pauses are of the present even where a round is frozen. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    if (signal?.aborted) return;
    const options = signal === undefined ? {} : { signal };
    // The only reason to reject is the signal.
    await setTimeout(ms, undefined, options).catch(() => undefined);
  },
};
