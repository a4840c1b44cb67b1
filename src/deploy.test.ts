/** The files in deploy/ fit the program, as far as that can be seen without a container engine. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readArguments } from './cli/arguments';
import { COMMANDS } from './cli/main';
import { packageRoot } from './model/package-root';

const ROOT = packageRoot();
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCKERFILE = read('deploy/Dockerfile');
const COMPOSE = read('deploy/compose.yaml');
const MANIFEST: { readonly name: string; readonly files: readonly string[]; readonly scripts: object } =
  JSON.parse(read('package.json'));

/** One instruction a line, continued lines joined. */
const INSTRUCTIONS = DOCKERFILE.replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '');

function all(name: string): readonly string[] {
  return INSTRUCTIONS.filter((line) => line.startsWith(`${name} `)).map((line) =>
    line.slice(name.length + 1),
  );
}

/** The lists in brackets behind a key, wherever it stands. */
function lists(key: string): readonly (readonly string[])[] {
  return [...COMPOSE.matchAll(new RegExp(`^\\s+${key}: (\\[.*\\])$`, 'gm'))].map(([, text = '[]']) =>
    JSON.parse(text),
  );
}

test('the image is built on a release of Node that the package takes, pinned by its tag', () => {
  for (const from of all('FROM'))
    match(from, /^node:(22\.(1[2-9]|[2-9]\d)|24)\.\d+(\.\d+)?-[a-z]+-slim( AS build)?$/);
  equal(all('FROM').length, 2);
});

test('what is copied is there, and what is started is in the package', () => {
  const [first = '', ...others] = all('COPY');
  for (const name of first.split(' ').slice(0, -1)) ok(existsSync(join(ROOT, name)), name);
  deepEqual(others, ['. .', '--from=build /app /app']);
  const [, script = ''] = /^\["node", "\/app\/([^"]+)"\]$/.exec(all('ENTRYPOINT')[0] ?? '') ?? [];
  ok(existsSync(join(ROOT, script)), script);
  ok(MANIFEST.files.includes(`${dirname(script)}/`), 'npm pack takes it along');
  for (const [, name = ''] of DOCKERFILE.matchAll(/npm run (\S+)/g)) ok(name in MANIFEST.scripts, name);
  match(DOCKERFILE, new RegExp(`/tmp/${MANIFEST.name}-\\*\\.tgz`));
});

test('nothing that the build needs is ignored', () => {
  const ignored = read('deploy/Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => !/^(#|$)/.test(line));
  const needed = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'scripts',
    'src',
    'steps',
    ...MANIFEST.files,
  ];
  deepEqual(
    needed
      .map((name) => name.replace(/\/.*$/, ''))
      .filter((name) => name !== 'dist' && ignored.includes(name)),
    [],
  );
  for (const name of ['.git', 'node_modules', '**/secrets', '**/*.env']) ok(ignored.includes(name), name);
});

test('nobody is root, and no file system is written to', () => {
  const user = INSTRUCTIONS.indexOf('USER node');
  const entry = INSTRUCTIONS.findIndex((line) => line.startsWith('ENTRYPOINT'));
  ok(user > 0 && user < entry);
  equal(INSTRUCTIONS.filter((line) => line.startsWith('USER ')).length, 1);
  const services = [...COMPOSE.matchAll(/^ {2}(\w+):$/gm)].map(([, name]) => name);
  deepEqual(services, ['sandbox', 'runner']);
  for (const line of ['user: node', 'read_only: true', 'init: true', '- ALL', '- no-new-privileges:true']) {
    const count = COMPOSE.split('\n').filter((one) => one.trim() === line).length;
    equal(count, services.length, line);
  }
});

test('the ports of the sandbox are those of the reference states, and are this machine’s alone', () => {
  const [first = 0, last = 0] = (all('EXPOSE')[0] ?? '').split('-').map(Number);
  const states = readdirSync(join(ROOT, 'profiles')).filter((name) => /^[a-z]{2}\.json$/.test(name));
  equal(last - first + 1, states.length);
  match(COMPOSE, new RegExp(`^ +- "127\\.0\\.0\\.1:${first}-${last}:${first}-${last}"$`, 'm'));
  equal([...COMPOSE.matchAll(/^ +ports:$/gm)].length, 1);
  const [sandbox = []] = lists('command');
  equal(sandbox[sandbox.indexOf('--port') + 1], String(first));
  const [health = []] = lists('test');
  match(health.join(' '), new RegExp(`http://127\\.0\\.0\\.1:${first}/pki/root\\.cer`));
  match(read('deploy/README.md'), new RegExp(`ports ${first} to ${last} `));
});

test('every command is one of the program, with options that it has', () => {
  const commands = [
    ...lists('command'),
    ...[...`${COMPOSE}\n${read('deploy/README.md')}`.matchAll(/(?:--rm runner|npx tamga) +(.+)$/gm)].map(
      ([, words = '']) => words.trim().split(/ +/),
    ),
  ];
  ok(commands.length >= 5);
  for (const [name = '', ...argv] of commands) {
    const entry = COMMANDS.find((one) => one.name === name);
    ok(entry !== undefined, name);
    readArguments(entry.load(), argv);
  }
});

test('compose builds this Dockerfile, and what is written lies in a volume', () => {
  const builds = [...COMPOSE.matchAll(/context: (\S+)\n +dockerfile: (\S+)/g)];
  equal(builds.length, 2);
  for (const [, context = '', dockerfile = ''] of builds)
    ok(existsSync(join(ROOT, 'deploy', context, dockerfile)), dockerfile);
  match(DOCKERFILE, /mkdir -p \/round\/reports && chown -R node:node \/round/);
  match(COMPOSE, /- reports:\/round\/reports\n/);
  match(COMPOSE, /^volumes:\n {2}reports: \{\}$/m);
});

test('no secret is named in what is built', () => {
  for (const text of [DOCKERFILE, COMPOSE])
    equal(/(password|token|secret|api_?key)\s*[:=]/i.test(text.replaceAll(/^\s*#.*$/gm, '')), false);
  equal(all('ARG').length, 0);
  match(read('deploy/README.md'), /Unbuilt: no container engine was at hand/);
});
