import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DIGESTS } from '../crypto/digests';
import { SUITES } from '../crypto/suites';
import { encodeName } from '../forge/names';
import { FORMATS, LEVELS, PACKAGINGS, ROLES } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { TIME_MODELS } from '../model/policy';
import {
  AUTH_SCHEMES,
  CERTAINTIES,
  EVIDENCE_CLASSES,
  KEY_USAGES,
  type Profile,
  STATE_ROLES,
} from '../model/profile';
import { SPECIFICATIONS } from '../model/specification';
import { CASE_CLASSES } from '../model/vector';
import { INDICATIONS, SUB_INDICATIONS } from '../model/verdict';
import { compileSchema } from './schema';
import { XA } from './testing-profiles';

type Node = { readonly [key: string]: unknown };

const FILES = [
  'profiles/profile.schema.json',
  'profiles/known-divergences.schema.json',
  'vectors/vector.schema.json',
] as const;

function schema(file: (typeof FILES)[number]): Node {
  return node(JSON.parse(readFileSync(join(packageRoot(), file), 'utf8')));
}

function node(value: unknown): Node {
  assert.ok(typeof value === 'object' && value !== null, `no object: ${JSON.stringify(value)}`);
  return { ...value };
}

/** The value at a path of keys. */
function at(root: Node, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => node(value)[key], root);
}

function* nodes(value: unknown, path: string): Generator<readonly [string, Node]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, node(value)];
  for (const [key, member] of Object.entries(value)) yield* nodes(member, `${path}/${key}`);
}

/** Its own description, or that of the definition which it refers to. */
function descriptionOf(root: Node, property: Node): unknown {
  const definition = /^#\/definitions\/(\w+)$/.exec(String(property['$ref']))?.[1];
  return property['description'] ?? (definition && at(root, 'definitions', definition, 'description'));
}

for (const file of FILES) {
  test(`${file}: every object is closed and every property is described in a sentence`, () => {
    const root = schema(file);
    for (const [path, one] of nodes(root, '')) {
      if (path.endsWith('/properties') || one['properties'] === undefined) continue;
      assert.equal(one['additionalProperties'], false, path);
      for (const [name, property] of Object.entries(node(one['properties'])))
        assert.match(
          String(descriptionOf(root, node(property))),
          /^\S[^\n]*\.$/,
          `${path}/properties/${name}`,
        );
    }
  });
}

test('the closed lists of the profile schema are those of the model and of the tables', () => {
  const profile = schema('profiles/profile.schema.json');
  const definition = (name: string, property: string) =>
    at(profile, 'definitions', name, 'properties', property);
  const scheme = at(profile, 'definitions', 'auth', 'oneOf');
  assert.ok(Array.isArray(scheme));
  const rows: readonly (readonly [unknown, readonly string[]])[] = [
    [at(profile, 'properties', 'role', 'enum'), STATE_ROLES],
    [at(profile, 'properties', 'evidenceClass', 'enum'), EVIDENCE_CLASSES],
    [at(profile, 'properties', 'timeModel', 'enum'), TIME_MODELS],
    [at(profile, 'properties', 'provenance', 'items', 'properties', 'certainty', 'enum'), CERTAINTIES],
    [at(node(definition('claim', 'role')), 'enum'), ROLES],
    [at(node(definition('claim', 'format')), 'enum'), FORMATS],
    [at(node(definition('claim', 'levels')), 'items', 'enum'), LEVELS],
    [at(node(definition('claim', 'packagings')), 'items', 'enum'), PACKAGINGS],
    [at(node(definition('kitFile', 'level')), 'enum'), LEVELS],
    [at(node(definition('kitFile', 'packaging')), 'enum'), PACKAGINGS],
    [at(node(definition('certificateProfile', 'keyUsage')), 'items', 'enum'), KEY_USAGES],
    [at(node(definition('algorithms', 'digests')), 'propertyNames', 'enum'), DIGESTS.map(({ name }) => name)],
    [
      at(node(definition('algorithms', 'keys')), 'propertyNames', 'enum'),
      [...new Set(SUITES.map(({ family }) => family))],
    ],
    [scheme.map((branch) => at(node(branch), 'properties', 'scheme', 'const')), AUTH_SCHEMES],
  ];
  for (const [found, expected] of rows) assert.deepEqual(found, expected);
});

test('the closed lists of the vector schema are those of the model', () => {
  const vector = schema('vectors/vector.schema.json');
  const rows: readonly (readonly [unknown, readonly unknown[]])[] = [
    [at(vector, 'properties', 'class', 'enum'), [...CASE_CLASSES, null]],
    [at(vector, 'definitions', 'format', 'enum'), FORMATS],
    [at(vector, 'properties', 'levels', 'items', 'enum'), LEVELS],
    [at(vector, 'properties', 'packagings', 'items', 'enum'), PACKAGINGS],
    [at(vector, 'definitions', 'verdict', 'properties', 'indication', 'enum'), INDICATIONS],
    [at(vector, 'definitions', 'verdict', 'properties', 'subIndication', 'enum'), [...SUB_INDICATIONS, null]],
    [at(vector, 'properties', 'clause', 'properties', 'doc', 'enum'), Object.keys(SPECIFICATIONS)],
  ];
  for (const [found, expected] of rows) assert.deepEqual(found, expected);
});

test('the profile schema needs the keys that the model has, and takes a typed profile', () => {
  const profile = schema('profiles/profile.schema.json');
  assert.deepEqual(profile['required'], Object.keys(XA));
  assert.deepEqual(Object.keys(node(profile['properties'])), ['$schema', ...Object.keys(XA), 'kit']);
  const parts = node(profile['definitions']);
  assert.deepEqual(at(parts, 'certificateProfile', 'required'), Object.keys(XA.certificateProfile));
  assert.deepEqual(at(parts, 'endpoint', 'required'), Object.keys(XA.endpoints.sign ?? {}));
  const validate = compileSchema<Profile>(join(packageRoot(), 'profiles/profile.schema.json'));
  assert.ok(validate(XA), JSON.stringify(validate.errors));
});

test('every short name of an attribute in the schema is one that the forge can write', () => {
  const pattern = String(
    at(
      schema('profiles/profile.schema.json'),
      'definitions',
      'subjectAttribute',
      'properties',
      'type',
      'pattern',
    ),
  );
  const names = /^\^\(([^)]*)\)/.exec(pattern)?.[1]?.split('|') ?? [];
  assert.ok(names.length > 10, pattern);
  for (const type of names) assert.ok(encodeName([{ type, value: 'XA' }]).length > 0, type);
});
