import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { checkId } from '../model/check';
import { claims } from '../model/claim';
import { packageRoot } from '../model/package-root';
import type { Case } from '../model/vector';
import { PASSED } from '../model/verdict';
import { loadRoster } from '../roster/roster';
import { type Block, questions } from './covering';

const { profiles } = loadRoster({
  folder: join(packageRoot(), 'profiles'),
  suites: SUITE_IDS,
  dialects: DIALECTS,
});

const GOOD: Case = {
  id: 'good',
  title: 'good',
  polarity: 'positive',
  class: null,
  mint: 'endpoint',
  twin: null,
  formats: ['CMS', 'CAdES'],
  levels: ['none', 'B-B', 'B-T'],
  expected: PASSED,
  acceptable: [],
  deviation: null,
  clause: { doc: 'EN 319 102-1', section: '5.5' },
  why: 'so that the test has a case',
};
const FORGED: Case = { ...GOOD, id: 'forged', mint: 'forge', levels: ['none', 'B-T'] };

const LEVELS: Block = {
  columns: ['signer', 'verifier', 'format', 'level', 'packaging'],
  diagonal: false,
  full: false,
};
const PAIRS: Block = { columns: ['signer', 'verifier'], diagonal: false, full: false };

test('asks every pair for every format, level and packaging that the signer claims, once', () => {
  const asked = questions(GOOD, LEVELS, profiles);
  const ids = asked.map(checkId);
  equal(new Set(ids).size, ids.length);
  for (const signer of profiles) {
    const products = signer.claims
      .filter(({ role }) => role === 'sign')
      .flatMap(({ format, levels, packagings }) =>
        levels.flatMap((l) => packagings.map((p) => `${format}/${l}/${p}`)),
      );
    for (const verifier of profiles) {
      const mine = asked.filter((one) => one.signer === signer.code && one.verifier === verifier.code);
      const found = mine.map(({ format, level, packaging }) => `${format}/${level}/${packaging}`);
      deepEqual(found.sort(), signer === verifier ? [] : [...products].sort());
    }
  }
});

test('prefers the suite that the verifier claims to the one that the signer likes best', () => {
  const [tr] = questions(GOOD, LEVELS, profiles).filter(
    (one) => one.signer === 'TR' && one.verifier === 'KZ',
  );
  equal(tr?.suite, 'rsa-pkcs1-sha256');
  const [home] = questions(GOOD, LEVELS, profiles).filter(
    (one) => one.signer === 'TR' && one.verifier === 'AZ',
  );
  equal(home?.suite, 'ecdsa-p384-sha384');
});

test('a forged case is put only to verifiers that claim the product', () => {
  const asked = questions(FORGED, PAIRS, profiles);
  const verifierOf = (code: string) => profiles.find((profile) => profile.code === code);
  ok(asked.length > 20);
  ok(asked.every((one) => claims(verifierOf(one.verifier)?.claims ?? [], 'verify', one)));
  equal(new Set(asked.map(({ signer, verifier }) => `${signer}-${verifier}`)).size, asked.length);
});

test('what a verifier does not claim is still asked with the signer own product', () => {
  const uzToAz = questions(GOOD, LEVELS, profiles).filter(
    (one) => one.signer === 'UZ' && one.verifier === 'AZ',
  );
  deepEqual([...new Set(uzToAz.map(({ format }) => format))], ['CMS']);
});

test('the diagonal holds each state with itself and nothing else', () => {
  const asked = questions(GOOD, { ...LEVELS, diagonal: true }, profiles);
  ok(asked.length > 0 && asked.every(({ signer, verifier }) => signer === verifier));
});

test('a case is asked only for the families and digests that it exists for', () => {
  const [profile] = profiles;
  ok(profile);
  const suites = ['ecdsa-p256-sha256', 'kz-gost2004-gost34311', 'kz-gost2015-512-streebog512', 'ed25519'];
  const state = {
    ...profile,
    claims: (['sign', 'verify'] as const).map((role) => ({
      role,
      format: 'CAdES' as const,
      levels: ['B-T' as const],
      packagings: ['attached' as const],
      suites,
    })),
  };
  const asked = (limits: Partial<Case>): readonly string[] =>
    questions(
      { ...FORGED, ...limits },
      { columns: ['signer', 'verifier', 'suite'], diagonal: true, full: false },
      [state],
    ).map(({ suite }) => suite);
  deepEqual(asked({}), suites);
  deepEqual(asked({ families: ['gost'] }), suites.slice(1, 3));
  deepEqual(asked({ digests: ['gost94-test', 'gost94-cryptopro'] }), suites.slice(1, 2));
  deepEqual(asked({ families: ['rsa-pkcs1', 'ecdsa'], digests: ['sha384'] }), []);
});

test('the whole product contains the covering set', () => {
  const full = new Set(questions(GOOD, { ...PAIRS, full: true }, profiles).map(checkId));
  for (const id of questions(GOOD, LEVELS, profiles).map(checkId)) ok(full.has(id), id);
  ok(full.size > questions(GOOD, LEVELS, profiles).length);
});
