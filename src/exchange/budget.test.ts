/** The budgets of endpoints, on a clock that the test moves. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Silent } from '../model/answer';
import type { Budget, Endpoint } from '../model/profile';
import type { Pacer, Turn } from '../net/pacer';
import { type FakeClock, fakeClock } from '../testing/fake-clock';
import { type Allowance, createAllowances } from './allowance';
import { createBreaker } from './breaker';
import { NO_LEDGER, openLedger } from './ledger';
import { dayOf, quietNow } from './quiet-hours';
import { retryAfterMs } from './retry-after';

const FREE = NO_LEDGER;

function endpoint(budget: Partial<Budget>, url = 'https://sign.example/api/'): Endpoint {
  return {
    dialect: 'x',
    url,
    auth: { scheme: 'none' },
    timeoutMs: 1000,
    budget: { concurrency: 4, retries: 0, retryDelayMs: 0, ...budget },
    options: {},
  };
}

function allowance(budget: Partial<Budget>, clock: FakeClock, ledger = FREE): Allowance {
  return createAllowances({ clock, ledger }).of(endpoint(budget), 'XA sign');
}

function isTurn(entered: Turn | Silent): entered is Turn {
  return 'over' in entered;
}

async function refusal(pacer: Pacer): Promise<Silent> {
  const entered = await pacer.enter();
  ok(!isTurn(entered), 'the call was allowed');
  return entered;
}

async function call(pacer: Pacer, status = 200, headers = {}): Promise<void> {
  const entered = await pacer.enter();
  ok(isTurn(entered), JSON.stringify(entered));
  entered.arrived();
  entered.over(status, headers);
}

describe('the rate', () => {
  /** When each of so many calls begins, if each takes `takes` to arrive. */
  async function starts(perSecond: number, calls: number, takes: number): Promise<readonly number[]> {
    const clock = fakeClock();
    const { pacer } = allowance({ perSecond, concurrency: 8 }, clock);
    const begin = clock.now();
    const times: number[] = [];
    const all = Promise.all(
      Array.from({ length: calls }, async () => {
        const turn = await pacer.enter();
        ok(isTurn(turn));
        times.push(clock.now() - begin);
        await clock.sleep(takes);
        turn.arrived();
        turn.over(200, {});
      }),
    );
    await clock.advance(60_000);
    await all;
    return times;
  }

  test('calls that arrive at once are an interval apart', async () => {
    deepEqual(await starts(1, 4, 0), [0, 1001, 2002, 3003]);
  });

  test('the interval counts from the arrival of the last call', async () => {
    deepEqual(await starts(1, 3, 300), [0, 1301, 2602]);
  });

  test('a call of which nothing is heard holds the next one back for two intervals', async () => {
    deepEqual(await starts(1, 3, 9000), [0, 2002, 4004]);
  });

  test('ten a second', async () => {
    deepEqual(await starts(10, 3, 0), [0, 101, 202]);
  });
});

describe('concurrency', () => {
  test('of calls: whoever comes too many waits for one that is over', async () => {
    const clock = fakeClock();
    const { pacer } = allowance({ concurrency: 1 }, clock);
    const first = await pacer.enter();
    ok(isTurn(first));
    let second: Turn | Silent | undefined;
    const waiting = pacer.enter().then((turn) => {
      second = turn;
    });
    await clock.advance(1000);
    equal(second, undefined);
    first.over(200, {});
    await waiting;
    ok(second !== undefined && isTurn(second));
  });

  test('is shared by two doors of one host and one name, and by no others', () => {
    const clock = fakeClock();
    const allowances = createAllowances({ clock, ledger: FREE });
    const sign = allowances.of(endpoint({ shared: 'all' }, 'https://a.example/sign/'), 'XA sign');
    equal(allowances.of(endpoint({ shared: 'all' }, 'https://a.example/verify/'), 'XA verify'), sign);
    for (const [other, name] of [
      [endpoint({ shared: 'all' }, 'https://b.example/sign/'), 'XA sign'],
      [endpoint({ shared: 'other' }, 'https://a.example/sign/'), 'XA sign'],
      [endpoint({}, 'https://a.example/sign/'), 'XA sign'],
    ] as const)
      ok(allowances.of(other, name) !== sign);
    ok(allowances.of(endpoint({}), 'XA sign') !== allowances.of(endpoint({}), 'XA verify'));
  });
});

