/**
 * Dates of PDF: `D:20260102030405+01'00'`.
 *
 * @see ISO 32000-2, section 7.9.4
 * @module
 */
import { parseTime } from '../../encoding/time';

const DATE =
  /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00'?(?:00'?)?)?|([+-])(\d\d)'?(?:(\d\d)'?)?)?$/;

/** Milliseconds since 1970; undefined if it is no such date. A date that names no zone is taken as UTC. */
export function parsePdfDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '01', day = '01', hours = '00', minutes = '00', seconds = '00'] = match;
  const [sign = '+', offsetHours = '00', offsetMinutes = '00'] = match.slice(7);
  const local = parseTime(`${year}${month}${day}${hours}${minutes}${seconds}Z`, false);
  if (local === undefined || Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return sign === '+' ? local - offset : local + offset;
}
