/**
 * The options that say which round is meant: the same for `run` and `list`.
 *
 * @module
 */
import { resolve } from 'node:path';
import type { RunRequest } from '../round/run';
import type { Given } from './arguments';
import type { OptionSpec } from './command';

export const ROUND_OPTIONS = {
  pair: { value: 'KZ:TR', text: 'only signatures of the first state, verified in the second' },
  tags: {
    value: 'EXPRESSION',
    text: 'only scenarios with these cucumber tags, e.g. "@case:revoked and @level:B-T"',
  },
  profiles: { value: 'DIR', text: 'folder of the profiles to enrol (default: the reference states)' },
  seed: { value: 'TEXT', text: 'everything minted derives from it (default: tamga)' },
  time: { value: 'INSTANT', text: 'the one instant of the round, e.g. 2026-09-01T12:00:00Z, or now' },
  full: { text: 'the whole product instead of the covering set' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export function roundRequest(given: Given): RunRequest {
  const pair = given.text('pair');
  const tags = given.text('tags');
  const profiles = given.text('profiles');
  const out = given.text('out');
  const seed = given.text('seed');
  const time = given.text('time');
  return {
    ...(pair !== undefined && { pair }),
    ...(tags !== undefined && { tags }),
    ...(profiles !== undefined && { profiles: resolve(profiles) }),
    ...(out !== undefined && { out: resolve(out) }),
    ...(seed !== undefined && { seed }),
    ...(time !== undefined && { time }),
    full: given.has('full'),
  };
}
