import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createMemo } from './memo';
import { openStore, sha256Hex } from './store';

test('equal bytes are kept once, under their SHA-256, and come back as they were', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-store-'));
  const store = openStore(folder);
  const bytes = Buffer.from('a signature');
  const digest = store.put(bytes);
  equal(digest, sha256Hex(bytes));
  equal(store.put(Buffer.from('a signature')), digest);
  deepEqual(openStore(folder).get(digest), bytes);
  equal(store.get(sha256Hex(Buffer.from('something else'))), undefined);
  const files = readdirSync(folder, { recursive: true }).map(String);
  deepEqual(files.sort(), [digest.slice(0, 2), join(digest.slice(0, 2), digest)]);
  rmSync(folder, { recursive: true, force: true });
});

test('a question is asked once, however many wait for the answer', async () => {
  const memo = createMemo<number>();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return asked;
  };
  deepEqual(
    await Promise.all([memo.once('q', ask), memo.once('q', ask), memo.once('other', ask)]),
    [1, 1, 2],
  );
  equal(await memo.once('q', ask), 1);
  equal(asked, 2);
});
