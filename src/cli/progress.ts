/**
 * Progress of a round on stderr: checks done, calls in flight, time left. A line that redraws itself on a terminal,
 * else a plain line now and then.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import type { Console } from './console';

export interface ProgressState {
  readonly done: number;
  readonly total: number;
  /** Calls to endpoints that wait for their answer. */
  readonly inFlight: number;
}

export interface Progress {
  update(state: ProgressState): void;
  /** Clears the redrawn line. */
  end(): void;
}

interface Measured {
  readonly checks: number;
  readonly ms: number;
}

const REDRAW_MS = 100;
const PLAIN_MS = 5_000;
/** Since the first finished check; before that the rate is a guess. */
const ETA_AFTER_MS = 2_000;

/** `now` in milliseconds; only differences count. */
export function createProgress(console: Console, now: () => number = () => performance.now()): Progress {
  // Minting and starting the sandbox come before the first check and say nothing about the rate.
  let first: { readonly at: number; readonly done: number } | undefined;
  const every = console.interactive ? REDRAW_MS : PLAIN_MS;
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    update(state) {
      const time = now();
      first ??= { at: time, done: state.done };
      const finished = state.done === state.total;
      if (time - shownAt < every && !finished) return;
      shownAt = time;
      const line = progressLine(state, { checks: state.done - first.done, ms: time - first.at });
      if (console.interactive) console.status(line.slice(0, console.columns - 1));
      else console.err(line);
    },
    end: () => console.status(''),
  };
}

/** `measured`: checks finished in how many milliseconds. */
export function progressLine({ done, total, inFlight }: ProgressState, measured: Measured): string {
  const { checks, ms } = measured;
  const left = checks > 0 && ms >= ETA_AFTER_MS ? (ms / checks) * (total - done) : undefined;
  const parts = [`${done}/${total} checks`, `${inFlight} ${inFlight === 1 ? 'call' : 'calls'} in flight`];
  if (left !== undefined && done < total) parts.push(`about ${duration(left)} left`);
  return parts.join(' · ');
}

/** `8 s`, `3 min 5 s`, `1 h 2 min` */
export function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
