/**
 * The algorithm policy that `--policy` names: one of ours, that of an enrolled state, or a file.
 *
 * @module
 */
import { join } from 'node:path';
import { SUITE_IDS } from '../crypto/suites';
import { KNOWN_DIALECTS } from '../exchange/door';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import type { AlgorithmPolicy } from '../model/policy';
import { DEFAULT_POLICY } from '../referee/default-policy';
import { NATIONAL_POLICY } from '../referee/national-policy';
import { loadPolicy } from '../roster/policy-file';
import { loadRoster } from '../roster/roster';

/** Whose names are no files; `./national` is one. */
const POLICIES: ReadonlyMap<string, AlgorithmPolicy> = new Map([
  ['default', DEFAULT_POLICY],
  ['national', NATIONAL_POLICY],
]);

/** Two letters are the code of a state; `./kz` is a file. */
const STATE_CODE = /^[A-Za-z]{2}$/;

/** @throws TamgaError TAMGA-E-POLICY */
export function readPolicy(wanted: string): AlgorithmPolicy {
  if (STATE_CODE.test(wanted)) return statePolicy(wanted.toUpperCase());
  return POLICIES.get(wanted) ?? loadPolicy(wanted);
}

/** What the shipped profile of the state declares. */
function statePolicy(code: string): AlgorithmPolicy {
  const { profiles } = loadRoster({
    folder: join(packageRoot(), 'profiles'),
    suites: SUITE_IDS,
    dialects: KNOWN_DIALECTS,
  });
  const profile = profiles.find((one) => one.code === code);
  if (profile !== undefined) return profile.algorithms;
  throw new TamgaError('TAMGA-E-POLICY', `no profile is of a state ${code}`, {
    hint: `There are ${profiles.map((one) => one.code.toLowerCase()).join(', ')}; a file of that name is written ./${code.toLowerCase()}.`,
  });
}
