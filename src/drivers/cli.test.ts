/** A command of the profile against everything that a command can do wrong, and what is kept of it. */
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, SignAnswer } from '../model/answer';
import type { CliTemplate, ResponseMapping } from '../model/mapping';
import { packageRoot } from '../model/package-root';
import { askCommand, type CommandOptions } from './testing-command';
import { SIGN_QUESTION, VERIFY_QUESTION } from './testing-contract';

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamga-cli-test-'));
  // Of this process alone: another one may be running commands just now.
  process.env['TMPDIR'] = mkdtempSync(join(folder, 'temporary-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

const CANARY: CliTemplate['canary'] = { command: ['{node}', '-e', '0'], response: { type: 'text' } };
const RESPONSE: ResponseMapping = {
  type: 'json',
  answers: [0, 1, 2],
  refused: '$exit = 2',
  reason: 'message',
  expect: ['sha256 = $asked.signature.sha256', '$count(results) = 1'],
  verdict: {
    expression: 'results.said',
    values: [
      { is: 'YES', said: 'passed' },
      { is: 'NO', said: 'not-passed' },
      { is: 'REVOKED', said: 'indeterminate', subIndication: 'REVOKED_NO_POE' },
    ],
  },
};

/** A program in JavaScript that gets the path of the signature, and may `say` the digest of it beside `results`. */
function verifier(program: string, response: ResponseMapping = RESPONSE): CliTemplate {
  const before = `
    const bytes = require('node:fs').readFileSync(process.argv[1]);
    const sha256 = require('node:crypto').createHash('sha256').update(bytes).digest('hex');
    const say = (fields) => process.stdout.write(JSON.stringify({ sha256, ...fields }));`;
  return { command: ['{node}', '-e', `${before}\n${program}`, '{signature}'], response, canary: CANARY };
}

const YES = "say({ results: [{ said: 'YES' }] });";

async function answerOf(cli: CliTemplate, options: CommandOptions = {}): Promise<Answer | SignAnswer> {
  return (await askCommand(cli, VERIFY_QUESTION, { folder, ...options })).answer;
}

describe('what a command says', () => {
  for (const [program, expected] of [
    [YES, { kind: 'verdict', said: 'passed', subIndication: null }],
    [
      `${"say({ results: [{ said: 'NO' }] });"} process.exitCode = 1;`,
      { kind: 'verdict', said: 'not-passed', subIndication: null },
    ],
    [
      "say({ results: [{ said: 'REVOKED' }] });",
      { kind: 'verdict', said: 'indeterminate', subIndication: 'REVOKED_NO_POE' },
    ],
    [
      "say({ message: 'no such format' }); process.exitCode = 2;",
      { kind: 'refused-input', reason: 'the endpoint refuses this input: no such format' },
    ],
  ] as const) {
    test(program, async () => deepEqual(await answerOf(verifier(program)), expected));
  }

  test('by its exit code alone', async () => {
    const response: ResponseMapping = {
      type: 'text',
      answers: [0, 7],
      verdict: {
        expression: '$exit',
        values: [
          { is: 0, said: 'passed' },
          { is: 7, said: 'not-passed' },
        ],
      },
    };
    for (const [exit, said] of [
      [0, 'passed'],
      [7, 'not-passed'],
    ] as const) {
      deepEqual(await answerOf(verifier(`process.exitCode = ${exit};`, response)), {
        kind: 'verdict',
        said,
        subIndication: null,
      });
    }
  });

  test('by words on standard error', async () => {
    const response: ResponseMapping = {
      type: 'text',
      verdict: {
        expression: "$contains($stderr, 'Verification successful')",
        values: [
          { is: true, said: 'passed' },
          { is: false, said: 'not-passed' },
        ],
      },
    };
    const said = await answerOf(
      verifier("process.stderr.write('CMS Verification successful\\n');", response),
    );
    deepEqual(said, { kind: 'verdict', said: 'passed', subIndication: null });
  });

  test('in the words of EN 319 102-1', async () => {
    const response: ResponseMapping = { type: 'json', indication: 'indication', subIndication: 'sub' };
    deepEqual(
      await answerOf(verifier("say({ indication: 'TOTAL-FAILED', sub: 'HASH_FAILURE' });", response)),
      {
        kind: 'verdict',
        said: 'failed',
        subIndication: 'HASH_FAILURE',
      },
    );
  });
});

interface Row {
  readonly name: string;
  readonly cli: CliTemplate;
  readonly options?: CommandOptions;
  readonly cause: string;
  readonly reason: RegExp;
}

const SLOW = { timeoutMs: 1_000 };
const given = (command: CliTemplate['command']): CliTemplate => ({
  command,
  response: RESPONSE,
  canary: CANARY,
});
const printing = (text: string): CliTemplate => verifier(`process.stdout.write(${JSON.stringify(text)});`);
const DEEP = '['.repeat(100) + ']'.repeat(100);

// biome-ignore format: one row per fault
const ROWS: readonly Row[] = [
  { name: 'no such command', cli: given(['tamga-no-such-command', '{signature}']), cause: 'transport', reason: /command tamga-no-such-command was not found: install it/ },
  { name: 'a command that may not be executed', cli: given(['{folder}/plain.txt']), cause: 'transport', reason: /may not be executed \(EACCES\)/ },
  { name: 'no such working directory', cli: { ...verifier(YES), workingDirectory: 'nowhere' }, cause: 'transport', reason: /nowhere is not there: correct cli\.workingDirectory/ },
  { name: 'arguments longer than the system takes', cli: given(['{node}', 'x'.repeat(4_000_000)]), cause: 'limit', reason: /longer than this system takes/ },
  { name: 'a null character in an argument', cli: given(['{node}', 'a\0b']), cause: 'transport', reason: /did not start \(ERR_INVALID_ARG_VALUE\)/ },
  { name: 'it hangs', cli: verifier('setInterval(() => 0, 1000);'), options: SLOW, cause: 'timeout', reason: /took more than 1000 ms and was ended, 0 bytes of output came/ },
  { name: 'it hangs and takes no hint', cli: verifier("process.on('SIGTERM', () => 0); process.on('SIGINT', () => 0); setInterval(() => 0, 1000);"), options: SLOW, cause: 'timeout', reason: /was ended/ },
  { name: 'half an answer, then nothing', cli: verifier(`process.stdout.write('{"sha256":'); setInterval(() => 0, 1000);`), options: SLOW, cause: 'timeout', reason: /10 bytes of output came/ },
  { name: 'a flood on standard output', cli: verifier("const go = () => { while (process.stdout.write('x'.repeat(65536))); process.stdout.once('drain', go); }; go();"), cause: 'limit', reason: /wrote more than the 65536 bytes that we read/ },
  { name: 'a flood on standard error', cli: verifier("const go = () => { while (process.stderr.write('x'.repeat(65536))); process.stderr.once('drain', go); }; go();"), cause: 'limit', reason: /wrote more than the 65536 bytes that we read/ },
  { name: 'nothing at all', cli: verifier(''), cause: 'protocol', reason: /not an answer in cli: a body that is not JSON: \(empty\)/ },
  { name: 'exit code 127', cli: verifier("process.stderr.write('libfoo.so: not found\\n'); process.exitCode = 127;"), cause: 'protocol', reason: /exit code 127: libfoo\.so: not found; try the command by hand, or list the code in response\/answers/ },
  { name: 'an exit code without a word', cli: verifier('process.exitCode = 3;'), cause: 'protocol', reason: /exit code 3: \(nothing written\)/ },
  { name: 'a yes under another exit code', cli: verifier(`${YES} process.exitCode = 3;`), cause: 'protocol', reason: /exit code 3: / },
  { name: 'ended by a signal', cli: verifier("process.stderr.write('about to fall'); process.kill(process.pid, 'SIGSEGV'); setInterval(() => 0, 1000);"), cause: 'transport', reason: /was ended by SIG\w+: try it by hand/ },
  { name: 'half an answer', cli: printing('{"sha256":"ab",'), cause: 'protocol', reason: /a body that is not JSON/ },
  { name: 'two answers', cli: verifier(`${YES} ${YES}`), cause: 'protocol', reason: /a body that is not JSON/ },
  { name: 'a name twice', cli: printing('{"said":"YES","said":"NO"}'), cause: 'protocol', reason: /the name said stands twice/ },
  { name: 'NaN', cli: printing('{"said":NaN}'), cause: 'protocol', reason: /not JSON/ },
  { name: 'deep JSON', cli: printing(DEEP), cause: 'protocol', reason: /nested deeper than 64/ },
  { name: 'wide JSON', cli: printing(JSON.stringify(Array(20_001).fill(1))), cause: 'protocol', reason: /more than 20000 values/ },
  { name: 'not UTF-8', cli: verifier('process.stdout.write(Buffer.from([0x22, 0xc3, 0x28, 0x22]));'), cause: 'protocol', reason: /not UTF-8/ },
  { name: 'a verdict outside the vocabulary', cli: verifier("say({ results: [{ said: 'MAYBE' }] });"), cause: 'protocol', reason: /response\/verdict of the profile \(results\.said\) is none of "YES", "NO", "REVOKED", it leads to "MAYBE"/ },
  { name: 'true in the place of a word', cli: verifier('say({ results: [{ said: true }] });'), cause: 'protocol', reason: /it leads to true/ },
  { name: 'no verdict', cli: verifier('say({ results: [{}] });'), cause: 'protocol', reason: /response\/verdict .* it leads to nothing/ },
  { name: 'two signatures for one', cli: verifier("say({ results: [{ said: 'YES' }, { said: 'NO' }] });"), cause: 'protocol', reason: /response\/expect\/1 of the profile \(\$count\(results\) = 1\) is not true, it leads to false/ },
  { name: 'the verdict on another document', cli: verifier(`say({ sha256: '${'ab'.repeat(32)}', results: [{ said: 'YES' }] });`), cause: 'protocol', reason: /response\/expect\/0 of the profile \(sha256 = \$asked\.signature\.sha256\) is not true/ },
  { name: 'an expression that cannot be evaluated', cli: verifier(YES, { ...RESPONSE, expect: ['results + 1 = 2'] }), cause: 'protocol', reason: /the expression results \+ 1 = 2 cannot be evaluated: near character 9: / },
];

describe('what a command does wrong', { concurrency: 2 }, () => {
  before(() => writeFileSync(join(folder, 'plain.txt'), 'no program', { mode: 0o644 }));

  for (const { name, cli, options, cause, reason } of ROWS) {
    test(name, async () => {
      const answer = await answerOf(cli, options);
      ok(answer.kind === 'silent', JSON.stringify(answer));
      equal(answer.cause, cause, answer.reason);
      match(answer.reason, reason);
      match(answer.reason, /^[^\p{Cc}]{10,700}$/u);
    });
  }

  test('a refusal counts only if the canary answers', async () => {
    const cli = verifier('process.exitCode = 2; say({});');
    const deaf = { ...cli, canary: { ...CANARY, command: ['{node}', '-e', 'process.exitCode = 1'] } };
    equal((await answerOf(cli)).kind, 'refused-input');
    const answer = await answerOf(deaf);
    equal(answer.kind === 'silent' && answer.cause, 'canary');
  });

  test('what it started ends with it', async () => {
    const pidFile = join(folder, 'pid');
    const child = `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => 0, 1000);`;
    const cli = verifier(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => 0, 1000);`,
    );
    const answer = await answerOf(cli, { timeoutMs: 2_000 });
    equal(answer.kind === 'silent' && answer.cause, 'timeout', JSON.stringify(answer));
    const pid = Number(readFileSync(pidFile, 'utf8'));
    for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await delay(20);
    equal(isAlive(pid), false);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'exit'] as const) {
    test(`it does not outlive us: ${signal}`, async () => {
      const pidFile = join(folder, `pid-${signal}`);
      const program = `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => 0, 1000);`;
      const extension = extname(__filename);
      const asking = `
        const { runCommand } = require(${JSON.stringify(join(__dirname, '..', 'net', `command${extension}`))});
        const invocation = { command: [process.execPath, '-e', ${JSON.stringify(program)}], folder: '.', environment: {} };
        runCommand(invocation, { timeoutMs: 60000, maxBytes: 1000 });
        setInterval(() => {
          if (!require('node:fs').existsSync(${JSON.stringify(pidFile)})) return;
          if (${JSON.stringify(signal)} === 'exit') process.exit(0);
          process.kill(process.pid, ${JSON.stringify(signal)});
        }, 20);`;
      const loader = extension === '.ts' ? ['-r', 'ts-node/register/transpile-only'] : [];
      const done = spawnSync(process.execPath, [...loader, '-e', asking], {
        cwd: packageRoot(),
        timeout: 60_000,
      });
      equal(done.signal ?? 'exit', signal, done.stderr.toString());
      const pid = Number(readFileSync(pidFile, 'utf8'));
      for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await delay(20);
      equal(isAlive(pid), false);
    });
  }

  test('what it leaves behind holds nobody up', async () => {
    const cli = verifier(
      `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' }).unref(); ${YES}`,
    );
    equal((await answerOf(cli)).kind, 'verdict');
  });
});

