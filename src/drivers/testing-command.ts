/**
 * Asks a command through door and gate, as a round does, and keeps what was recorded; programs in JavaScript to be asked.
 *
 * @module
 */
import { createAllowances } from '../exchange/allowance';
import { createGate } from '../exchange/ask';
import { openDoor } from '../exchange/door';
import { NO_LEDGER } from '../exchange/ledger';
import { sha256Hex } from '../exchange/store';
import type { Answer, SignAnswer } from '../model/answer';
import type { CliTemplate, ResponseMapping } from '../model/mapping';
import type { Endpoint } from '../model/profile';
import { systemClock } from '../round/clock';
import type { SignQuestion, VerifyQuestion } from './driver';

export interface CommandOptions {
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** Of the profiles. */
  readonly folder?: string;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface CommandAsked {
  readonly answer: Answer | SignAnswer;
  /** Of every run, in order, with the contents in the place of their digests. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

export async function askCommand(
  cli: CliTemplate,
  question: SignQuestion | VerifyQuestion,
  { timeoutMs = 20_000, maxBytes = 64 * 1024, folder = '.', secrets = {} }: CommandOptions = {},
): Promise<CommandAsked> {
  const kept = new Map<string, string>();
  const store = {
    put(bytes: Uint8Array) {
      const digest = sha256Hex(bytes);
      kept.set(digest, Buffer.from(bytes).toString('utf8'));
      return digest;
    },
    get: () => undefined,
  };
  const endpoint: Endpoint = {
    dialect: 'cli',
    url: 'cli://command/',
    auth: { scheme: 'none' },
    timeoutMs,
    maxBytes,
    budget: { concurrency: 2, retries: 0, retryDelayMs: 0 },
    options: {},
    cli,
  };
  const allowances = createAllowances({ clock: systemClock, ledger: NO_LEDGER });
  const door = openDoor('XA verify', endpoint, {
    hosts: new Map(),
    store,
    secret: (text) => secrets[text] ?? text,
    clock: systemClock,
    allowances,
    folder,
  });
  try {
    const gate = createGate();
    const asked =
      'document' in question ? await gate.sign(door, question) : await gate.verify(door, question);
    const answer = asked.answers.at(-1);
    if (answer === undefined) throw new Error('no answer at all');
    return { answer, records: asked.evidence.map((digest) => opened(kept, digest)) };
  } finally {
    allowances.close();
    door.close();
  }
}

function opened(kept: ReadonlyMap<string, string>, digest: string): Readonly<Record<string, unknown>> {
  const text = kept.get(digest) ?? '{}';
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' ? (kept.get(value) ?? value) : value,
  );
}

export const CANARY: CliTemplate['canary'] = { command: ['{node}', '-e', '0'], response: { type: 'text' } };
export const RESPONSE: ResponseMapping = {
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
export function verifier(program: string, response: ResponseMapping = RESPONSE): CliTemplate {
  const before = `
    const bytes = require('node:fs').readFileSync(process.argv[1]);
    const sha256 = require('node:crypto').createHash('sha256').update(bytes).digest('hex');
    const say = (fields) => process.stdout.write(JSON.stringify({ sha256, ...fields }));`;
  return { command: ['{node}', '-e', `${before}\n${program}`, '{signature}'], response, canary: CANARY };
}

export const YES = "say({ results: [{ said: 'YES' }] });";
