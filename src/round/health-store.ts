/**
 * Keeps the exchanges of an examination in memory: nothing of it is evidence, and nothing is written.
 *
 * @module
 */
import { type Store, sha256Hex } from '../exchange/store';
import type { Silent } from '../model/answer';
import type { Clock } from '../model/clock';

/** What an examination reads of a recorded exchange. */
export interface SeenExchange {
  readonly url: string;
  readonly status: number | null;
  readonly silent: Silent | null;
  /** Of the header Date, and of our clock when it was recorded; milliseconds since 1970. */
  readonly date: number | null;
  readonly at: number;
}

export interface HealthStore extends Store {
  exchange(sha256: string): readonly SeenExchange[];
}

export function createHealthStore(clock: Clock): HealthStore {
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly at: number }>();
  return {
    put(bytes) {
      const sha256 = sha256Hex(bytes);
      kept.set(sha256, { bytes, at: clock.now() });
      return sha256;
    },
    get: (sha256) => kept.get(sha256)?.bytes,
    exchange(sha256) {
      const found = kept.get(sha256);
      return found === undefined ? [] : [readExchange(found.bytes, found.at)];
    },
  };
}

/** Written by `openDoor` of src/exchange/door.ts. */
function readExchange(bytes: Uint8Array, at: number): SeenExchange {
  const head: Partial<SeenExchange> & {
    readonly responseHeaders?: Readonly<Record<string, string>>;
  } = JSON.parse(Buffer.from(bytes).toString('utf8'));
  // A command has neither URL nor headers.
  const { url = 'the command', status = null, silent = null, responseHeaders = {} } = head;
  const date = Date.parse(responseHeaders['date'] ?? '');
  return { url, status, silent, date: Number.isNaN(date) ? null : date, at };
}
