/** Every case of the catalogue is put to some verifier of the reference states, or stands here with the reason why not. */
import { deepEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { packageRoot } from '../model/package-root';
import type { CaseId } from '../model/vector';
import { loadCases } from '../roster/cases';
import { loadRoster } from '../roster/roster';
import { questions } from './covering';

const root = packageRoot();
const { profiles } = loadRoster({
  folder: join(root, 'profiles'),
  suites: SUITE_IDS,
  dialects: DIALECTS,
});
const EACH_VERIFIER = {
  columns: ['signer', 'verifier'],
  diagonal: false,
  rotate: true,
  full: false,
} as const;

/** A reason that no longer holds comes off the list. */
const UNASKED: Readonly<Record<CaseId, string>> = {};

test('every case is asked in the default round, but for those with a reason', () => {
  const unasked = loadCases(join(root, 'vectors'))
    .filter((one) => questions(one, EACH_VERIFIER, profiles, 'tamga').length === 0)
    .map(({ id }) => id);
  deepEqual(unasked.sort(), Object.keys(UNASKED).sort());
});
