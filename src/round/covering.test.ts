import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { caseExistsFor } from '../forge/cases/registry';
import { impossible } from '../forge/legality';
import { mintState } from '../forge/pki';
import { checkId } from '../model/check';
import { claims, FORMATS, LEVELS as LEVELS_OF_CLAIMS } from '../model/claim';
import { levelsOf } from '../model/forms';
import { packageRoot } from '../model/package-root';
import type { Case } from '../model/vector';
import { PASSED } from '../model/verdict';
import { loadCases } from '../roster/cases';
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
  formats: FORMATS,
  levels: LEVELS_OF_CLAIMS,
  expected: PASSED,
  acceptable: [],
  deviation: null,
  clause: { doc: 'EN 319 102-1', section: '5.5' },
  why: 'so that the test has a case',
};
const FORGED: Case = {
  ...GOOD,
  id: 'forged',
  mint: 'forge',
  formats: ['CMS', 'CAdES'],
  levels: ['none', 'B-T'],
};

const LEVELS: Block = {
  columns: ['signer', 'verifier', 'format', 'level', 'packaging'],
  diagonal: false,
  rotate: false,
  full: false,
};
const PAIRS: Block = { columns: ['signer', 'verifier'], diagonal: false, rotate: false, full: false };

test('asks every pair for every format, level and packaging that the signer claims, once', () => {
  const asked = questions(GOOD, LEVELS, profiles, 'tamga');
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
      deepEqual(found.sort(), signer === verifier ? [] : [...new Set(products)].sort());
    }
  }
});

test('prefers the suite that the verifier claims to the one that the signer likes best', () => {
  const [tr] = questions(GOOD, LEVELS, profiles, 'tamga').filter(
    (one) => one.signer === 'TR' && one.verifier === 'KZ',
  );
  equal(tr?.suite, 'rsa-pkcs1-sha256');
  const [home] = questions(GOOD, LEVELS, profiles, 'tamga').filter(
    (one) => one.signer === 'TR' && one.verifier === 'AZ',
  );
  equal(home?.suite, 'ecdsa-p384-sha384');
});

test('a forged case is put only to verifiers that claim the product', () => {
  const asked = questions(FORGED, PAIRS, profiles, 'tamga');
  const verifierOf = (code: string) => profiles.find((profile) => profile.code === code);
  ok(asked.length > 20);
  ok(asked.every((one) => claims(verifierOf(one.verifier)?.claims ?? [], 'verify', one)));
  equal(new Set(asked.map(({ signer, verifier }) => `${signer}-${verifier}`)).size, asked.length);
});

test('what a verifier does not claim is still asked with the signer own product', () => {
  const uzToAz = questions(GOOD, LEVELS, profiles, 'tamga').filter(
    (one) => one.signer === 'UZ' && one.verifier === 'AZ',
  );
  deepEqual([...new Set(uzToAz.map(({ format }) => format))], ['CMS']);
});

test('the diagonal holds each state with itself and nothing else', () => {
  const asked = questions(GOOD, { ...LEVELS, diagonal: true }, profiles, 'tamga');
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
      { columns: ['signer', 'verifier', 'suite'], diagonal: true, rotate: false, full: false },
      [state],
      'tamga',
    ).map(({ suite }) => suite);
  deepEqual(asked({}), suites);
  deepEqual(asked({ families: ['gost'] }), suites.slice(1, 3));
  deepEqual(asked({ digests: ['gost94-test', 'gost94-cryptopro'] }), suites.slice(1, 2));
  deepEqual(asked({ families: ['rsa-pkcs1', 'ecdsa'], digests: ['sha384'] }), []);
});

test('the whole product contains the covering set', () => {
  const full = new Set(questions(GOOD, { ...PAIRS, full: true }, profiles, 'tamga').map(checkId));
  for (const id of questions(GOOD, LEVELS, profiles, 'tamga').map(checkId)) ok(full.has(id), id);
  ok(full.size > questions(GOOD, LEVELS, profiles, 'tamga').length);
});

test('a rotated block asks each verifier about one signer, drawn by seed and case', () => {
  const drawn = (seed: string, id: string): readonly string[] =>
    questions({ ...FORGED, id }, { ...PAIRS, rotate: true }, profiles, seed).map(
      ({ signer, verifier }) => `${signer}-${verifier}`,
    );
  const once = drawn('tamga', 'obstacle');
  deepEqual([...new Set(once.map((pair) => pair.slice(3)))].sort(), profiles.map(({ code }) => code).sort());
  equal(once.length, profiles.length);
  deepEqual(drawn('tamga', 'obstacle'), once);
  const others = ['a', 'b', 'c', 'd'].map((seed) => drawn(seed, 'obstacle').join());
  ok(new Set([once.join(), ...others]).size > 1, 'other seeds draw other signers');
  const cases = ['x', 'y', 'z'].map((id) => drawn('tamga', id).join());
  ok(new Set(cases).size > 1, 'other cases draw other signers');
});

