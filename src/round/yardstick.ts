/**
 * What a round is judged by, as it was when the round ran: `roster.json` in its folder.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Yardstick } from '../matrix/build';
import { TamgaError } from '../model/error';
import type { KnownDivergence } from '../model/matrix';
import type { Profile } from '../model/profile';
import type { Case } from '../model/vector';
import { writeJson } from './files';

const NAME = 'roster.json';

/** Kept beside the plan, so that a later edit of a profile cannot change what a past round says. */
export function writeYardstick(folder: string, yardstick: Yardstick): void {
  writeJson(join(folder, NAME), yardstick);
}

/** @throws {TamgaError} TAMGA-E-ROUND-READ */
export function readYardstick(folder: string): Yardstick {
  const path = join(folder, NAME);
  const value = parse(path);
  if (isYardstick(value)) return value;
  throw unreadable(path, 'does not hold profiles, cases and divergences');
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw unreadable(path, 'cannot be read as JSON', cause);
  }
}

function unreadable(path: string, what: string, cause?: unknown): TamgaError {
  return new TamgaError('TAMGA-E-ROUND-READ', `${path} ${what}`, {
    hint: 'Name the folder of a round: the one that holds plan.json, roster.json and checks.ndjson.',
    cause,
  });
}

function isYardstick(value: unknown): value is Yardstick {
  return (
    isObject(value) &&
    isArrayOf(value['profiles'], isProfile) &&
    isArrayOf(value['cases'], isCase) &&
    isArrayOf(value['divergences'], isDivergence)
  );
}

/** Our own file, written whole: its parts were checked against their schemas when the round began. */
function isProfile(value: unknown): value is Profile {
  return (
    isObject(value) &&
    typeof value['code'] === 'string' &&
    isObject(value['trust']) &&
    Array.isArray(value['claims'])
  );
}

function isCase(value: unknown): value is Case {
  return isObject(value) && typeof value['id'] === 'string' && isObject(value['expected']);
}

function isDivergence(value: unknown): value is KnownDivergence {
  return isObject(value) && typeof value['check'] === 'string' && typeof value['expires'] === 'string';
}

function isArrayOf<T>(value: unknown, is: (one: unknown) => one is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
