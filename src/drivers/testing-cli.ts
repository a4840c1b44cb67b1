/**
 * The sample of `cli` for the twin suite: a command that is the client of an in-house service.
 *
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import ts from 'typescript';
import type { CliTemplate } from '../model/mapping';
import type { Profile } from '../model/profile';
import { profileOf } from '../testing/sandbox-profiles';
import type { DriverSample } from './testing-contract';
import { VERDICT, WORDS } from './testing-http';

/** As it is compiled; a loader in every child would take longer than the question. */
function clientPath(): string {
  const extension = extname(__filename);
  const source = join(__dirname, '..', 'sandbox', `cli-client${extension}`);
  if (extension === '.js') return source;
  const folder = mkdtempSync(join(tmpdir(), 'tamga-cli-client-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const compiled = join(folder, 'cli-client.js');
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(compiled, outputText);
  return compiled;
}

export function clientTemplates(client: string): {
  readonly sign: CliTemplate;
  readonly verify: CliTemplate;
} {
  const canary: CliTemplate['canary'] = {
    command: ['{node}', client, 'health', '--url', '{url}'],
    response: { type: 'json', expect: ["status = 'UP'"] },
  };
  return {
    verify: {
      command: [
        ...['{node}', client, 'verify', '--url', '{url}', '--file', '{signature}', '--at', '{time}'],
        ['--content', '{document}'],
      ],
      words: WORDS,
      response: { ...VERDICT, answers: [0, 1, 2] },
      canary,
    },
    sign: {
      command: [
        ...['{node}', client, 'sign', '--url', '{url}', '--document', '{document}', '--out', '{output}'],
        ...['--name', '{document-name}', '--format', '{format}', '--level', '{level}'],
        ...['--packaging', '{packaging}', '--algorithm', '{suite}', '--at', '{time}'],
      ],
      words: WORDS,
      response: {
        type: 'json',
        answers: [0, 2],
        unsupported: 'code = 415',
        refused: 'code = 400',
        reason: 'message',
        expect: ['code = 0'],
        signature: { from: 'output' },
      },
      canary,
    },
  };
}

function twinProfile(): Profile {
  const profile = profileOf('TR');
  const { sign, verify } = profile.endpoints;
  if (sign === undefined || verify === undefined) throw new Error('the test profile has no endpoints');
  const spoken = { dialect: 'cli', url: 'cli://in-house.tr.tamga.test/', options: {} };
  const templates = clientTemplates(clientPath());
  return {
    ...profile,
    endpoints: {
      sign: { ...sign, ...spoken, cli: templates.sign },
      verify: { ...verify, ...spoken, cli: templates.verify },
    },
  };
}

export const cliSample: DriverSample = {
  dialect: 'cli',
  wire: 'other',
  options: {},
  isCanary: () => false,
  elsewhere: {
    sign: 'src/drivers/cli-faults.test.ts: a command has no wire',
    verify: 'src/drivers/cli-faults.test.ts: a command has no wire',
  },
  twin: { profile: twinProfile(), garbage: 'refused-input' },
};
