/**
 * The claimed signing time of a JWS: `iat`, and `sigT` of earlier JAdES signatures.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, sections 5.1.11 and 5.2.1}
 * @module
 */
import type { JsonObject } from '../../encoding/json';
import { member } from '../../encoding/json-document';
import { parseTime } from '../../encoding/time';
import type { JwsFault, WithFaults } from './oddity';

/** The year 9999 ends; some write milliseconds, which as seconds are far behind it. */
const LAST = 253_402_300_799;

export function readSigningTimes(header: JsonObject): WithFaults<readonly number[]> {
  const times: number[] = [];
  const faults: JwsFault[] = [];
  for (const [name, read] of [
    ['iat', secondsOf],
    ['sigT', instantOf],
  ] as const) {
    const value = member(header, name);
    if (value === undefined) continue;
    const time = read(value);
    if (time === undefined) faults.push({ kind: 'jws.signing-time', found: `${name} is no time` });
    else times.push(time);
  }
  // TS 119 182-1 section 5.2.1: a signature has one of the two. Which of them counts, readers decide in their own ways.
  if (times.length > 1) faults.push({ kind: 'jws.signing-time', found: 'iat and sigT both claim a time' });
  return { value: times, faults };
}

/** RFC 7519 section 2, NumericDate: seconds since 1970, with or without a fraction. */
function secondsOf(value: unknown): number | undefined {
  if (typeof value !== 'number' || value < 0 || value > LAST) return undefined;
  return Math.floor(value * 1000);
}

/** TS 119 182-1 section 5.2.1: RFC 3339 in UTC with seconds. */
function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) return undefined;
  return parseTime(`${value.slice(0, 19).replace(/[-:T]/g, '')}Z`, false);
}
