/** Everything that a command can do wrong: the right silence, with a reason that a person can act on. */

import { equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, SignAnswer } from '../model/answer';
import type { CliTemplate } from '../model/mapping';
import { packageRoot } from '../model/package-root';
import { askCommand, CANARY, type CommandOptions, RESPONSE, verifier, YES } from './testing-command';
import { VERIFY_QUESTION } from './testing-contract';

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamga-cli-test-'));
  // Of this process alone: another one may be running commands just now.
  process.env['TMPDIR'] = mkdtempSync(join(folder, 'temporary-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

async function answerOf(cli: CliTemplate, options: CommandOptions = {}): Promise<Answer | SignAnswer> {
  return (await askCommand(cli, VERIFY_QUESTION, { folder, ...options })).answer;
}

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
