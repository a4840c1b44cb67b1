/** What a command is given, how its output is read, and what is kept of it; its faults are in cli-faults.test.ts. */
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Answer, SignAnswer } from '../model/answer';
import type { CliTemplate, ResponseMapping } from '../model/mapping';
import { askCommand, CANARY, type CommandOptions, verifier, YES } from './testing-command';
import { SIGN_QUESTION, VERIFY_QUESTION } from './testing-contract';

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
