/** The documents say what the code does: errors, dependencies, commands, exit codes. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readArguments } from './cli/arguments';
import { EXIT_MEANINGS } from './cli/help';
import { COMMANDS } from './cli/main';
import { FILE_ERRORS } from './cli/validate-report';
import { ERRORS } from './model/error';
import { packageRoot } from './model/package-root';

const ROOT = packageRoot();
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
];

interface Manifest {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}
const MANIFEST: Manifest = JSON.parse(read('package.json'));

/** Cells of the table rows whose first cell is code. */
function rows(document: string): readonly (readonly string[])[] {
  return read(document)
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
    );
}

test('docs/errors.md and the closed list of codes are the same', () => {
  const documented = rows('docs/errors.md').filter(([code = '']) => code.startsWith('TAMGA-E-'));
  const told = documented.map(([code, exit, when]) => [code, exit, when]);
  deepEqual(
    told,
    Object.entries(ERRORS).map(([code, { exit, when }]) => [code, String(exit), when]),
  );
  for (const [code, , , advice = ''] of documented) ok(advice.length > 10, `${code} has advice`);
});

test('docs/errors.md and the codes of validate are the same', () => {
  const told = rows('docs/errors.md')
    .filter(([code = '']) => !code.startsWith('TAMGA-E-'))
    .map(([code, exit]) => [code, exit]);
  deepEqual(
    told,
    Object.entries(FILE_ERRORS).map(([code, exit]) => [code, String(exit)]),
  );
});

test('every error code is thrown somewhere', () => {
  const sources = ['src', 'steps']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true }).map((path) => join(folder, String(path))),
    )
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path !== 'src/model/error.ts')
    .map(read)
    .join('\n');
  deepEqual(
    Object.keys(ERRORS).filter((code) => !sources.includes(`'${code}'`)),
    [],
  );
});

test('docs/dependencies.md, package.json and what is installed are the same', () => {
  const table = rows('docs/dependencies.md');
  deepEqual(
    table.map(([name, version]) => [name, version]),
    Object.entries(MANIFEST.dependencies),
  );
  for (const [name = '', version, licence, why = ''] of table) {
    const installed: { version: string; license: string } = JSON.parse(
      read(`node_modules/${name}/package.json`),
    );
    deepEqual([version, licence], [installed.version, installed.license], name);
    ok(why.length > 20, `${name} has a reason`);
  }
});

test('docs/cli.md lists every command and every exit code', () => {
  const text = read('docs/cli.md');
  for (const { name } of COMMANDS) match(text, new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  deepEqual(
    [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code)),
    Object.keys(EXIT_MEANINGS).map(Number),
  );
});

test('README begins with the two commands, and .ci/run runs them', () => {
  const [first = '', second = ''] = commandLines('README.md');
  equal(first, 'npm ci && npm run round');
  equal(second, 'npm ci && npm test');
  ok(read('README.md').indexOf(first) < 200, 'in its first lines');
  const steps = [...read('.ci/run').matchAll(/^step +'[^']+' +(?:timeout -k \d+ \d+ )?(.*)$/gm)].map(
    ([, command]) => command,
  );
  for (const command of ['npm ci', 'npm test', 'npm run round']) ok(steps.includes(command), command);
});

for (const document of DOCUMENTS) {
  test(`every command in ${document} exists with its options`, () => {
    for (const line of commandLines(document))
      for (const command of line.split(' && ')) checkCommand(command.split(' #')[0] ?? '');
  });

  test(`every relative link in ${document} leads to a file`, () => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      ([, target = '']) => target,
    );
    deepEqual(
      links.filter((target) => !existsSync(join(ROOT, dirname(document), target))),
      [],
    );
  });
}

/** Lines of the `sh` blocks. */
function commandLines(document: string): readonly string[] {
  return [...read(document).matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}

function checkCommand(command: string): void {
  const [program = '', ...parameters] = command.trim().split(/ +/);
  if (program === 'npm') checkNpm(parameters, command);
  else if (program === 'npx' && parameters[0] === 'tamga') checkTamga(parameters.slice(1), command);
  else
    ok(
      KNOWN_PROGRAMS.has(program) || existsSync(join(ROOT, program)),
      `${command}: a program that a reader has`,
    );
}

/** Said in the documents, not ours to check. */
const KNOWN_PROGRAMS = new Set(['npx', 'node', 'git', 'cp']);

function checkNpm([verb = '', script = '']: readonly string[], command: string): void {
  if (verb === 'run') ok(MANIFEST.scripts[script] !== undefined, `${command}: no such script`);
  else ok(['ci', 'test'].includes(verb), `${command}: unexpected npm command`);
}

function checkTamga([name = '', ...argv]: readonly string[], command: string): void {
  const entry = COMMANDS.find((one) => one.name === name);
  ok(entry !== undefined, `${command}: no such command`);
  // Throws on an unknown option or a missing value.
  readArguments(entry.load(), argv);
}

test('the changelog speaks of the version of package.json', () => {
  match(read('CHANGELOG.md'), new RegExp(`^## (Unreleased|${MANIFEST.version})`, 'm'));
});
