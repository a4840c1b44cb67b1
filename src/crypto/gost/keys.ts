/**
 * Public keys that were met before: read once, with tables from their fourth use on.
 *
 * @module
 */
import { createLru, memoKey } from '../lru';
import type { GostCurve } from './curves';
import type { SumMatches } from './points';
import { type KeyRefusal, readPublicKey } from './public-key';
import { sumMatchesOf } from './sums';

export type GostKey =
  | { readonly accepted: true; readonly sumMatches: SumMatches }
  | { readonly accepted: false; readonly reason: KeyRefusal };

const LIMIT = 512;

const keys = createLru<GostKey>(LIMIT);

export function keyOf(curve: GostCurve, octets: Uint8Array): GostKey {
  const id = `${curve.name}:${memoKey(octets)}`;
  const known = keys.get(id);
  if (known !== undefined) return known;
  const reading = readPublicKey(curve, octets);
  const key: GostKey = reading.accepted
    ? { accepted: true, sumMatches: sumMatchesOf(curve, reading.point) }
    : reading;
  keys.set(id, key);
  return key;
}
