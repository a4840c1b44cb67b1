import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { DIGESTS } from '../crypto/digests';
import { SIGNATURE_FAMILIES, SUITES } from '../crypto/suites';
import { FORMATS, LEVELS, type Product } from '../model/claim';
import { levelsOf, packagingsOf } from '../model/forms';
import { packageRoot } from '../model/package-root';
import { SPECIFICATIONS } from '../model/specification';
import { CASE_CLASSES, type Case, type CaseId, IMPORTANCES } from '../model/vector';
import { INDICATIONS, SUB_INDICATIONS } from '../model/verdict';
import { loadCases } from '../roster/cases';
import { caseExistsFor, FORGED_CASE_IDS } from './cases/registry';
import { impossible } from './legality';
import { mintState } from './pki';
import { NATIONAL_HIERARCHY, TEST_INSTANT, TEST_PROFILE } from './testing-profile';

const STATES = {
  state: mintState('tamga', TEST_INSTANT, 'KZ', { ...TEST_PROFILE, hierarchies: [NATIONAL_HIERARCHY] }),
  foreign: mintState('tamga', TEST_INSTANT, 'TR', TEST_PROFILE),
};
const VECTORS = join(packageRoot(), 'vectors');

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(VECTORS, ...path), 'utf8'));
}

function schema(): object {
  const value = readJson('vector.schema.json');
  assert.ok(typeof value === 'object' && value !== null);
  return value;
}

function cases(): readonly Case[] {
  return loadCases(VECTORS);
}

function enumsOf(value: unknown): readonly unknown[][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'enum' in value && Array.isArray(value.enum) ? [value.enum] : [];
  return [...own, ...Object.values(value).flatMap(enumsOf)];
}

test('the schema knows the words of the model, all of them and no others', () => {
  const listed = enumsOf(schema());
  const words: readonly (readonly unknown[])[] = [
    FORMATS,
    LEVELS,
    INDICATIONS,
    [...SUB_INDICATIONS, null],
    [...CASE_CLASSES, null],
    IMPORTANCES,
    Object.keys(SPECIFICATIONS),
    SIGNATURE_FAMILIES,
    DIGESTS.map(({ name }) => name),
  ];
  for (const list of words) {
    const first = listed.find((one) => one[0] === list[0]);
    assert.deepEqual(first, [...list]);
  }
});

/** An RSA key for every digest and role would cost more than all the rest. */
const ASKED = SUITES.filter(({ key, digest }) => key.kind !== 'RSA' || digest === 'sha256');

/** The suites that the vector does not rule out. */
function suitesOf({ families, digests }: Case): readonly string[] {
  return SUITES.filter(
    ({ family, digest }) => (families?.includes(family) ?? true) && (digests?.includes(digest) ?? true),
  ).map(({ id }) => id);
}

/** A form that the vector names, in a packaging that the case has. */
function formOf({ id, formats, levels }: Case, suite: string): Product | undefined {
  const products = formats.flatMap((format) =>
    levelsOf(format)
      .filter((level) => levels.includes(level))
      .flatMap((level) =>
        packagingsOf(format).map((packaging): Product => ({ format, level, packaging, suite })),
      ),
  );
  return products.find((product) => caseExistsFor(id, { ...STATES, product }));
}

test('every forged vector exists with every suite that it does not rule out, and with no other', () => {
  for (const one of cases().filter(({ mint }) => mint === 'forge')) {
    const named = suitesOf(one);
    for (const { id: suite } of ASKED) {
      const format = one.formats.find((first) => impossibleIn(first, suite) === null);
      if (format === undefined) continue;
      assert.equal(formOf(one, suite) !== undefined, named.includes(suite), `${one.id} ${suite}`);
    }
  }
});

/** The reason why no case has this format with this suite. */
function impossibleIn(format: Product['format'], suite: string): string | null {
  const [level = 'none'] = levelsOf(format);
  const [packaging = 'attached'] = packagingsOf(format);
  return impossible({ format, level, packaging, suite });
}

test('every forged vector exists in every format and level that it names', () => {
  const forged = cases().filter(({ mint }) => mint === 'forge');
  assert.deepEqual(forged.map(({ id }) => id).sort(), [...FORGED_CASE_IDS].sort());
  for (const one of forged) {
    for (const format of one.formats) {
      for (const level of levelsOf(format).filter((known) => one.levels.includes(known))) {
        const found = suitesOf(one).some(
          (suite) => formOf({ ...one, formats: [format], levels: [level] }, suite) !== undefined,
        );
        assert.ok(found, `${one.id} ${format} ${level}`);
      }
    }
  }
});

/** A case that no scenario asks about finds out nobody. */
const UNASKED: Readonly<Record<CaseId, string>> = {};

test('every case is asked about by a feature, under its class and its clause', () => {
  const folder = join(packageRoot(), 'features');
  const lines = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes('@case:'));
  const tagsFor = (id: CaseId) =>
    lines.map((line) => line.trim().split(' ')).filter((tags) => tags.includes(`@case:${id}`));
  for (const one of cases()) {
    const { doc, section } = one.clause;
    const wanted = [
      ...(one.class === null ? [] : [`@class:${one.class}`]),
      `@clause:${doc.replaceAll(' ', '_')}/${section}`,
    ];
    const asked = tagsFor(one.id);
    assert.equal(asked.length > 0, UNASKED[one.id] === undefined, `${one.id}: ${asked.length} scenarios`);
    for (const tags of asked) {
      assert.deepEqual(tags.filter((tag) => /^@cl(ass|ause):/.test(tag)).sort(), wanted.sort(), one.id);
    }
  }
});

test('the document carries the letters of the member states and says what it is', () => {
  const text = readFileSync(join(VECTORS, 'documents', 'contract.txt'), 'utf8');
  assert.match(text, /^TAMGA TEST DOCUMENT/);
  for (const letter of 'əğışöüçәғқңөұүһіңөүőűʻʼňž') assert.ok(text.includes(letter), letter);
});
