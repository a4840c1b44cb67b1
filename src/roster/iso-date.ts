/**
 * ISO 8601 calendar dates.
 *
 * @module
 */

/** Whether a text is a day that the calendar has, written like 2029-01-01. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  // Some engines roll 30 February over into March.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}
