import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import test from 'node:test';
import { Ajv } from 'ajv';
import { DIGESTS } from '../crypto/digests';
import { SIGNATURE_FAMILIES, SUITES } from '../crypto/suites';
import { FORMATS, LEVELS } from '../model/claim';
import { TamgaError } from '../model/error';
import { isAdes, packagingsOf } from '../model/forms';
import { packageRoot } from '../model/package-root';
import { SPECIFICATIONS } from '../model/specification';
import { CASE_CLASSES, type Case } from '../model/vector';
import { INDICATIONS, SUB_INDICATIONS } from '../model/verdict';
import type { CaseRequest } from './cases/case';
import { caseExistsFor, FORGED_CASE_IDS, mintCase } from './cases/registry';
import { documentFor, readDocument } from './documents';
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

function isCase(value: unknown): value is Case {
  return new Ajv({ allowUnionTypes: true, strictRequired: false }).compile(schema())(value);
}

function schema(): object {
  const value = readJson('vector.schema.json');
  assert.ok(typeof value === 'object' && value !== null);
  return value;
}

function cases(): readonly Case[] {
  const files = readdirSync(VECTORS, { encoding: 'utf8', recursive: true });
  return files
    .filter((file) => basename(file) === 'vector.json')
    .map((file) => {
      const value = readJson(file);
      const id = basename(dirname(file));
      assert.ok(isCase(value), `${id} matches the schema`);
      assert.equal(value.id, id);
      return value;
    });
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

test('the forge makes every forged vector with every suite that it does not rule out, and with no other', () => {
  const document = Buffer.from('Test document');
  const ofCms = cases().filter(({ mint, formats }) => mint === 'forge' && formats.includes('CAdES'));
  for (const one of ofCms) {
    const named = suitesOf(one);
    for (const { id: suite } of ASKED) {
      const product = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite } as const;
      assert.equal(
        isMinted(one.id, { ...STATES, product, document }),
        named.includes(suite),
        `${one.id} ${suite}`,
      );
    }
  }
});

function isMinted(id: string, request: CaseRequest): boolean {
  try {
    return mintCase(id, request).signature.length > 0;
  } catch (thrown) {
    assert.ok(thrown instanceof TamgaError && thrown.code === 'TAMGA-E-MINT');
    return false;
  }
}

test('the forge makes every forged vector in every format that it names, and no other case', () => {
  const forged = cases().filter(({ mint }) => mint === 'forge');
  assert.deepEqual(forged.map(({ id }) => id).sort(), [...FORGED_CASE_IDS].sort());
  for (const one of forged) {
    for (const format of FORMATS) {
      // Signed by every case whatever its level, so that one level of each format is enough here.
      const level = isAdes(format) ? 'B-T' : 'none';
      const products = suitesOf(one).flatMap((suite) =>
        packagingsOf(format).map((packaging) => ({ format, level, packaging, suite }) as const),
      );
      const made = products.find((product) => caseExistsFor(one.id, { ...STATES, product }));
      const named = one.formats.includes(format) && one.levels.includes(level);
      if (named) {
        assert.ok(made, `${one.id} ${format}`);
        const document = readDocument(documentFor(made));
        assert.ok(mintCase(one.id, { ...STATES, product: made, document }).signature.length > 0);
      }
    }
  }
});

test('the document carries the letters of the member states and says what it is', () => {
  const text = readFileSync(join(VECTORS, 'documents', 'contract.txt'), 'utf8');
  assert.match(text, /^TAMGA TEST DOCUMENT/);
  for (const letter of 'əğışöüçәғқңөұүһіңөүőűʻʼňž') assert.ok(text.includes(letter), letter);
});
