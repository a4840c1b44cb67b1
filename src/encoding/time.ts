/**
 * UTCTime and GeneralizedTime, to and from milliseconds since 1970.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 RFC 5280, section 4.1.2.5}
 * @module
 */

const UTC = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z$/;

/** Undefined unless the text is in the DER form: seconds present, `Z`, no trailing zero of a fraction. */
export function parseTime(text: string, utc: boolean): number | undefined {
  const match = (utc ? UTC : GENERALIZED).exec(text);
  if (match === null) return undefined;
  const [, yearText = '', month = '', day = '', hours = '', minutes = '', seconds = '', fraction = ''] =
    match;
  const parsed = Number(yearText);
  // RFC 5280 section 4.1.2.5.1: two digits from 50 on are of the twentieth century.
  const year = utc ? parsed + (parsed >= 50 ? 1900 : 2000) : parsed;
  const milliseconds = fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  const time = Date.UTC(
    2000,
    Number(month) - 1,
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
    milliseconds,
  );
  const date = new Date(time);
  date.setUTCFullYear(year, Number(month) - 1, Number(day));
  // A calendar that carries over (31 February, 24:00, second 60) did not hold the date that was written.
  const kept =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    date.getUTCHours() === Number(hours) &&
    date.getUTCMinutes() === Number(minutes) &&
    date.getUTCSeconds() === Number(seconds);
  return kept ? date.getTime() : undefined;
}

/** Seconds and fraction may be absent, and an offset may stand for `Z` (X.680 sections 46 and 47); local time is none. */
const ANY_UTC = /^(\d{10})(\d\d)?()(?:Z|([+-])(\d\d)(\d\d)?)$/;
const ANY_GENERALIZED = /^(\d{12})(\d\d)?(?:[.,](\d{1,9}))?(?:Z|([+-])(\d\d)(\d\d)?)$/;

export function parseAnyTime(text: string, utc: boolean): number | undefined {
  const strict = parseTime(text, utc);
  const match = strict === undefined ? (utc ? ANY_UTC : ANY_GENERALIZED).exec(text) : null;
  if (match === null) return strict;
  const [, given = '', seconds = '00', fraction = '', sign = '+', hours = '00', minutes = '00'] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const local = parseTime(`${given}${seconds}Z`, utc);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const milliseconds = fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  return local === undefined ? undefined : local + milliseconds + (sign === '+' ? -offset : offset);
}

/** `YYMMDDHHMMSSZ` up to 2049, `YYYYMMDDHHMMSSZ` from then on (RFC 5280 section 4.1.2.5). */
export function formatTime(time: Date): { readonly utc: boolean; readonly text: string } {
  const year = time.getUTCFullYear();
  const generalized = formatGeneralizedTime(time);
  return year >= 1950 && year < 2050
    ? { utc: true, text: generalized.slice(2) }
    : { utc: false, text: generalized };
}

/** Whole seconds. */
export function formatGeneralizedTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

/** ISO 8601 UTC for people and reports: a fraction of a second only where there is one. */
export function isoInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
