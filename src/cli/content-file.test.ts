import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { contentOf } from './content-file';

const FOLDER = mkdtempSync(join(tmpdir(), 'tamga-content-'));
after(() => rmSync(FOLDER, { recursive: true }));

const MEBIBYTE = 1024 * 1024;
const LIMIT = 512 * MEBIBYTE;

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  return path;
}

test('a large file comes in pieces, again and again, a small one at once', () => {
  const bytes = Buffer.alloc(9 * MEBIBYTE + 1);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = at % 251;
  const data = contentOf(fileOf('large', bytes), LIMIT);
  for (const pieces of [[...data], [...data]]) {
    equal(pieces.length, 10);
    ok(Buffer.concat(pieces).equals(bytes));
  }
  deepEqual([...contentOf(fileOf('small', Buffer.from('abc')), LIMIT)], [Buffer.from('abc')]);
});

test('what is missing, too large or cut off while it is read is said', () => {
  const code = { code: 'TAMGA-E-FILE-READ' };
  const path = fileOf('cut', Buffer.alloc(9 * MEBIBYTE));
  throws(() => contentOf(join(FOLDER, 'none'), LIMIT), code);
  throws(() => contentOf(FOLDER, LIMIT), code);
  throws(() => contentOf(path, MEBIBYTE), code);
  const data = contentOf(path, LIMIT);
  truncateSync(path, 2 * MEBIBYTE);
  throws(() => [...data], code);
});
