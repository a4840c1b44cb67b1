import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as net from 'node:net';
import { extname, join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import { startTestServer } from '../testing/fault-server';
import { profileOf, SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { type SandboxOptions, startSandbox } from './start';

const ONE_STATE: SandboxOptions = { ...SANDBOX_ORDER, profiles: [profileOf('KZ')] };

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.unref();
  });
}

async function closes(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (!(await listens(port))) return true;
    await delay(50);
  }
  return false;
}

function portOf(ports: ReadonlyMap<string, number>, code: string): number {
  const port = ports.get(code);
  ok(port !== undefined, `no port for ${code}`);
  return port;
}

describe('startSandbox', () => {
  test('gives each simulated state a port of its own, and takes it back on stop', async () => {
    const sandbox = await startSandbox(SANDBOX_ORDER);
    deepEqual([...sandbox.ports.keys()], ['kg', 'kz', 'tr', 'uz']);
    equal(new Set(sandbox.ports.values()).size, 4);
    const port = portOf(sandbox.ports, 'kz');
    const reply = await fetch(`http://127.0.0.1:${port}/actuator/health`);
    deepEqual([reply.status, await reply.json()], [200, { status: 'UP' }]);
    await sandbox.stop();
    equal(await listens(port), false);
    await sandbox.stop();
  });

  test('tells when the child is gone', async () => {
    const sandbox = await startSandbox(ONE_STATE);
    const told = new Promise<TamgaError>((resolve) => sandbox.onExit(resolve));
    process.kill(sandbox.pid, 'SIGKILL');
    const error = await told;
    equal(error.code, 'TAMGA-E-SANDBOX');
    match(error.message, /SIGKILL/);
  });

  test('leaves no orphan when its parent is killed', async (t) => {
    const extension = extname(__filename);
    const loader = extension === '.ts' ? ['-r', 'ts-node/register/transpile-only'] : [];
    const script = join(__dirname, '..', 'testing', `sandbox-parent${extension}`);
    const parent = spawn(process.execPath, [...loader, script], {
      cwd: packageRoot(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => parent.kill('SIGKILL'));
    const [line] = await once(parent.stdout.setEncoding('utf8'), 'data');
    const ports: Record<string, number> = JSON.parse(line);
    const port = portOf(new Map(Object.entries(ports)), 'kz');
    equal(await listens(port), true);
    parent.kill('SIGKILL');
    equal(await closes(port), true);
  });
});

describe('a sandbox that cannot start says why', () => {
  const refuses = (options: SandboxOptions, code: string, message: RegExp) =>
    rejects(
      startSandbox(options),
      (error) => error instanceof TamgaError && error.code === code && message.test(error.message),
    );

  test('port taken', async (t) => {
    const server = await startTestServer((_request, response) => response.end());
    t.after(() => server.close());
    await refuses(
      { ...ONE_STATE, ports: { kz: server.port } },
      'TAMGA-E-SANDBOX',
      new RegExp(`no server for KZ: .*EADDRINUSE.*${server.port}`),
    );
  });

  test('too slow', () =>
    refuses({ ...ONE_STATE, startTimeoutMs: 1 }, 'TAMGA-E-SANDBOX', /did not start within 1 ms/));

  test('a dialect without a server', () => {
    const kz = profileOf('KZ');
    const { verify } = kz.endpoints;
    ok(verify !== undefined);
    const endpoints = { verify: { ...verify, dialect: 'morse' } };
    return refuses(
      { ...ONE_STATE, profiles: [{ ...kz, endpoints }] },
      'TAMGA-E-PROFILE-MEANING',
      /no server for morse/,
    );
  });

  test('a trusted state that nobody enrolled', () =>
    refuses({ ...ONE_STATE, roster: [] }, 'TAMGA-E-PROFILE-MEANING', /KG is trusted by a profile/));
});
