/** A planted secret must be found in nothing that is kept of an exchange. */
import { equal, ok } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Auth, Endpoint } from '../model/profile';
import { fakeClock } from '../testing/fake-clock';
import { startTestServer } from '../testing/fault-server';
import { createAllowances } from './allowance';
import { openDoor } from './door';
import { NO_LEDGER } from './ledger';
import { openStore } from './store';

const SECRET = 'canary-8c1f2f0b-never-to-be-kept';

const AUTHS: readonly Auth[] = [
  { scheme: 'bearer', token: 'env:CANARY' },
  { scheme: 'basic', user: 'tester', password: 'env:CANARY' },
  { scheme: 'header', name: 'x-api-key', value: 'env:CANARY' },
  { scheme: 'none' },
];

for (const auth of AUTHS) {
  test(`auth ${auth.scheme}: the secret reaches the endpoint and is kept nowhere`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tamga-door-'));
    let met = '';
    // The endpoint echoes all that it gets, as careless ones do in their error pages.
    const server = await startTestServer((request, response) => {
      const body: Buffer[] = [];
      request.on('data', (chunk: Buffer) => body.push(chunk));
      request.on('end', () => {
        met = JSON.stringify(request.headers) + Buffer.concat(body).toString('utf8');
        response.end(met);
      });
    });
    const endpoint: Endpoint = {
      dialect: 'ncanode-v3',
      url: server.url,
      auth,
      timeoutMs: 2000,
      budget: { concurrency: 1, retries: 0, retryDelayMs: 1 },
      options: { password: 'env:CANARY', tsaPolicy: 'plain text' },
    };
    const clock = fakeClock();
    const door = openDoor('XA sign', endpoint, {
      clock,
      allowances: createAllowances({ clock, ledger: NO_LEDGER }),
      hosts: new Map(),
      store: openStore(folder),
      secret: (text) => (text === 'env:CANARY' ? SECRET : text),
    });
    const evidence: string[] = [];
    const link = door.open(evidence);
    equal(link.option('password'), SECRET);
    equal(link.option('tsaPolicy'), 'plain text');
    const bytes = Buffer.from(`{"password":"${link.option('password')}"}`);
    await link.http.send({ method: 'POST', path: 'cms/sign', body: { type: 'application/json', bytes } });
    door.close();
    await server.close();

    ok(met.includes(SECRET), 'the endpoint got it');
    equal(evidence.length, 1);
    const kept = filesBelow(folder).map((path) => readFileSync(path, 'latin1'));
    ok(kept.length >= 3);
    const forms = [
      SECRET,
      Buffer.from(SECRET).toString('base64'),
      Buffer.from(`tester:${SECRET}`).toString('base64'),
    ];
    for (const form of forms) ok(!kept.some((text) => text.includes(form)), `kept as ${form}`);
    rmSync(folder, { recursive: true, force: true });
  });
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}
