/**
 * Load on one endpoint: 64 calls at once, nothing lost, memory flat; and an endpoint at one call per second, timed where
 * the calls arrive. Runs 5 s; `TAMGA_LOAD_SECONDS=60` for the full time.
 */
import { fork } from 'node:child_process';
import * as http from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { VerifyQuestion } from '../drivers/driver';
import type { Budget, Endpoint } from '../model/profile';
import { systemClock } from '../round/clock';
import { createAllowances } from './allowance';
import { createGate } from './ask';
import { openDoor } from './door';
import { NO_LEDGER } from './ledger';

const SECONDS = Number(process.env['TAMGA_LOAD_SECONDS'] ?? 5);
const AT_ONCE = 64;

const QUESTION: VerifyQuestion = {
  signature: Buffer.alloc(20_000, 7),
  signatureName: 'a.p7m',
  content: null,
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  validationTime: '2026-09-01T12:00:00Z',
};

/** The endpoint, in a process of its own: it notes when each call arrives and how many are there at once. */
function serve(): void {
  const arrivals: number[] = [];
  let inside = 0;
  let most = 0;
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    arrivals.push(performance.now());
    inside += 1;
    most = Math.max(most, inside);
    request.resume().once('end', async () => {
      await delay(5);
      inside -= 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"status":200,"message":"OK","valid":true,"signers":[]}');
    });
  });
  process.on('message', () => process.send?.({ arrivals: arrivals.splice(0), most }));
  process.on('disconnect', () => server.close());
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: address !== null && typeof address === 'object' ? address.port : 0 });
  });
}

interface Counted {
  readonly arrivals: readonly number[];
  readonly most: number;
}

interface Far {
  readonly port: number;
  count(): Promise<Counted>;
  stop(): void;
}

async function startFar(): Promise<Far> {
  const child = fork(__filename, ['serve'], { execArgv: process.execArgv });
  const next = <T>(): Promise<T> =>
    new Promise((resolve) => child.once('message', (news: T) => resolve(news)));
  const { port } = await next<{ readonly port: number }>();
  return {
    port,
    count() {
      const counted = next<Counted>();
      child.send('count');
      return counted;
    },
    stop: () => child.disconnect(),
  };
}

function open(port: number, budget: Partial<Budget>) {
  const endpoint: Endpoint = {
    dialect: 'ncanode-v3',
    url: `http://127.0.0.1:${port}/`,
    auth: { scheme: 'none' },
    timeoutMs: 30_000,
    budget: { concurrency: AT_ONCE, retries: 0, retryDelayMs: 0, ...budget },
    options: {},
  };
  const allowances = createAllowances({ clock: systemClock, ledger: NO_LEDGER });
  const store = { put: () => '', get: () => undefined };
  const door = openDoor('XA verify', endpoint, {
    hosts: new Map(),
    store,
    secret: (text) => text,
    clock: systemClock,
    allowances,
  });
  return { gate: createGate(), door };
}

async function full(far: Far): Promise<void> {
  const { gate, door } = open(far.port, {});
  const end = performance.now() + SECONDS * 1000;
  const heap: number[] = [];
  let asked = 0;
  let passed = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      asked += 1;
      const { answers } = await gate.verify(door, QUESTION);
      if (answers.some((answer) => answer.kind === 'verdict' && answer.said === 'passed')) passed += 1;
    }
  };
  const watch = async (): Promise<void> => {
    while (performance.now() < end) {
      await delay((SECONDS * 1000) / 10);
      heap.push(process.memoryUsage().rss / 1024 / 1024);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: AT_ONCE * 2 }, worker)]);
  const { arrivals, most } = await far.count();
  door.close();
  const middle = heap[Math.floor(heap.length / 2)] ?? 0;
  const last = heap.at(-1) ?? 0;
  const mib = (value: number): string => `${value.toFixed(0)} MiB`;
  console.log(
    `${asked} calls in ${SECONDS} s, ${(asked / SECONDS).toFixed(0)} per second, at most ${most} at once; memory ${mib(middle)} half-way, ${mib(last)} at the end`,
  );
  if (passed !== asked || arrivals.length !== asked)
    throw new Error(`${asked} asked, ${arrivals.length} arrived, ${passed} answered`);
  if (most > AT_ONCE) throw new Error(`${most} calls at once, allowed are ${AT_ONCE}`);
  if (last > middle * 1.25 + 16) throw new Error(`memory grows: ${heap.map(mib).join(', ')}`);
}

async function slow(far: Far): Promise<void> {
  const { gate, door } = open(far.port, { perSecond: 1 });
  await Promise.all(Array.from({ length: SECONDS }, () => gate.verify(door, QUESTION)));
  const { arrivals } = await far.count();
  door.close();
  const gaps = arrivals.slice(1).map((at, i) => at - (arrivals[i] ?? 0));
  const shortest = Math.min(...gaps);
  console.log(`one call per second: ${arrivals.length} calls, the shortest gap ${shortest.toFixed(1)} ms`);
  if (shortest < 1000) throw new Error(`asked after ${shortest} ms`);
}

async function main(): Promise<void> {
  const far = await startFar();
  try {
    await full(far);
    await slow(far);
  } finally {
    far.stop();
  }
}

if (process.argv[2] === 'serve') serve();
else
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
