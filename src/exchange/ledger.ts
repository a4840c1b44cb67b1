/**
 * Counts the calls of a day over all rounds: one byte per call in one file per endpoint and day.
 *
 * Appending is atomic, so that rounds which run at once count together; a count that is too high is the safe mistake.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TamgaError } from '../model/error';

export interface Ledger {
  /** Takes one call of the day; false when the day has none left. */
  take(endpoint: string, day: string, perDay: number): boolean;
}

export function openLedger(folder: string): Ledger {
  return {
    take(endpoint, day, perDay) {
      const path = join(folder, `${day}-${createHash('sha256').update(endpoint).digest('hex').slice(0, 16)}`);
      try {
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= perDay) return false;
        mkdirSync(folder, { recursive: true });
        appendFileSync(path, '.');
        return statSync(path).size <= perDay;
      } catch (cause) {
        throw new TamgaError('TAMGA-E-OUT-DIR', `${path} cannot be written`, {
          hint: 'The daily limit of an endpoint is counted there: name a folder that you may write with --out.',
          cause,
        });
      }
    },
  };
}

/** For doors without a daily limit. */
export const NO_LEDGER: Ledger = { take: () => true };
