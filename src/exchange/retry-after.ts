/**
 * How long an endpoint asks to be left alone: Retry-After in seconds or as a date.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110 RFC 9110} section 10.2.3
 * @module
 */

/** A longer wish is taken for this: nobody waits for it anyway, and a slip of the pen must not end all rounds. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** RFC 9110 section 5.6.7: the one form that is still written. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds from `now` on; undefined for what is neither form. */
export function retryAfterMs(text: string, now: number): number | undefined {
  const wish = text.trim();
  if (/^\d{1,15}$/.test(wish)) return Math.min(Number(wish) * 1000, LONGEST_MS);
  if (!HTTP_DATE.test(wish)) return undefined;
  const then = Date.parse(wish);
  return Number.isNaN(then) ? undefined : Math.min(Math.max(then - now, 0), LONGEST_MS);
}
