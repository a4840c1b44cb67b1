/** Every driver in every role against every fault: the right kind of answer, with a reason that a person can act on. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { callsOf } from '../exchange/door';
import type { Answer, SignAnswer } from '../model/answer';
import { ROLES, type Role } from '../model/claim';
import { closedPort, startTestServer } from '../testing/fault-server';
import {
  startHttp2OnlyServer,
  startTlsFaultServer,
  startTlsServer,
  type TlsFault,
} from '../testing/tls-fault-server';
import { DRIVERS } from './registry';
import type { DriverSample, Expected, OwnFaults, SampleRequest, Spoilt } from './testing-contract';
import { HARMLESS, MANGLED, TLS_ROWS, unlisted, WIRE_FAULTS } from './testing-contract-faults';
import {
  type AnyRole,
  ask,
  type Spoiled,
  type Spoiling,
  sampleHandler,
  textOf,
  typeOf,
} from './testing-contract-server';
import { PENDING, SAMPLES } from './testing-samples';

/** Long enough for what is answered at once on a busy machine, short enough to wait for. */
const SLOW_MS = 1500;

function holds(answer: Answer | SignAnswer, { kind, cause, reason }: Expected): void {
  const said = JSON.stringify(answer);
  equal(answer.kind, kind, said);
  ok('reason' in answer, said);
  if (cause !== undefined) equal(answer.kind === 'silent' && answer.cause, cause, said);
  match(answer.reason, reason);
  // What every reason must be: one line, bounded, without the debris of a program.
  match(answer.reason, /^[^\p{Cc}]{10,700}$/u);
  ok(!/undefined|\[object|NaN(?!,)|^not recognised$/i.test(answer.reason), answer.reason);
}

async function spoil(
  t: TestContext,
  sample: DriverSample,
  role: Role,
  spoiled: Spoiled | null,
  timeoutMs?: number,
): Promise<{ readonly answer: Answer | SignAnswer; readonly seen: readonly SampleRequest[] }> {
  const seen: SampleRequest[] = [];
  const server = await startTestServer(sampleHandler(sample, roleOf(sample, role), spoiled, seen));
  t.after(() => server.close());
  const answer = await ask(sample, role, { url: server.url, ...(timeoutMs !== undefined && { timeoutMs }) });
  return { answer, seen };
}

function roleOf(sample: DriverSample, role: Role): AnyRole {
  const found = sample[role];
  ok(found !== undefined, `${sample.dialect} has no sample to ${role}`);
  return found;
}

const place = ({ method, path }: SampleRequest): string => `${method} ${path}`;

test('every fault of the fault server has its row', () => deepEqual(unlisted(), []));

describe('every driver brings a sample', () => {
  for (const driver of DRIVERS) {
    const sample = SAMPLES.find(({ dialect }) => dialect === driver.dialect);
    const pending = PENDING[driver.dialect];
    test(driver.dialect, { skip: sample === undefined ? (pending ?? false) : false }, () => {
      ok(
        sample !== undefined,
        `write src/drivers/testing-${driver.dialect}.ts and list it in testing-samples.ts`,
      );
      equal(pending, undefined, 'it is no longer pending');
      for (const role of ROLES) {
        const tried: boolean = sample[role] !== undefined || sample.elsewhere?.[role] !== undefined;
        equal(tried, driver[role] !== undefined, role);
      }
    });
  }
});

for (const sample of SAMPLES) {
  for (const role of ROLES) {
    const said = sample[role];
    if (said !== undefined)
      describe(`${sample.dialect}, ${role}`, { concurrency: 4 }, () => contract(sample, role, said));
  }
}

function contract(sample: DriverSample, role: Role, said: AnyRole): void {
  const last = async (t: TestContext): Promise<(request: SampleRequest) => boolean> => {
    const { seen } = await spoil(t, sample, role, null);
    const end = seen.at(-1);
    ok(end !== undefined, 'nothing was asked');
    return (request) => place(request) === place(end);
  };
  const spoilLast = async (t: TestContext, how: Spoiling, timeoutMs?: number) =>
    (await spoil(t, sample, role, { at: await last(t), how }, timeoutMs)).answer;

  test('the good conversation', async (t) => {
    const { answer, seen } = await spoil(t, sample, role, null);
    deepEqual(answer, said.expected);
    equal(seen.length, callsOf(sample.dialect, role), 'calls of the driver, as `tamga run` tells them');
  });

  const { unsupported } = said;
  const skip = 'cannot' in unsupported ? unsupported.cannot : false;
  test('a product outside the dialect is unsupported', { skip }, async (t) => {
    const server = await startTestServer(sampleHandler(sample, said, null, []));
    t.after(() => server.close());
    holds(await ask(sample, role, { url: server.url, unsupported: true }), {
      kind: 'unsupported',
      reason: new RegExp(`${sample.dialect}`),
    });
  });

  ownRows(sample, role, said, last);
  if (sample.wire !== 'http') return;

  for (const row of WIRE_FAULTS) {
    test(row.fault, async (t) => {
      const how = { fault: row.fault };
      const timeoutMs = row.slow ? SLOW_MS : 10_000;
      if (!row.everywhere) return holds(await spoilLast(t, how, timeoutMs), row);
      const { seen } = await spoil(t, sample, role, null);
      for (const at of new Set(seen.map(place))) {
        const spoiled = { at: (request: SampleRequest) => place(request) === at, how };
        holds((await spoil(t, sample, role, spoiled, timeoutMs)).answer, row);
      }
    });
  }

  test('nothing listens', async () => {
    holds(await ask(sample, role, { url: `http://127.0.0.1:${await closedPort()}/` }), {
      kind: 'silent',
      cause: 'transport',
      reason: /nothing listens at 127\.0\.0\.1:\d+ .*start the service or correct its URL/,
    });
  });

  for (const [name, headers] of Object.entries(HARMLESS)) {
    test(`${name} changes nothing`, async (t) => {
      deepEqual(await spoilLast(t, { headers }), said.expected);
    });
  }

  for (const row of MANGLED) {
    test(`JSON: ${row.name}`, async (t) => {
      const at = await last(t);
      const { seen } = await spoil(t, sample, role, null);
      const end = seen.find(at);
      const good = end === undefined ? undefined : said.reply(end);
      if (good === undefined || typeOf(good) !== 'application/json')
        return t.skip('the last reply is no JSON');
      const body = row.mangle(textOf(good));
      if (body === undefined) return t.skip('the last reply is no object');
      holds(await spoilLast(t, { body: () => body }), row);
    });
  }

  for (const [fault, reason] of Object.entries(TLS_ROWS)) {
    test(`TLS: ${fault}`, async (t) => {
      const seen: SampleRequest[] = [];
      const server = await startTlsFaultServer(asTlsFault(fault), sampleHandler(sample, said, null, seen));
      t.after(() => server.close());
      holds(await ask(sample, role, server), { kind: 'silent', cause: 'transport', reason });
      equal(seen.length, 0);
    });
  }

  test('TLS: HTTP/2 only', async (t) => {
    const server = await startHttp2OnlyServer();
    t.after(() => server.close());
    holds(await ask(sample, role, server), {
      kind: 'silent',
      cause: 'protocol',
      reason: /speaks HTTP\/2 only/,
    });
  });

  test('TLS: nothing wrong', async (t) => {
    const server = await startTlsServer(sampleHandler(sample, said, null, []));
    t.after(() => server.close());
    deepEqual(await ask(sample, role, server), said.expected);
  });
}

function ownRows(
  sample: DriverSample,
  role: Role,
  said: AnyRole,
  last: (t: TestContext) => Promise<(request: SampleRequest) => boolean>,
): void {
  const faults: OwnFaults = said.faults;
  const rows: readonly (readonly [string, OwnFaults[keyof OwnFaults]])[] = [
    ...Object.entries(faults),
    ...Object.entries(said.further ?? {}),
  ];
  for (const [name, row] of rows) {
    test(`its own: ${name}`, { skip: 'cannot' in row ? row.cannot : false }, async (t) => {
      if ('cannot' in row) return;
      await ownRow(t, sample, role, row, row.at ?? (await last(t)));
    });
  }
}

async function ownRow(
  t: TestContext,
  sample: DriverSample,
  role: Role,
  row: Spoilt,
  at: (request: SampleRequest) => boolean,
): Promise<void> {
  const { answer } = await spoil(t, sample, role, { at, how: { reply: row.reply } });
  holds(answer, row);
}

function asTlsFault(name: string): TlsFault {
  ok(isTlsFault(name));
  return name;
}

function isTlsFault(name: string): name is TlsFault {
  return Object.hasOwn(TLS_ROWS, name);
}
