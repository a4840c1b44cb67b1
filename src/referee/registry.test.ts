/** The registry holds every check of the folder, once, with sentences that a person can read. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../model/package-root';
import { SPECIFICATIONS } from '../model/specification';
import { SUB_INDICATIONS } from '../model/verdict';
import { BUILDING_BLOCKS, buildingBlockOf, type CheckDescription, REGISTERED_CHECKS } from './registry';

const FOLDER = join(packageRoot(), 'src', 'referee', 'checks');
/** Relative paths without the ending. */
const FILES = readdirSync(FOLDER, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.ts') && !/(\.test|testing-[^/]*)\.ts$/.test(path))
  .map((path) => path.slice(0, -'.ts'.length))
  .sort();

function isCheck(value: unknown): value is CheckDescription {
  return (
    typeof value === 'object' && value !== null && 'id' in value && 'requires' in value && 'run' in value
  );
}

function checksIn(file: string): readonly CheckDescription[] {
  const exported: Readonly<Record<string, unknown>> = require(join(__dirname, 'checks', file));
  return Object.values(exported).filter(isCheck);
}

test('every check of the folder is registered, and nothing else', () => {
  ok(FILES.length > 20, 'the checks were found');
  const inFolder = FILES.flatMap(checksIn).map(({ id }) => id);
  deepEqual(REGISTERED_CHECKS.map(({ check }) => check.id).sort(), [...inFolder].sort());
});

test('every file holds one check, but the tables of the formats', () => {
  deepEqual(
    FILES.filter((file) => !file.endsWith('/format') && checksIn(file).length !== 1),
    [],
  );
});

test('no id stands twice', () => {
  const ids = REGISTERED_CHECKS.map(({ check }) => check.id);
  equal(new Set(ids).size, ids.length);
});

for (const { check, leadsTo, remedy } of REGISTERED_CHECKS) {
  test(`${check.id} belongs to a block, cites a clause and says in whole sentences what it wants`, () => {
    match(check.id, /^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/);
    ok(buildingBlockOf(check.id), 'a building block');
    ok(SPECIFICATIONS[check.clause.doc], 'a specification');
    match(check.clause.section, /^([A-Z0-9]+(\.[0-9a-z]+)*|[a-z-]+)$/);
    for (const sentence of [check.requires, remedy]) match(sentence, /^[A-Z].{10,}\.$/);
    ok(leadsTo.length > 0 && leadsTo.every((one) => SUB_INDICATIONS.includes(one)));
  });
}

test('a check that names a sub-indication in its file is registered as leading to it', () => {
  for (const file of FILES) {
    const text = readFileSync(join(FOLDER, `${file}.ts`), 'utf8');
    const named = new Set(SUB_INDICATIONS.filter((one) => text.includes(`'${one}'`)));
    const ids = new Set(checksIn(file).map(({ id }) => id));
    const told = new Set(
      REGISTERED_CHECKS.filter(({ check }) => ids.has(check.id)).flatMap(({ leadsTo }) => leadsTo),
    );
    deepEqual(
      [...named].filter((one) => ids.size > 0 && !told.has(one)),
      [],
      file,
    );
  }
});

test('the checks stand in the order of the building blocks', () => {
  const order = REGISTERED_CHECKS.map(({ check }) =>
    BUILDING_BLOCKS.findIndex(({ id }) => check.id.startsWith(`${id}.`)),
  );
  deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
});
