/** `tamga doctor` on claims: what an endpoint does not do, does beyond its claims, or does to what nobody signed. */
import { equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Claim } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { FAULTS } from '../testing/fault-server';
import { requirePeer } from '../testing/peers';
import { recordingConsole } from './console';
import { main } from './main';
import { CLAIM, examine, FORM, type Handler, healthy, only, serve, type Told } from './testing-doctor';

/** Answers the canary, and everything else with one body. */
function verifier(status: number, body: object): Handler {
  return (request, response) => {
    if (request.url?.includes('health')) return healthy(request, response);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

test('a verifier that passes what nobody signed is unsafe', async (t) => {
  const ocsp = { revoked: false, by: 'OCSP' };
  const cert = { valid: true, revocations: [ocsp], notBefore: '2026-01-01T00:00:00.000+00:00' };
  const signers = [{ certificates: [cert], tsp: null }];
  const url = await serve(t, verifier(200, { status: 200, message: 'OK', valid: true, signers }));
  const told = await examine(t, { url, claims: [CLAIM] });
  equal(told.exit, 21, JSON.stringify(told, null, 1));
  match(only(told, 'honesty', 'unsafe'), /passed of a text that nobody signed/);
});

test('what the dialect cannot do is no claim', async (t) => {
  const url = await serve(t, verifier(400, { status: 400, message: 'bad' }));
  const claim: Claim = { ...CLAIM, format: 'PAdES', levels: ['B-B'], packagings: ['enveloped'] };
  const told = await examine(t, { url, claims: [claim] });
  equal(told.exit, 20);
  match(only(told, 'claim', 'fault'), /PAdES B-B enveloped.*take it out of the claims/);
  const without = await examine(t, { url, claims: [claim] }, '--no-claims');
  equal(without.exit, 0);
});

test('an endpoint that falls silent is not asked for ever', async (t) => {
  const url = await serve(t, (request, response) =>
    request.url?.includes('health') ? healthy(request, response) : FAULTS.gateway(request, response),
  );
  const claims: readonly Claim[] = [
    { ...CLAIM, packagings: ['attached', 'detached'] },
    { ...CLAIM, format: 'CAdES', levels: ['B-B', 'B-T'], packagings: ['attached', 'detached'] },
  ];
  const told = await examine(t, { url, claims });
  equal(told.exit, 22);
  ok(told.findings.some(({ found }) => /further questions were not asked after two silences/.test(found)));
});

test('a known-good file of the kit puts a real verifier to the test', async (t) => {
  const files = { 'good.p7m': Buffer.from('a signature, for all that we know') };
  const url = await serve(t, verifier(400, { status: 400, message: 'bad' }));
  const kit = { files: [{ case: 'good', path: 'good.p7m', ...FORM, suite: 'rsa-pkcs1-sha256' }] };
  const without = await examine(t, { url, claims: [CLAIM] });
  equal(without.exit, 0, 'understood, and not put to the test');
  match(only(without, 'claim', 'note'), /no signature of the state.*kit/);
  const told = await examine(t, { url, claims: [CLAIM], files, more: { kit } });
  equal(told.exit, 20);
  match(only(told, 'claim', 'fault'), /CMS none attached.*refuses a good input/);
});

test('a command on this machine is an endpoint, too', async (t) => {
  if (!requirePeer('openssl', t)) return;
  const endpoint = {
    dialect: 'cli',
    url: 'cli://openssl/',
    auth: { scheme: 'none' },
    timeoutMs: 10_000,
    budget: { concurrency: 1, retries: 0, retryDelayMs: 0 },
    options: {},
    cli: {
      command: [
        'openssl',
        'cms',
        '-verify',
        '-inform',
        'der',
        '-in',
        '{signature}',
        '-out',
        '{files}/content',
      ],
      response: {
        type: 'text',
        answers: [0, 2, 4],
        refused: '$exit = 2',
        verdict: {
          expression: '$exit',
          values: [
            { is: 0, said: 'passed' },
            { is: 4, said: 'not-passed' },
          ],
        },
      },
      canary: {
        command: ['openssl', 'version'],
        response: { type: 'text', expect: ["$contains($, 'OpenSSL')"] },
      },
    },
  };
  const more = { endpoints: { verify: endpoint } };
  const told = await examine(t, { url: 'https://nobody.example/', claims: [CLAIM], more }, '--yes');
  equal(told.exit, 0, JSON.stringify(told.findings, null, 1));
  only(told, 'dialect', 'well');
  only(told, 'honesty', 'well');
  equal(
    told.findings.some(({ examined }) => examined === 'name' || examined === 'connection'),
    false,
  );
});

/** The reference state of Türkiye alone, verifying one format. */
function simulated(t: TestContext, changes: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-doctor-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const tr = JSON.parse(readFileSync(join(packageRoot(), 'profiles', 'tr.json'), 'utf8'));
  const profile = {
    ...tr,
    endpoints: { verify: tr.endpoints.verify },
    claims: [{ ...CLAIM, suites: ['ecdsa-p256-sha256'] }],
    trust: { ...tr.trust, accepts: ['TR'] },
    provenance: [],
    ...changes,
  };
  writeFileSync(join(folder, 'tr.json'), JSON.stringify(profile));
  return folder;
}

const NO_ECDSA = {
  id: 'test',
  digests: { sha256: null },
  keys: { 'rsa-pkcs1': [{ minimumBits: 2048, until: null }] },
};

for (const [what, changes, examined, result] of [
  ['as it declares', {}, 'claim', 'well'],
  ['which does not accept its own', { algorithms: NO_ECDSA }, 'own signature', 'warning'],
] as const) {
  test(`a reference state is started for it, ${what}`, async (t) => {
    const console = recordingConsole();
    const code = await main(['doctor', 'TR', '--profiles', simulated(t, changes), '--json'], console);
    equal(code, 0, console.stdout.join('\n'));
    const told: Told = JSON.parse(console.stdout.join('\n'));
    ok(told.findings.some((one) => one.examined === examined && one.result === result));
    // The authorities of the sandbox are on this machine: they are asked without a word.
    ok(told.findings.some(({ found }) => /OCSP at .* says successful/.test(found)));
    ok(told.findings.some(({ found }) => /a time-stamp of \d+ bytes/.test(found)));
    ok(told.findings.some(({ examined: one }) => one === 'not claimed'));
  });
}
