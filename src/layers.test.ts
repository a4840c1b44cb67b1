/** The arrows of ARCHITECTURE hold in every source file, and so do the words that nobody may write. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from './model/package-root';
import { ARROWS, formatOffence, offences } from './testing/layers';

const STATES = new Set(
  readdirSync(join(packageRoot(), 'profiles'))
    .map((name) => /^([a-z]{2})\.json$/.exec(name)?.[1]?.toUpperCase())
    .filter((code) => code !== undefined),
);

function sources(folder: string): readonly string[] {
  const absolute = join(packageRoot(), folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true })
    .map((path) => `${folder}/${String(path)}`)
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

function planted(file: string, text: string): readonly string[] {
  return offences(file, text, new Set(['KZ', 'TR'])).map(formatOffence);
}

test('no file imports what its folder may not, asks the clock, or branches on a state', () => {
  const files = [...sources('src'), ...sources('steps')];
  equal(files.length > 20, true, 'the sources were found');
  const found = files.flatMap((file) =>
    offences(file, readFileSync(join(packageRoot(), file), 'utf8'), STATES),
  );
  deepEqual(found.map(formatOffence), []);
});

test('every folder under src/ is in the table of arrows', () => {
  const folders = readdirSync(join(packageRoot(), 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map((entry) => entry.name);
  deepEqual(
    folders.filter((folder) => ARROWS[folder] === undefined),
    [],
  );
});

test('a planted import is named with its line and with what is allowed', () => {
  const [only, ...others] = planted(
    'src/drivers/planted.ts',
    "\nimport { validate } from '../referee/validate';",
  );
  deepEqual(others, []);
  match(
    only ?? '',
    /^src\/drivers\/planted\.ts:2: imports \.\.\/referee\/validate: drivers may import only: net, encoding, model$/,
  );
});

const FORMS: readonly (readonly [string, string])[] = [
  ['import', "import { a } from '../forge/a';"],
  ['import type', "import type { A } from '../forge/a';"],
  ['side effect', "import '../forge/a';"],
  ['export from', "export { a } from '../forge/a';"],
  ['export all', "export * from '../forge/a';"],
  ['import()', "const a = import('../forge/a');"],
  ['require()', "const a = require('../forge/a');"],
  ['import = require()', "import a = require('../forge/a');"],
  ['typeof import()', "type A = typeof import('../forge/a');"],
  ['template', 'const a = require(`../forge/a`);'],
];
for (const [form, text] of FORMS) {
  test(`a forbidden import is seen as ${form}`, () => {
    equal(planted('src/referee/planted.ts', text).length, 1);
    equal(planted('src/referee/planted.test.ts', text).length, 0, 'tests may import more');
    equal(planted('src/sandbox/planted.ts', text).length, 0, 'where the arrow allows it');
  });
}

const WORDS: readonly (readonly [string, string])[] = [
  ['the system clock', 'const now = Date.now();'],
  ['the system clock, constructed', 'const now = new Date();'],
  ['the system clock, constructed without brackets', 'const now = new Date;'],
  ['the system clock as text', 'const now = Date();'],
  ['chance', 'const dice = Math.random();'],
  ['exit', 'process.exit(1);'],
  ['a state in an if', "if (profile.code === 'KZ') go();"],
  ['an unknown state in an if', "if (signer !== 'XX') go();"],
  ['a state in a case', "switch (x) { case 'TR': go(); }"],
  ['a switch over states', 'switch (state) { default: go(); }'],
  ['a switch over dialects', 'switch (endpoint.dialect) { default: go(); }'],
  ['a dialect in an if', "if ('dss-rest' === endpoint.dialect) go();"],
  ['a socket', "import axios from 'axios';"],
  ['the other stack', "import { Certificate } from 'pkijs';"],
];
for (const [what, text] of WORDS) {
  test(`${what} is an offence`, () => equal(planted('src/referee/planted.ts', text).length, 1));
}

test('what looks alike is none', () => {
  const innocent = [
    '// Date.now() and Math.random() in a comment',
    "const text = 'process.exit(1)';",
    'const then = new Date(instant);',
    "if (attribute.type === 'CN') go();",
    "if (error.code === 'EPIPE') go();",
    "import { createHash } from 'node:crypto';",
    "import { der } from '../encoding/der';",
    "import { verdict } from '../model/verdict';",
  ].join('\n');
  deepEqual(planted('src/referee/planted.ts', innocent), []);
  deepEqual(planted('src/round/clock.ts', 'new Date(); Date.now();'), []);
});
