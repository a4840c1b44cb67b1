/** vectors/index.json keeps its schema, names every case, and is what the forge makes. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { packageRoot } from '../model/package-root';
import { loadCases } from '../roster/cases';
import { mintCatalogue } from './vectors';
import { vectorsIndex } from './vectors-index';

const FOLDER = join(packageRoot(), 'vectors');
const TEXT = readFileSync(join(FOLDER, 'index.json'), 'utf8');

function json(text: string): unknown {
  return JSON.parse(text);
}

function schema(): object {
  const value = json(readFileSync(join(FOLDER, 'index.schema.json'), 'utf8'));
  ok(typeof value === 'object' && value !== null);
  return value;
}

test('the index matches its schema', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema());
  equal(validate(json(TEXT)), true, JSON.stringify(validate.errors?.slice(0, 3)));
});

test('the index has a row for every case of the forge, and for no other', () => {
  const forged = loadCases(FOLDER).filter(({ mint }) => mint === 'forge');
  const listed = [...TEXT.matchAll(/^\{"id":"([^"]+)"/gm)].map(([, id]) => id);
  deepEqual(
    listed,
    forged.map(({ id }) => id),
  );
});

test('what is minted now is what the index says', () => {
  // A case of each kind of deviation; `npm run vectors -- --check` takes all of them.
  const some = ['good-forged', 'ca-revoked', 'crl-stale', 'stamp-set-back', 'archive-index-other'];
  const lines = new Set(TEXT.split('\n').map((line) => line.replace(/,$/, '')));
  const minted = vectorsIndex(
    mintCatalogue(
      () => undefined,
      (id) => some.includes(id),
    ),
  );
  const rows = minted.split('\n').filter((line) => line.startsWith('{"path"'));
  ok(rows.length > 40, `${rows.length} rows`);
  deepEqual(
    rows
      .map((line) => line.replace(/(\]\})?,?$/, ''))
      .filter((line) => !lines.has(line) && !lines.has(`${line}]}`)),
    [],
  );
});
