import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Driver, Link, VerifyQuestion } from '../drivers/driver';
import type { Answer, SignAnswer, Silent } from '../model/answer';
import type { Endpoint } from '../model/profile';
import type { Inspection } from '../net/inspect';
import { createVault } from '../net/vault';
import { fakeClock } from '../testing/fake-clock';
import { createGate, type Door } from './ask';
import { type Breaker, createBreaker, NO_BREAKER } from './breaker';
import { createSemaphore } from './semaphore';

const QUESTION: VerifyQuestion = {
  signature: new Uint8Array([1]),
  signatureName: 'a.p7m',
  content: null,
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  validationTime: '2026-09-01T12:00:00Z',
};

const ENDPOINT: Endpoint = {
  dialect: 'scripted',
  url: 'http://127.0.0.1:9/',
  auth: { scheme: 'none' },
  timeoutMs: 100,
  budget: { concurrency: 2, retries: 2, retryDelayMs: 1 },
  options: {},
};

const PASSED: Answer = { kind: 'verdict', said: 'passed', subIndication: null };
const SILENT: Answer = { kind: 'silent', cause: 'timeout', reason: 'no answer within 100 ms' };
const DENIED: Answer = { kind: 'silent', cause: 'denied', reason: 'HTTP 401' };
const REFUSED: Answer = { kind: 'refused-input', reason: 'cannot parse' };

/** An endpoint that answers from a script, and counts how often its canary is asked. */
function scripted(
  answers: readonly Answer[],
  canaries: readonly boolean[] = [],
  breaker: Breaker = NO_BREAKER,
) {
  const script = [...answers];
  const birds = [...canaries];
  const driver: Driver = {
    dialect: 'scripted',
    granularity: 'boolean',
    verify: async () => script.shift() ?? PASSED,
    canary: async () => birds.shift() ?? false,
  };
  const link: Link = {
    endpoint: ENDPOINT,
    http: {
      send: unused,
      message: unused,
      grant: unused,
      listen: async () => ({ port: 0, close: () => undefined }),
    },
    option: () => undefined,
  };
  const allowance = { places: createSemaphore(2), breaker };
  const vault = createVault(['planted-secret']);
  const door: Door = { driver, allowance, vault, open: () => link, inspect, close: () => undefined };
  return { door, left: () => ({ answers: script.length, canaries: birds.length }) };
}

async function inspect(): Promise<Inspection> {
  return { where: '', proxied: false, addresses: null, tls: null, fault: null };
}

async function unused(): Promise<Silent> {
  return { kind: 'silent', cause: 'transport', reason: 'not used' };
}

const kinds = (answers: readonly Answer[]) => answers.map((answer) => answer.kind);

test('asks again after silence, as often as the budget allows, and shows every attempt', async () => {
  const { door } = scripted([SILENT, SILENT, SILENT, PASSED]);
  const asked = await createGate().verify(door, QUESTION);
  deepEqual(kinds(asked.answers), ['silent', 'silent', 'silent']);
});

test('an answer after silence ends the asking', async () => {
  const { door } = scripted([SILENT, PASSED]);
  deepEqual(kinds((await createGate().verify(door, QUESTION)).answers), ['silent', 'verdict']);
});

test('denied is not asked again', async () => {
  const { door, left } = scripted([DENIED, PASSED]);
  deepEqual((await createGate().verify(door, QUESTION)).answers, [DENIED]);
  equal(left().answers, 1);
});

test('a refusal between two answered canaries is a refusal', async () => {
  const { door, left } = scripted([REFUSED, REFUSED], [true, true]);
  deepEqual((await createGate().verify(door, QUESTION)).answers, [REFUSED]);
  deepEqual(left(), { answers: 0, canaries: 0 });
});

test('a refusal by an endpoint that does not answer its canary is silence', async () => {
  const { door } = scripted([REFUSED, REFUSED, REFUSED], [false, false, false]);
  const answers = (await createGate().verify(door, QUESTION)).answers;
  deepEqual(kinds(answers), ['silent', 'silent', 'silent']);
  equal(
    answers.every((answer) => answer.kind === 'silent' && answer.cause === 'canary'),
    true,
  );
});

test('a refusal that is not repeated shows as two attempts', async () => {
  const { door } = scripted([REFUSED, PASSED], [true]);
  deepEqual(kinds((await createGate().verify(door, QUESTION)).answers), ['refused-input', 'verdict']);
});

test('a dialect that cannot do what is asked is unsupported, not a crash', async () => {
  const { door } = scripted([]);
  const asked = await createGate().sign(door, {
    ...QUESTION,
    suite: 'x',
    document: new Uint8Array(),
    documentName: 'a',
    signingTime: '',
  });
  deepEqual(asked.answers, [{ kind: 'unsupported', reason: 'the dialect scripted cannot sign' }]);
});

test('an open circuit is not asked, and not asked again', async () => {
  const breaker = createBreaker({ silences: 1, pauseMs: 60_000 }, fakeClock());
  const { door, left } = scripted([SILENT, PASSED], [], breaker);
  const gate = createGate();
  deepEqual(kinds((await gate.verify(door, QUESTION)).answers), ['silent', 'silent']);
  const [answer, ...others] = (await gate.verify(door, QUESTION)).answers;
  equal(answer?.kind === 'silent' && answer.cause, 'budget');
  equal(others.length, 0);
  equal(left().answers, 1);
});

test('a secret leaves no door: not in words, cut or whole, and not in a signature', async () => {
  const refused: Answer = {
    kind: 'refused-input',
    reason: 'HTTP 500: you sent planted-secret and planted-se…',
  };
  const { door } = scripted([refused, refused], [true, true]);
  deepEqual((await createGate().verify(door, QUESTION)).answers, [
    { kind: 'refused-input', reason: 'HTTP 500: you sent [redacted] and [redacted]…' },
  ]);
  const echo: SignAnswer = { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('x planted-secret') };
  const signing = { ...door, driver: { ...door.driver, sign: async () => echo } };
  const question = {
    ...QUESTION,
    suite: 'x',
    document: new Uint8Array(),
    documentName: 'a',
    signingTime: '',
  };
  const [answer] = (await createGate().sign(signing, question)).answers;
  equal(answer?.kind === 'silent' && answer.cause, 'protocol');
});
