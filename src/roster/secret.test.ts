import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { TamgaError } from '../model/error';
import { isSecretReference, resolveSecret } from './secret';
import { folderOf } from './testing-profiles';

function refusal(reference: string, env: NodeJS.ProcessEnv = {}, folder = '.'): string {
  try {
    resolveSecret(reference, env, folder);
  } catch (error) {
    assert.ok(error instanceof TamgaError);
    assert.equal(error.code, 'TAMGA-E-SECRET');
    assert.ok(error.hint);
    return error.message;
  }
  return assert.fail('it was resolved');
}

test('env: is a variable, as it stands', () => {
  assert.equal(resolveSecret('env:XA_TOKEN', { XA_TOKEN: ' s3cret\n' }, '.'), ' s3cret\n');
  assert.equal(refusal('env:XA_TOKEN'), 'the environment variable XA_TOKEN is not set');
  assert.equal(refusal('env:XA_TOKEN', { XA_TOKEN: '' }), 'env:XA_TOKEN is empty');
});

test('file: is text without its last line break, beside the profile', (t) => {
  const folder = folderOf(t, {
    unix: 's3cret\n',
    dos: 's3cret\r\n',
    two: 'a\nb\n\n',
    empty: '\n',
    binary: Buffer.from([0xff, 0xfe]),
    huge: Buffer.alloc(64 * 1024 + 1, 0x61),
  });
  assert.equal(resolveSecret('file:unix', {}, folder), 's3cret');
  assert.equal(resolveSecret('file:dos', {}, folder), 's3cret');
  assert.equal(resolveSecret('file:two', {}, folder), 'a\nb\n');
  assert.equal(resolveSecret(`file:${join(folder, 'unix')}`, {}, '/nowhere'), 's3cret');
  assert.equal(refusal('file:empty', {}, folder), 'file:empty is empty');
  assert.equal(
    refusal('file:binary', {}, folder),
    `${join(folder, 'binary')} is not UTF-8 text; file-base64: takes binary files`,
  );
  assert.equal(refusal('file:none', {}, folder), `${join(folder, 'none')} cannot be read (ENOENT)`);
  assert.equal(
    refusal('file:huge', {}, folder),
    `${join(folder, 'huge')} has 65537 bytes, allowed are 65536`,
  );
});

test('file-base64: is the bytes of a key store', (t) => {
  const folder = folderOf(t, { store: Buffer.from([0x30, 0xff, 0x00]) });
  assert.equal(resolveSecret('file-base64:store', {}, folder), 'MP8A');
});

test('a literal is refused and not repeated', () => {
  const message = 'a secret is a literal (not shown here), not a reference';
  for (const literal of ['s3cret', '', 'https://s3cret', 'env:', 'file:', ' env:X'])
    assert.equal(refusal(literal, { X: 'x' }), message, literal);
});

test('sandbox: is for those who run the sandbox', () => {
  assert.equal(
    refusal('sandbox:test-key'),
    'sandbox:test-key exists only where the sandbox serves the state',
  );
});

test('a reference is told from a plain value', () => {
  for (const text of ['env:A', 'file:a/b', 'file-base64:a', 'sandbox:test-key'])
    assert.ok(isSecretReference(text), text);
  for (const text of ['TSA_GOST2015_POLICY', 'ignores-time-stamp', 'env', 'http://x/'])
    assert.ok(!isSecretReference(text), text);
});
