/** `tamga sandbox` as a process: it says where it listens, answers there, and leaves nothing behind. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { createSecureContext } from 'node:tls';
import { packageRoot } from '../model/package-root';

interface Listening {
  readonly evidenceClass: string;
  readonly instant: string;
  readonly states: readonly {
    readonly code: string;
    readonly endpoints: readonly { readonly role: string; readonly dialect: string; readonly url: string }[];
    readonly pki: Readonly<Record<string, string>>;
  }[];
}

const children: ChildProcess[] = [];
// A test that fails leaves its child behind, and this file would wait for it.
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

function start(...argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [join(packageRoot(), 'bin/tamga.js'), 'sandbox', ...argv], {
    cwd: packageRoot(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function listening(child: ChildProcess): Promise<Listening> {
  if (child.stdout === null) throw new Error('no stdout');
  const [line]: string[] = await once(createInterface(child.stdout), 'line');
  return JSON.parse(line ?? '');
}

async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code]: (number | null)[] = await once(child, 'close');
  return { code: code ?? null, stderr };
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`it prints its URLs, answers there, and ends with 0 on ${signal}`, async () => {
    const child = start('--json', '--state', 'TR');
    const end = ended(child);
    const { evidenceClass, instant, states } = await listening(child);
    equal(evidenceClass, 'simulated');
    equal(instant, '2026-09-01T12:00:00Z');
    deepEqual(
      states.map(({ code }) => code),
      ['TR'],
    );
    deepEqual(
      states[0]?.endpoints.map(({ role, dialect }) => [role, dialect]),
      [
        ['sign', 'dss-rest'],
        ['verify', 'dss-rest'],
        ['sign', 'mss'],
        ['verify', 'cli'],
      ],
    );
    const root = states[0]?.pki['root.cer'] ?? '';
    match(root, /^http:\/\/127\.0\.0\.1:\d+\/pki\/root\.cer$/);
    const reply = await fetch(root);
    equal(reply.status, 200);
    ok(new X509Certificate(Buffer.from(await reply.arrayBuffer())).ca);
    child.kill(signal);
    equal((await end).code, 0);
    await rejects(fetch(root), 'its servers are gone');
  });
}

test('killed outright, it takes its servers along', async () => {
  const child = start('--json', '--state', 'AZ');
  const end = ended(child);
  const { states } = await listening(child);
  const root = states[0]?.pki['root.cer'] ?? '';
  equal((await fetch(root)).status, 200);
  child.kill('SIGKILL');
  await end;
  const gone = async (left: number): Promise<boolean> => {
    const answers = await fetch(root).then(
      () => true,
      () => false,
    );
    if (!answers) return true;
    if (left === 0) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return gone(left - 1);
  };
  ok(await gone(40), 'the child noticed within two seconds');
});

test('a port that is taken is told with its code', async (t) => {
  const taken = createServer();
  t.after(() => taken.close());
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const { code, stderr } = await ended(start('--state', 'AZ', '--port', String(port)));
  equal(code, 69);
  match(stderr, /error\[TAMGA-E-SANDBOX\].*AZ/);
  match(stderr, /EADDRINUSE/);
});

test('the test key stores are written for other programs, and open with the password of the documents', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-keys-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const child = start('--json', '--state', 'AZ', '--host', '127.0.0.1', '--keys', folder);
  const end = ended(child);
  await listening(child);
  child.kill('SIGTERM');
  equal((await end).code, 0);
  const stores = readdirSync(folder);
  ok(stores.includes('az-ecdsa-p256-sha256.p12'), stores.join(', '));
  const [, password = ''] =
    /password `([^`]+)`/.exec(readFileSync(join(packageRoot(), 'docs', 'sandbox.md'), 'utf8')) ?? [];
  const store = readFileSync(join(folder, 'az-ecdsa-p256-sha256.p12'));
  ok(createSecureContext({ pfx: store, passphrase: password }));
});

const MISUSES: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an unknown state', ['--state', 'KX'], /no reference state "KX"[\s\S]*AZ, HU, KG, KZ, TR, UZ/],
  ['an address that is none', ['--host', 'everywhere'], /--host everywhere is no IP address/],
  ['a port that is none', ['--port', 'http'], /--port http leaves no port/],
  ['a port too high for all states', ['--port', '65533'], /--port 65533 leaves no port for each of 6/],
];
for (const [what, argv, message] of MISUSES) {
  test(`${what} is a usage error`, async () => {
    const { code, stderr } = await ended(start(...argv));
    equal(code, 64);
    match(stderr, message);
  });
}
