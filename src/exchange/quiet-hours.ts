/**
 * The local day of an endpoint: in which hours it is left alone, and which calendar day its daily limit counts.
 *
 * @module
 */
import type { Budget, QuietHours } from '../model/profile';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** The span in which the endpoint is left alone now; undefined: it may be asked. */
export function quietNow({ quietHours = [], utcOffset }: Budget, now: number): QuietHours | undefined {
  const minute = mod(Math.floor(now / MINUTE_MS) + offsetMinutes(utcOffset), DAY_MINUTES);
  return quietHours.find((span) => lies(minute, minuteOf(span.from), minuteOf(span.to)));
}

/** `2026-11-22`, in the zone of the endpoint. */
export function dayOf({ utcOffset }: Budget, now: number): string {
  return new Date(now + offsetMinutes(utcOffset) * MINUTE_MS).toISOString().slice(0, 10);
}

function lies(minute: number, from: number, to: number): boolean {
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}

function minuteOf(text: string): number {
  const [hours = '0', minutes = '0'] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function offsetMinutes(offset = '+00:00'): number {
  return (offset.startsWith('-') ? -1 : 1) * minuteOf(offset.slice(1));
}

function mod(value: number, of: number): number {
  return ((value % of) + of) % of;
}
