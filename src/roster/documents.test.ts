import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../model/package-root';
import type { Profile } from '../model/profile';
import { loadDivergences } from './divergences';
import { compileSchema } from './schema';
import { folderOf, XA } from './testing-profiles';

const PROFILES = readFileSync(join(packageRoot(), 'docs', 'profiles.md'), 'utf8');
const DIVERGENCES = readFileSync(join(packageRoot(), 'docs', 'divergences.md'), 'utf8');
const SCHEMA = readFileSync(join(packageRoot(), 'profiles', 'profile.schema.json'), 'utf8');

function jsonBlock(page: string): string {
  return /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? assert.fail('the page has no JSON example');
}

test('the lines that docs/profiles.md starts with fit into a profile', () => {
  const lines: unknown = JSON.parse(`{${jsonBlock(PROFILES)}}`);
  assert.ok(typeof lines === 'object' && lines !== null);
  const validate = compileSchema<Profile>(join(packageRoot(), 'profiles', 'profile.schema.json'));
  assert.ok(validate({ ...XA, ...lines }), JSON.stringify(validate.errors));
});

test('docs/profiles.md names every part, every option and every form of a reference', () => {
  const { definitions } = JSON.parse(SCHEMA);
  const options = Object.keys(definitions.options.properties);
  const references = [
    'env:NAME',
    'file:PATH',
    'file-base64:PATH',
    'sandbox:test-key',
    'sandbox:test-key:SUITE',
    'sandbox:test-key-password',
  ];
  for (const word of [...Object.keys(XA), ...options, 'key.SUITE', ...references])
    assert.ok(PROFILES.includes(`\`${word}\``), word);
  for (const reference of references)
    assert.match(
      reference.replace('SUITE', 'rsa-pkcs1-sha256'),
      new RegExp(definitions.secretReference.pattern, 'u'),
    );
});

test('the example of docs/divergences.md is a list that is read', (t) => {
  const folder = folderOf(t, { 'list.json': jsonBlock(DIVERGENCES) });
  assert.equal(loadDivergences(join(folder, 'list.json')).length, 1);
});
