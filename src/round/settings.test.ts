/** Clock, tags and plan: what decides a round before anything is asked. */
import { deepEqual, equal, notEqual, ok, throws } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Question } from '../model/check';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import { frozen } from './clock';
import { enrol } from './enrolment';
import { makePlan, type PlanFrame, planDigest } from './plan';
import { settingsFrom, withClock } from './settings';
import { requireTagExpression } from './tag-expression';
import { pairExpression, questionOf, tagsOf } from './tags';

const { profiles, cases } = enrol(join(packageRoot(), 'profiles'));

const QUESTION: Question = {
  case: 'revoked',
  signer: 'KZ',
  verifier: 'TR',
  format: 'CAdES',
  level: 'B-T',
  packaging: 'attached',
  suite: 'rsa-pkcs1-sha256',
};

const FRAME: PlanFrame = {
  clock: { mode: 'frozen', instant: '2026-09-01T12:00:00Z' },
  seed: 'tamga',
  suiteDigest: 'd',
  profileDigests: {},
  scope: { set: 'covering', narrowedBy: null },
};

const NOTHING_ASSUMED = () => [];

test('an instant is UTC in whole seconds, and a day that exists', () => {
  equal(frozen('2028-02-29T00:00:00Z').instant, '2028-02-29T00:00:00Z');
  for (const outside of ['2012-12-31T23:59:59Z', '2029-01-01T00:00:00Z', '9999-01-01T00:00:00Z']) {
    throws(() => frozen(outside), { code: 'TAMGA-E-USAGE', message: `the cases do not hold at ${outside}` });
  }
  for (const wrong of [
    '2026-02-29T00:00:00Z',
    '2026-09-01',
    '2026-09-01T12:00:00',
    '2026-09-01T12:00:00+05:00',
    '',
  ]) {
    throws(() => frozen(wrong), { code: 'TAMGA-E-USAGE' });
  }
});

test('reference states are asked at a fixed instant; one real endpoint makes the round live', () => {
  deepEqual(withClock(settingsFrom({}), profiles).clock, { mode: 'frozen', instant: '2026-09-01T12:00:00Z' });
  const real = profiles.map((profile): Profile => {
    const { verify } = profile.endpoints;
    return profile.code === 'TR' && verify
      ? {
          ...profile,
          endpoints: { ...profile.endpoints, verify: { ...verify, url: 'https://verify.example/' } },
        }
      : profile;
  });
  equal(withClock(settingsFrom({}), real).clock.mode, 'live');
  equal(withClock(settingsFrom({ time: '2026-01-01T00:00:00Z' }), real).clock.mode, 'frozen');
});

test('tags carry the whole question, there and back', () => {
  deepEqual(questionOf(['@rejection', '@case:revoked', ...tagsOf(QUESTION)]), QUESTION);
  equal(questionOf(['@case:revoked']), null);
  throws(
    () => questionOf(['@case:revoked', ...tagsOf(QUESTION).filter((tag) => !tag.startsWith('@level'))]),
    {
      code: 'TAMGA-E-FEATURE',
    },
  );
});

test('a pair is two codes with a colon', () => {
  equal(pairExpression('kz:tr'), '@pair:KZ-TR');
  for (const wrong of ['KZ', 'KZ-TR', 'KZ:TR:AZ', ':TR', '']) {
    throws(() => pairExpression(wrong), { code: 'TAMGA-E-USAGE' });
  }
});

test('a negative brings its twin along, once', () => {
  const scenario = 'features/rejection/core.feature:1';
  const plan = makePlan([{ question: QUESTION, scenario }], profiles, cases, FRAME, NOTHING_ASSUMED);
  deepEqual(
    plan.checks.map((check) => check.case),
    ['revoked', 'good-forged'],
  );
  const twin = { question: { ...QUESTION, case: 'good-forged' }, scenario };
  equal(
    makePlan([twin, { question: QUESTION, scenario }], profiles, cases, FRAME, NOTHING_ASSUMED).checks.length,
    2,
  );
});

test('the round is named by what is asked: another seed is another round', () => {
  const selected = [{ question: QUESTION, scenario: 'features/a.feature:1' }];
  const plan = makePlan(selected, profiles, cases, FRAME, NOTHING_ASSUMED);
  equal(makePlan(selected, profiles, cases, FRAME, NOTHING_ASSUMED).round, plan.round);
  const other = makePlan(selected, profiles, cases, { ...FRAME, seed: 'other' }, NOTHING_ASSUMED);
  notEqual(other.round, plan.round);
  notEqual(planDigest(other), planDigest(plan));
  ok(plan.round.startsWith('frozen-20260901T120000Z-'));
  equal(plan.evidenceClass, 'simulated');
});

test('a tag expression that cannot be read is told before anything is started', () => {
  requireTagExpression('@case:revoked and not (@verifier:TR or @verifier:AZ)');
  for (const wrong of ['@case:revoked and', '(@case:revoked', 'and', '@a @b']) {
    throws(() => requireTagExpression(wrong), { code: 'TAMGA-E-USAGE' }, wrong);
  }
});