describe('quiet hours', () => {
  const at = (time: string, from: string, to: string, utcOffset?: string) =>
    quietNow(
      { ...endpoint({}).budget, quietHours: [{ from, to }], ...(utcOffset !== undefined && { utcOffset }) },
      Date.parse(`2026-11-22T${time}:00Z`),
    ) !== undefined;
  for (const [time, from, to, offset, quiet] of [
    ['09:59', '10:00', '11:00', undefined, false],
    ['10:00', '10:00', '11:00', undefined, true],
    ['10:59', '10:00', '11:00', undefined, true],
    ['11:00', '10:00', '11:00', undefined, false],
    ['23:30', '22:00', '06:00', undefined, true],
    ['05:59', '22:00', '06:00', undefined, true],
    ['06:00', '22:00', '06:00', undefined, false],
    ['17:30', '22:00', '06:00', '+05:00', true],
    ['16:30', '22:00', '06:00', '+05:00', false],
    ['02:00', '22:00', '23:00', '-03:30', true],
  ] as const) {
    test(`${time} UTC in ${from} to ${to} at ${offset ?? 'UTC'}: ${quiet}`, () =>
      equal(at(time, from, to, offset), quiet));
  }

  test('nothing is asked in them, and the reason says when it may be', async () => {
    const clock = fakeClock('2026-11-22T17:30:00Z');
    const { pacer } = allowance({ quietHours: [{ from: '22:00', to: '06:00' }], utcOffset: '+05:00' }, clock);
    const { cause, reason } = await refusal(pacer);
    equal(cause, 'budget');
    match(reason, /not asked: .*22:00 to 06:00 at UTC\+05:00 .*quietHours/);
    await clock.advance(8 * 3600 * 1000);
    await call(pacer);
  });
});

describe('the daily limit', () => {
  test('holds over rounds, ends with the local day, and counts nobody else', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'tamga-calls-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const clock = fakeClock('2026-11-22T18:00:00Z');
    const budget = { perDay: 2, utcOffset: '+05:00' };
    await call(allowance(budget, clock, openLedger(folder)).pacer);
    const { pacer } = allowance(budget, clock, openLedger(folder));
    await call(pacer);
    const { cause, reason } = await refusal(pacer);
    equal(cause, 'budget');
    match(reason, /2 calls of today are used up .*perDay/);
    const other = createAllowances({ clock, ledger: openLedger(folder) });
    await call(other.of(endpoint(budget), 'XA verify').pacer);
    // Midnight at UTC+5.
    await clock.advance(3600 * 1000);
    await call(pacer);
  });

  test('the day is that of the zone', () => {
    const day = (utcOffset: string) =>
      dayOf({ ...endpoint({}).budget, utcOffset }, Date.parse('2026-11-22T20:00:00Z'));
    deepEqual([day('+05:00'), day('+00:00'), day('-12:00')], ['2026-11-23', '2026-11-22', '2026-11-22']);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  for (const [text, ms] of [
    ['3', 3000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 12:00:10 GMT', 10_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 86_400_000],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026-11-22T12:00:10Z', undefined],
    ['Sun, 99 Nov 2026 12:00:10 GMT', undefined],
  ] as const) {
    test(`"${text}" is ${ms}`, () => equal(retryAfterMs(text, now), ms));
  }

  test('holds every later call back, for as long as it says', async () => {
    const clock = fakeClock();
    const { pacer } = allowance({}, clock);
    await call(pacer, 429, { 'retry-after': '30' });
    let begun = 0;
    const waiting = Promise.all([call(pacer), call(pacer)]).then(() => {
      begun = clock.now();
    });
    const then = clock.now() + 30_000;
    await clock.advance(29_999);
    equal(begun, 0);
    await clock.advance(1);
    await waiting;
    equal(begun, then);
  });

  test('longer than we wait is a silence until then; on a good reply it means nothing', async () => {
    const clock = fakeClock();
    const { pacer } = allowance({}, clock);
    await call(pacer, 200, { 'retry-after': '3000' });
    await call(pacer, 503, { 'retry-after': '3000' });
    const { cause, reason } = await refusal(pacer);
    equal(cause, 'throttled');
    match(reason, /not asked: .*another 3000 s \(Retry-After\)/);
    await clock.advance(3_000_000);
    await call(pacer);
  });
});

describe('the circuit breaker', () => {
  test('opens after silences in a row, lets one question try, and closes on an answer', async () => {
    const clock = fakeClock();
    const breaker = createBreaker({ silences: 3, pauseMs: 10_000 }, clock);
    const say = (experience: 'answered' | 'silent' | 'unasked') => {
      equal(breaker.admit(), undefined);
      breaker.note(experience);
    };
    for (const experience of [
      'silent',
      'silent',
      'answered',
      'silent',
      'silent',
      'unasked',
      'silent',
    ] as const)
      say(experience);
    match(breaker.admit()?.reason ?? '', /silent 3 times in a row, left alone for another 10 s/);
    await clock.advance(10_000);
    equal(breaker.admit(), undefined);
    match(breaker.admit()?.reason ?? '', /while one question tries/);
    breaker.note('silent');
    equal(breaker.admit()?.cause, 'budget');
    await clock.advance(10_000);
    // What the budget kept back tried nothing.
    say('unasked');
    say('answered');
    say('silent');
    equal(breaker.admit(), undefined);
  });
});

test('the end of a round ends every wait', async () => {
  const clock = fakeClock();
  const allowances = createAllowances({ clock, ledger: FREE });
  const { pacer } = allowances.of(endpoint({ perSecond: 0.01 }), 'XA sign');
  await call(pacer);
  const waiting = refusal(pacer);
  allowances.close();
  match((await waiting).reason, /the round was ended/);
  equal(clock.sleeping(), 0);
});