/** A process that was ended and not yet waited for is still listed, as a zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('what a command gets', () => {
  const TELL: ResponseMapping = {
    type: 'json',
    verdict: { expression: 'ok', values: [{ is: true, said: 'passed' }] },
  };

  test('its files in a folder of its own under neutral names, which goes with it', async () => {
    const told = join(folder, 'told');
    const program = `
      const fs = require('node:fs');
      const names = fs.readdirSync('.').sort();
      const modes = names.map((name) => (fs.statSync(name).mode & 0o777).toString(8));
      fs.writeFileSync(${JSON.stringify(told)}, JSON.stringify({ cwd: process.cwd(), names, modes, argv: process.argv.slice(1) }));
      process.stdout.write('{"ok":true}');`;
    const cli: CliTemplate = {
      command: [
        '{node}',
        '-e',
        program,
        '{signature}',
        ['--content', '{document}'],
        '{time:seconds}',
        '{format}',
      ],
      response: TELL,
      canary: CANARY,
    };
    const content = { bytes: Buffer.from('content'), name: 'revoked-one.txt' };
    const detached = { ...VERIFY_QUESTION, signatureName: 'revoked.P7S', content };
    equal((await askCommand(cli, detached, { folder })).answer.kind, 'verdict');
    const { cwd, names, modes, argv } = JSON.parse(readFileSync(told, 'utf8'));
    deepEqual(names, ['document.txt', 'signature.p7s']);
    deepEqual(modes, ['600', '600']);
    deepEqual(argv, [`${cwd}/signature.p7s`, '--content', `${cwd}/document.txt`, '1788264000', 'CAdES']);
    equal(existsSync(cwd), false);

    equal((await askCommand(cli, VERIFY_QUESTION, { folder })).answer.kind, 'verdict');
    const attached = JSON.parse(readFileSync(told, 'utf8'));
    deepEqual(attached.argv.slice(1), ['1788264000', 'CAdES']);
  });

  test('its environment and nothing of ours; secrets are not recorded', async () => {
    const told = join(folder, 'environment');
    const program = `
      require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.env));
      process.stderr.write('PIN is ' + process.env.PIN + ' in ' + process.env.HOME);
      process.stdout.write('{"ok":true}');`;
    process.env['TAMGA_TEST_LEAK'] = 'leak';
    const cli: CliTemplate = {
      command: ['{node}', '-e', program, '{signature}'],
      environment: { PIN: 'env:CARD_PIN', LANGUAGE: 'tr' },
      response: TELL,
      canary: CANARY,
    };
    const { answer, records } = await askCommand(cli, VERIFY_QUESTION, {
      folder,
      secrets: { 'env:CARD_PIN': 'hunter2-secret' },
    });
    delete process.env['TAMGA_TEST_LEAK'];
    equal(answer.kind, 'verdict');
    const seen = JSON.parse(readFileSync(told, 'utf8'));
    deepEqual(Object.keys(seen).sort(), [
      'HOME',
      'LANG',
      'LANGUAGE',
      'LC_ALL',
      'PATH',
      'PIN',
      'TMPDIR',
      'TZ',
    ]);
    equal(seen.PIN, 'hunter2-secret');
    equal(records.length, 1);
    doesNotMatch(JSON.stringify(records), /hunter2/);
    equal(records[0]?.['stderr'], 'PIN is [redacted] in {files}');
  });

  test('a record that is the same in every run', async () => {
    const cli = verifier(`${YES} process.stderr.write(process.argv[1]);`);
    const one = (await askCommand(cli, VERIFY_QUESTION, { folder })).records;
    const two = (await askCommand(cli, VERIFY_QUESTION, { folder })).records;
    deepEqual(one, two);
    const [record] = one;
    ok(record !== undefined);
    deepEqual(Object.keys(record).sort(), [
      'command',
      'exit',
      'files',
      'output',
      'silent',
      'stderr',
      'stdout',
      'truncated',
    ]);
    deepEqual(record['files'], [{ name: 'signature.p7m', bytes: 'signature' }]);
    equal(record['stderr'], '{files}/signature.p7m');
    equal(record['exit'], 0);
  });

  test('no folder stays behind', () => {
    deepEqual(
      readdirSync(tmpdir()).filter((name) => name.startsWith('tamga-command-')),
      [],
    );
  });
});

describe('a command that signs', () => {
  const signer = (program: string, signature: NonNullable<ResponseMapping['signature']>): CliTemplate => ({
    command: ['{node}', '-e', program, '{document}', '{output}'],
    words: { format: { CAdES: 'cades' } },
    response: { type: 'text', signature },
    canary: CANARY,
  });
  const COPY = "require('node:fs').copyFileSync(process.argv[1], process.argv[2]);";
  const sign = async (cli: CliTemplate) => (await askCommand(cli, SIGN_QUESTION, { folder })).answer;

  test('into a file, to standard output, or in text', async () => {
    const made: SignAnswer = { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('document') };
    deepEqual(await sign(signer(COPY, { from: 'output' })), made);
    deepEqual(await sign(signer("process.stdout.write('document');", { from: 'body' })), made);
    const text = { from: 'expression', expression: '$trim($)', encoding: 'hex' } as const;
    deepEqual(await sign(signer("process.stdout.write('646f63756d656e74\\n');", text)), made);
  });

  for (const [name, program, cause, reason] of [
    ['no file', '', 'protocol', /no signature: the place where response\.signature points is empty/],
    ['an empty file', "require('node:fs').writeFileSync(process.argv[2], '');", 'protocol', /is empty/],
    [
      'a link to another file',
      "require('node:fs').symlinkSync('/etc/hostname', process.argv[2]);",
      'protocol',
      /wrote no regular file to \{output\}/,
    ],
    [
      'a file beyond the limit',
      "require('node:fs').writeFileSync(process.argv[2], Buffer.alloc(70000));",
      'limit',
      /wrote 70000 bytes to \{output\}, more than the 65536/,
    ],
  ] as const) {
    test(name, async () => {
      const answer = await sign(signer(program, { from: 'output' }));
      ok(answer.kind === 'silent', JSON.stringify(answer));
      equal(answer.cause, cause);
      match(answer.reason, reason);
    });
  }

  test('not what the profile has no word for', async () => {
    const { answer, records } = await askCommand(
      signer(COPY, { from: 'output' }),
      { ...SIGN_QUESTION, format: 'JAdES' },
      { folder },
    );
    deepEqual(answer, { kind: 'unsupported', reason: 'cli: the profile has no word for the format JAdES' });
    equal(records.length, 0);
  });
});

test('a detached signature is not put to a command that has no place for its document', async () => {
  const content = { bytes: Buffer.from('content'), name: 'a.txt' };
  const { answer } = await askCommand(verifier(YES), { ...VERIFY_QUESTION, content }, { folder });
  equal(answer.kind, 'unsupported');
  match('reason' in answer ? answer.reason : '', /no place for the document of a detached signature/);
});
