/**
 * xsd:dateTime to milliseconds since 1970.
 *
 * @see {@link https://www.w3.org/TR/xmlschema-2/#dateTime XML Schema part 2, section 3.2.7}
 * @module
 */
import { parseTime } from '../../encoding/time';

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** Undefined where the text is none. A time without a zone is taken for UTC, as the time-stamps beside it are. */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction = '', zone = 'Z'] = match;
  const whole = parseTime(`${year}${month}${day}${hours}${minutes}${seconds}Z`, false);
  if (whole === undefined) return undefined;
  const milliseconds = fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  return whole + milliseconds - offsetOf(zone);
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
}
