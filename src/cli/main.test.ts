/** The way from a command line to an exit code. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { packageRoot } from '../model/package-root';
import { recordingConsole } from './console';
import { COMMANDS, main } from './main';

const BIN = join(packageRoot(), 'bin/tamga.js');

function tamga(
  ...argv: readonly string[]
): ReturnType<typeof spawnSync> & { readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [BIN, ...argv], { encoding: 'utf8', cwd: packageRoot() });
}

async function run(...argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const console = recordingConsole();
  const code = await main(argv, console);
  return { code, stdout: console.stdout.join('\n'), stderr: console.stderr.join('\n') };
}

test('--help names every command and ends with 0', async () => {
  for (const spelling of ['--help', '-h', 'help']) {
    const { code, stdout } = await run(spelling);
    equal(code, 0);
    for (const { name, summary } of COMMANDS) match(stdout, new RegExp(`^  ${name} +${summary}`, 'm'));
  }
});

test('--version prints the version of package.json', async () => {
  const manifest: { version: string } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  deepEqual(await run('--version'), { code: 0, stdout: manifest.version, stderr: '' });
  equal(tamga('--version').stdout.trim(), manifest.version);
});

test('no command at all is a usage error that shows the help on stderr', async () => {
  const { code, stdout, stderr } = await run();
  equal(code, 64);
  equal(stdout, '');
  match(stderr, /^Commands/m);
});

for (const entry of COMMANDS) {
  test(`tamga ${entry.name} --help lists every option, an example and the exit codes`, async () => {
    const command = entry.load();
    equal(command.name, entry.name);
    for (const argv of [
      [entry.name, '--help'],
      [entry.name, '-h'],
      ['help', entry.name],
    ]) {
      const { code, stdout } = await run(...argv);
      equal(code, 0);
      for (const name of [...Object.keys(command.options), 'json', 'help'])
        match(stdout, new RegExp(`^  --${name}\\b`, 'm'));
      for (const exit of command.exits) match(stdout, new RegExp(`^  ${exit} `, 'm'));
    }
    ok(command.examples.length > 0);
    for (const example of command.examples) match(example, new RegExp(`^tamga ${entry.name}\\b`));
  });

  test(`tamga ${entry.name} refuses an unknown option with the nearest known one`, async () => {
    const { code, stderr, stdout } = await run(entry.name, '--jsno');
    equal(code, 64);
    equal(stdout, '');
    match(stderr, /error\[TAMGA-E-USAGE\] tamga \w+ has no option --jsno/);
    match(stderr, /Did you mean --json\?/);
  });
}

test('an unknown command is refused with the nearest known one', async () => {
  const { code, stderr } = await run('validte', 'a.p7m');
  equal(code, 64);
  match(stderr, /there is no command validte/);
  match(stderr, /Did you mean "validate"\?/);
});

test('a word that is near to nothing gets no suggestion', async () => {
  const { stderr } = await run('zzzzzzzzzzzz');
  equal(stderr.includes('Did you mean'), false);
});

test('names of object members are no options', async () => {
  for (const name of ['--constructor', '--toString', '--__proto__'])
    equal((await run('validate', name, 'a')).code, 64);
});

test('with --json an error is one object on stdout', async () => {
  const { code, stdout, stderr } = await run('validate', '--json', '--trsut', 'x', 'y');
  equal(code, 64);
  equal(stderr, '');
  deepEqual(JSON.parse(stdout), {
    error: {
      code: 'TAMGA-E-USAGE',
      message: 'tamga validate has no option --trsut',
      hint: 'Did you mean --trust? See: tamga validate --help',
      cause: null,
    },
  });
});

const MISUSES: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no file', ['validate'], /needs at least 1 FILE/],
  ['a value missing at the end', ['validate', 'a', '--time'], /--time needs a value INSTANT/],
  [
    'a value missing before an option',
    ['validate', 'a', '--time', '--trust', 'b'],
    /found the option --trust/,
  ],
  ['an empty value', ['validate', '--time=', 'a'], /--time needs a value/],
  ['a value on a switch', ['validate', '--json=yes', 'a'], /--json takes no value/],
  ['an option twice', ['validate', '--time', 'a', '--time', 'b', 'c'], /--time is given twice/],
];
for (const [what, argv, message] of MISUSES) {
  test(`${what} is a usage error`, async () => {
    const { code, stderr } = await run(...argv);
    equal(code, 64);
    match(stderr, message);
  });
}

test('--help loads no command and answers at once', () => {
  const script = `
    const { main, processConsole } = require('./dist/src/cli/main');
    main(['--help'], processConsole()).then(() => {
      process.stderr.write(JSON.stringify(Object.keys(require.cache)));
    });`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: packageRoot() });
  const loaded: readonly string[] = JSON.parse(stderr);
  ok(loaded.length > 0);
  const allowed =
    /\/dist\/src\/(model|roster\/did-you-mean|cli\/(main|arguments|command|console|errors|help|style))|\/dist\/src\/net\/printable/;
  deepEqual(
    loaded.filter((path) => !allowed.test(path)),
    [],
  );

  const fastest = Math.min(
    ...[1, 2, 3].map(() => {
      const started = performance.now();
      equal(tamga('--help').status, 0);
      return performance.now() - started;
    }),
  );
  ok(fastest < 500, `--help took ${Math.round(fastest)} ms`);
});

test('the exit code and both streams come through the executable', () => {
  const { status, stdout, stderr } = tamga('validte');
  equal(status, 64);
  equal(stdout, '');
  match(stderr, /Did you mean "validate"/);
});

test('a closed pipe is no crash', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `'${process.execPath}' '${BIN}' --help | true`], {
    encoding: 'utf8',
  });
  equal(status, 0);
  equal(stderr, '');
});

test('an old Node is told what is needed', () => {
  const script = `Object.defineProperty(process.versions, 'node', { value: '18.20.4' }); require('${BIN}');`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  equal(status, 78);
  match(stderr, /^tamga needs Node \^20\.19 \|\| \^22\.12 \|\| >=24; this is 18\.20\.4\n$/);
});
