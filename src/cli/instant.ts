/**
 * An instant on the command line: ISO 8601 with date, time and zone, all of them, because half an instant is a guess.
 *
 * @module
 */
import { TamgaError } from '../model/error';

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](\d\d):(\d\d))$/;

/** @throws TamgaError TAMGA-E-USAGE */
export function readInstant(option: string, text: string): Date {
  const [year, month, day, hour, minute, second, zoneHour = 0, zoneMinute = 0] =
    INSTANT.exec(text)
      ?.slice(1)
      .map((part) => (part === undefined ? 0 : Number(part))) ?? [];
  const date = new Date(text);
  if (
    year !== undefined &&
    month !== undefined &&
    day !== undefined &&
    hour !== undefined &&
    minute !== undefined &&
    second !== undefined &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    zoneHour < 24 &&
    zoneMinute < 60 &&
    // Date rolls 31 February over into March: only a day of the calendar comes back as it went in.
    new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day &&
    month >= 1 &&
    month <= 12 &&
    !Number.isNaN(date.getTime())
  )
    return date;
  throw new TamgaError(
    'TAMGA-E-USAGE',
    `--${option} "${text}" is not an ISO 8601 instant with date, time and zone`,
    {
      hint: 'Write it as 2026-09-01T12:00:00Z or 2026-09-01T17:00:00+05:00.',
    },
  );
}
