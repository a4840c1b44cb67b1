import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { TamgaError } from '../model/error';
import { suiteDigest } from './suite-digest';
import { folderOf } from './testing-profiles';

function packageOf(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = folderOf(t, {});
  for (const folder of ['features', 'vectors/cms']) mkdirSync(join(root, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

const FILES = { 'features/a.feature': 'one', 'vectors/cms/b.json': 'two' };

test('the digest is the same for the same files, in whatever order they were written', (t) => {
  const turned = Object.fromEntries(Object.entries(FILES).reverse());
  const digest = suiteDigest(packageOf(t, FILES));
  assert.match(digest, /^[0-9a-f]{64}$/);
  assert.equal(suiteDigest(packageOf(t, turned)), digest);
  assert.equal(suiteDigest(packageOf(t, { ...FILES, 'other.txt': 'not of the suite' })), digest);
});

test('it differs with a name, a byte, a file, a boundary and the tables', (t) => {
  const digests = [
    suiteDigest(packageOf(t, FILES)),
    suiteDigest(packageOf(t, { 'features/c.feature': 'one', 'vectors/cms/b.json': 'two' })),
    suiteDigest(packageOf(t, { ...FILES, 'features/a.feature': 'onf' })),
    suiteDigest(packageOf(t, { ...FILES, 'features/z.feature': '' })),
    suiteDigest(packageOf(t, { 'features/a.feature': 'onetwo', 'vectors/cms/b.json': '' })),
    suiteDigest(packageOf(t, FILES), [{ id: 'rsa-pkcs1-sha256' }]),
  ];
  assert.equal(new Set(digests).size, digests.length);
});

test('the tables count by value, not by the order of their keys', (t) => {
  const root = packageOf(t, FILES);
  assert.equal(suiteDigest(root, { a: 1, b: [2] }), suiteDigest(root, { b: [2], a: 1 }));
});

test('a link out of the package is not followed; a missing folder is told', (t) => {
  const root = packageOf(t, FILES);
  const digest = suiteDigest(root);
  symlinkSync('/', join(root, 'vectors', 'loop'));
  assert.equal(suiteDigest(root), digest);
  rmSync(join(root, 'features'), { recursive: true });
  assert.throws(
    () => suiteDigest(root),
    (error) =>
      error instanceof TamgaError && error.message === `the folder ${join(root, 'features')} cannot be read`,
  );
});
