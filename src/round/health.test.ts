/** Which questions an examination asks, and what its findings end with. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Claim } from '../model/claim';
import { endpointsOf } from '../model/endpoints';
import { EXIT } from '../model/error';
import type { Endpoint, Profile } from '../model/profile';
import { profileOf } from '../testing/sandbox-profiles';
import { exitOf, type Finding, type Result } from './health-finding';
import { callsFor, questionsFor } from './health-questions';

const TR = profileOf('TR');
const CLAIM: Claim = {
  role: 'verify',
  format: 'CAdES',
  levels: ['B-B', 'B-T', 'B-LT'],
  packagings: ['attached', 'detached'],
  suites: ['ecdsa-p256-sha256', 'rsa-pkcs1-sha256'],
};

function real(claims: readonly Claim[], more: Partial<Profile> = {}): Profile {
  const at = (endpoint: Endpoint | undefined): Endpoint => {
    ok(endpoint !== undefined);
    return { ...endpoint, url: 'https://dss.example/' };
  };
  const { sign, verify } = TR.endpoints;
  return { ...TR, claims, endpoints: { sign: at(sign), verify: at(verify) }, ...more };
}

function asked(profile: Profile, name: string): readonly string[] {
  const named = endpointsOf(profile).find((one) => one.name === name);
  ok(named !== undefined);
  return questionsFor(profile, named).map(({ product, claimed }) =>
    [product.format, product.level, product.packaging, product.suite, claimed ? '' : 'not claimed']
      .join(' ')
      .trim(),
  );
}

test('every level and packaging once, and every suite only where somebody signs with it', () => {
  const verify = ['B-B attached', 'B-T attached', 'B-LT attached', 'B-B detached'];
  deepEqual(
    asked(real([CLAIM]), 'verify'),
    verify.map((form) => `CAdES ${form} ecdsa-p256-sha256`),
  );
  deepEqual(asked(real([{ ...CLAIM, role: 'sign' }]), 'sign').slice(4), [
    'CAdES B-B attached rsa-pkcs1-sha256',
  ]);
});

test('two claims of one product ask it once', () => {
  equal(asked(real([CLAIM, CLAIM]), 'verify').length, 4);
});

test('what nobody claims is asked of reference states alone, or where the sandbox roots are installed', () => {
  const unclaimed = (profile: Profile) =>
    asked(profile, 'verify').filter((one) => one.endsWith('not claimed'));
  deepEqual(unclaimed(real([CLAIM])), []);
  equal(unclaimed({ ...TR, claims: [CLAIM] }).length, 11);
  equal(unclaimed(real([CLAIM], { kit: { files: [], sandboxRootsInstalled: true } })).length, 11);
});

test('a further endpoint is asked what its claims name, and the main one is not', () => {
  const main = real([CLAIM, { ...CLAIM, format: 'CMS', levels: ['none'], endpoint: 'other' }]);
  const { sign, verify } = main.endpoints;
  ok(sign !== undefined && verify !== undefined);
  const profile = {
    ...main,
    endpoints: { sign, verify, further: { other: { ...verify, role: 'verify' as const } } },
  };
  deepEqual(asked(profile, 'other'), [
    'CMS none attached ecdsa-p256-sha256',
    'CMS none detached ecdsa-p256-sha256',
  ]);
  ok(asked(profile, 'verify').every((one) => one.startsWith('CAdES')));
});

test('the calls are told before: canary, version, a text without a signature, and each question', () => {
  const profile = real([CLAIM, { ...CLAIM, role: 'sign', levels: ['B-B'], packagings: ['attached'] }]);
  const calls = (withClaims: boolean) =>
    endpointsOf(profile).map((named) => callsFor(profile, named, withClaims));
  // Signing takes four calls under dss-rest, for each of two suites.
  deepEqual(calls(true), [3 + 2 * 4, 3 + 1 + 4]);
  deepEqual(calls(false), [3, 3]);
});

function finding(about: string, examined: Finding['examined'], result: Result): Finding {
  return { about, examined, result, found: '', advice: null };
}
const ALIVE = finding('verify', 'dialect', 'well');

const EXITS: readonly (readonly [string, readonly Finding[], number])[] = [
  ['nothing found', [], EXIT.ok],
  ['all well', [ALIVE, finding('trust', 'anchor', 'warning')], EXIT.ok],
  [
    'a fault',
    [ALIVE, finding('trust', 'anchor', 'fault'), finding('verify', 'claim', 'silent')],
    EXIT.unexpected,
  ],
  ['a silence', [ALIVE, finding('verify', 'claim', 'silent')], EXIT.incomplete],
  [
    'unsafe before a fault',
    [ALIVE, finding('verify', 'honesty', 'unsafe'), finding('verify', 'claim', 'fault')],
    EXIT.unsafe,
  ],
  ['refused access is an answer', [finding('verify', 'authorisation', 'silent')], EXIT.incomplete],
  [
    'nobody answers',
    [finding('sign', 'connection', 'silent'), finding('verify', 'name', 'silent')],
    EXIT.unavailable,
  ],
  ['one of two answers', [ALIVE, finding('sign', 'connection', 'silent')], EXIT.incomplete],
  [
    'trust is no endpoint',
    [finding('verify', 'dialect', 'silent'), finding('trust', 'address', 'well')],
    EXIT.unavailable,
  ],
];
for (const [what, findings, exit] of EXITS) test(`${what}: ${exit}`, () => equal(exitOf(findings), exit));
