/** Nobody outside this machine is asked without somebody's word. */
import { deepEqual, doesNotThrow, equal, match, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan, PlannedCheck } from '../model/plan';
import type { Endpoint, Profile } from '../model/profile';
import type { Case } from '../model/vector';
import { profileOf } from '../testing/sandbox-profiles';
import { lineOf, plannedCalls, requireConsent } from './calls';

const GOOD = { mint: 'endpoint' };
const FORGED = { mint: 'forge' };

function check(id: string, signer: string, verifier: string, more: Partial<PlannedCheck> = {}): PlannedCheck {
  return {
    id: `${id} ${signer} ${verifier}`,
    case: id,
    signer,
    verifier,
    format: 'CAdES',
    level: 'B-B',
    packaging: 'attached',
    suite: 'ecdsa-p256-sha256',
    claimed: true,
    assumed: [],
    scenario: 'x.feature:1',
    ...more,
  };
}

function at(url: string, retries = 0): Profile {
  const profile = profileOf('TR');
  const move = (endpoint: Endpoint | undefined) =>
    endpoint && { ...endpoint, url, budget: { ...endpoint.budget, retries } };
  const sign = move(profile.endpoints.sign);
  const verify = move(profile.endpoints.verify);
  return { ...profile, endpoints: { ...(sign && { sign }), ...(verify && { verify }) } };
}

const CHECKS = [
  check('good', 'TR', 'TR'),
  // The same artefact, put to another verifier, and one of another level.
  check('good', 'TR', 'KZ'),
  check('good', 'TR', 'KZ', { level: 'B-T' }),
  check('broken', 'TR', 'TR'),
  check('good', 'KZ', 'TR'),
];

function rows(profile: Profile) {
  const cases = new Map<string, Case>();
  for (const [id, one] of [
    ['good', GOOD],
    ['broken', FORGED],
  ] as const)
    cases.set(id, caseOf(one));
  return plannedCalls(planOf(CHECKS), [profile, profileOf('KZ')], cases);
}

function caseOf({ mint }: { readonly mint: string }): Case {
  return JSON.parse(JSON.stringify({ mint }));
}

function planOf(checks: readonly PlannedCheck[]): Plan {
  return JSON.parse(JSON.stringify({ checks }));
}

test('an artefact is signed once, every check is verified once; the forge and the sandbox are not counted', () => {
  const told = rows(at('https://dss.example/', 2)).map(({ state, role, questions, calls, atMost }) => [
    state,
    role,
    questions,
    calls,
    atMost,
  ]);
  deepEqual(told, [
    ['TR', 'sign', 2, 8, 24],
    // Its three checks, and four steps of the honesty probe.
    ['TR', 'verify', 7, 7, 21],
  ]);
});

test('what cannot be asked is not counted, and a state that would sign nothing else signs for its probe', () => {
  const [first, ...others] = CHECKS.map((one) => ({ ...one, signer: 'KZ' }));
  if (first === undefined) throw new Error('there are checks');
  const closed = { ...first, unavailable: 'nobody brings it' };
  const cases = new Map([['good', caseOf(GOOD)]]);
  const told = (checks: readonly PlannedCheck[]) =>
    plannedCalls(planOf(checks), [at('https://dss.example/'), profileOf('KZ')], cases).map(
      ({ role, questions }) => [role, questions],
    );
  deepEqual(told([closed]), []);
  deepEqual(told([closed, ...others.filter(({ verifier }) => verifier === 'TR')]), [
    ['sign', 1],
    ['verify', 6],
  ]);
});

test('this machine is not outside', () => {
  for (const url of [
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://[::1]:1/',
    'http://dss.tr.tamga.test/',
  ])
    deepEqual(rows(at(url)), [], url);
  for (const url of ['http://10.0.0.1/', 'https://localhost.example/', 'http://128.0.0.1/'])
    equal(rows(at(url)).length, 2, url);
});

test('without --yes the calls are told and nothing is asked', () => {
  const outside = rows(at('https://dss.example/'));
  throws(() => requireConsent(outside, false), {
    code: 'TAMGA-E-USAGE',
    message: /outside this machine:\nTR sign +https:\/\/dss\.example\/ {2}dss-rest {2}2 questions, 8 calls/,
    hint: /--yes/,
  });
  doesNotThrow(() => requireConsent(outside, true));
  doesNotThrow(() => requireConsent([], false));
  match(outside.map(lineOf).join(), /7 questions, 7 calls, at most 7/);
});