test('a rotated block draws no signer whose anchors the verifier does not declare', () => {
  const asked = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((seed) =>
    questions(FORGED, { ...PAIRS, rotate: true }, profiles, seed),
  );
  ok(!asked.some(({ signer, verifier }) => signer === 'HU' && verifier === 'UZ'));
  ok(asked.some(({ verifier }) => verifier === 'UZ'));
});

test('a rotated block that varies the format asks each verifier once in each format that it claims', () => {
  const block: Block = { ...PAIRS, columns: ['signer', 'verifier', 'format'], rotate: true };
  const asked = questions(
    { ...FORGED, formats: FORMATS, levels: LEVELS_OF_CLAIMS },
    block,
    profiles,
    'tamga',
  );
  const turns = asked.map(({ verifier, format }) => `${verifier} ${format}`);
  equal(new Set(turns).size, turns.length);
  for (const { code, claims: all } of profiles) {
    const signed = new Set(
      profiles
        .filter((signer) => signer.code !== code)
        .flatMap((signer) => signer.claims.filter(({ role }) => role === 'sign').map(({ format }) => format)),
    );
    for (const { role, format } of all) {
      if (role === 'verify' && signed.has(format))
        ok(turns.includes(`${code} ${format}`), `${code} ${format}`);
    }
  }
});

test('every format is asked at every level by some pair that claims it', () => {
  const block: Block = { ...PAIRS, columns: ['signer', 'verifier', 'format', 'level'] };
  const asked = questions(GOOD, block, profiles, 'tamga').filter((one) =>
    claims(profiles.find(({ code }) => code === one.verifier)?.claims ?? [], 'verify', one),
  );
  const found = new Set(asked.map(({ format, level }) => `${format} ${level}`));
  for (const format of FORMATS) {
    for (const level of levelsOf(format)) ok(found.has(`${format} ${level}`), `${format} ${level}`);
  }
});

test('what a profile claims to sign exists', () => {
  for (const { code, claims: all } of profiles) {
    for (const { role, format, levels, packagings, suites } of all.filter((claim) => claim.role === 'sign')) {
      for (const level of levels) {
        for (const packaging of packagings) {
          for (const suite of suites) {
            equal(
              impossible({ format, level, packaging, suite }),
              null,
              `${code} ${role} ${format} ${suite}`,
            );
          }
        }
      }
    }
  }
});

test('the forge makes every case that is asked for, with every product that it is asked in', () => {
  const cases = loadCases(join(packageRoot(), 'vectors')).filter(({ mint }) => mint === 'forge');
  const states = new Map(
    profiles.map(({ code, certificateProfile }) => [
      code,
      mintState('tamga', new Date('2026-09-01T12:00:00Z'), code, certificateProfile),
    ]),
  );
  const stateOf = (code: string) => {
    const state = states.get(code);
    ok(state);
    return state;
  };
  const block: Block = { ...PAIRS, full: true };
  let asked = 0;
  for (const one of cases) {
    for (const { case: id, signer, verifier, ...product } of questions(one, block, profiles, 'tamga')) {
      const request = { state: stateOf(signer), foreign: stateOf(verifier), product };
      ok(caseExistsFor(id, request), `${id} ${signer} ${JSON.stringify(product)}`);
      asked += 1;
    }
  }
  ok(asked > 5000, `${asked}`);
});

test('a rotated block is a part of the whole product', () => {
  const rotated = questions(FORGED, { ...PAIRS, rotate: true }, profiles, 'tamga').map(checkId);
  const full = questions(FORGED, { ...PAIRS, rotate: true, full: true }, profiles, 'tamga').map(checkId);
  ok(rotated.every((id) => full.includes(id)));
  ok(full.length > rotated.length);
});

test('a case that needs several hierarchies is asked of the states that have them', () => {
  const asked = questions(
    { ...FORGED, hierarchies: true, families: ['rsa-pkcs1'] },
    PAIRS,
    profiles,
    'tamga',
  );
  deepEqual([...new Set(asked.map(({ signer }) => signer))], ['KZ']);
});
