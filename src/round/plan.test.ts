/** The plan says of every check whether it is claimed, and which unverified facts it rests on. */
import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SUITE_IDS, suiteById } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import { loadRoster } from '../roster/roster';
import { assumptionsOf } from './assumptions';
import { makePlan } from './plan';

const { profiles } = loadRoster({
  folder: join(packageRoot(), 'profiles'),
  suites: SUITE_IDS,
  dialects: DIALECTS,
});
const FRAME = {
  clock: { mode: 'frozen', instant: '2026-09-01T12:00:00Z' },
  seed: 'tamga',
  suiteDigest: '',
  profileDigests: {},
  scope: { set: 'covering', narrowedBy: null },
} as const;

function assumed(suite: string, over: readonly Profile[] = profiles): readonly string[] {
  const question = {
    case: 'good',
    signer: 'KG',
    verifier: 'TR',
    format: 'CAdES',
    level: 'B-T',
    packaging: 'attached',
    suite,
  } as const;
  const plan = makePlan([{ question, scenario: 'a.feature:1' }], over, new Map(), FRAME, assumptionsOf);
  return plan.checks[0]?.assumed ?? ['no check'];
}

test('a suite that is unverified as a whole makes its checks assumed, with the reasons of its row', () => {
  const row = suiteById('kg-gost2004-gost34311');
  deepEqual(
    assumed('kg-gost2004-gost34311'),
    row?.unverified.map((fact) => `kg-gost2004-gost34311: ${fact}`),
  );
  deepEqual(assumed('rsa-pkcs1-sha256'), []);
});

test('a remark on a part that no signature of ours uses makes nothing assumed', () => {
  equal(suiteById('kz-gost2004-gost34311')?.unverified.length, 1);
  deepEqual(assumed('kz-gost2004-gost34311'), []);
});

test('an authority with an unverified suite makes everything under it assumed', () => {
  const under = profiles.map((profile) =>
    profile.code === 'KG'
      ? {
          ...profile,
          certificateProfile: {
            ...profile.certificateProfile,
            issuing: { ...profile.certificateProfile.issuing, suite: 'kg-gost2004-gost34311' },
          },
        }
      : profile,
  );
  deepEqual(assumed('rsa-pkcs1-sha256', under), assumed('kg-gost2004-gost34311'));
});
