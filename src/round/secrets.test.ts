/** A secret planted in every place of a profile is found in nothing that a whole round leaves behind. */
import { equal, ok } from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readArguments } from '../cli/arguments';
import type { Console } from '../cli/console';
import { runCommand } from '../cli/run';
import { PLAIN } from '../cli/style';
import { packageRoot } from '../model/package-root';
import { formsOf } from '../net/secret-forms';
import { startTestServer } from '../testing/fault-server';

const SECRETS = {
  TAMGA_CANARY_TOKEN: 'canary-tökén/"8c1f2f0b"+never',
  TAMGA_CANARY_CLIENT: 'canary client secret & 51d7',
  TAMGA_CANARY_OPTION: 'canary-password-<77ab>-kept-nowhere',
} as const;
const GRANTED = 'canary-access-token-3344';

/** Careless in every way: what it gets it puts into its errors, its headers and its redirects. */
function careless() {
  const met: string[] = [];
  const started = startTestServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString('utf8');
    const echo = `${JSON.stringify(request.headers)} ${body}`;
    met.push(echo);
    if (request.url === '/token') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ access_token: GRANTED, token_type: 'Bearer', expires_in: 3600, you: echo }),
      );
      return;
    }
    if (request.url?.includes('health')) {
      response.writeHead(200, {
        'content-type': 'application/json',
        server: encodeURIComponent(echo).slice(0, 2000),
      });
      response.end('{"status":"UP"}');
      return;
    }
    response.writeHead(met.length % 2 === 0 ? 500 : 400, { 'content-type': 'application/json' });
    const status = met.length % 2 === 0 ? 500 : 400;
    response.end(
      JSON.stringify({ status, message: `refused: ${echo} ${Buffer.from(echo).toString('base64')}` }),
    );
  });
  return { met, started };
}

interface LooseProfile {
  endpoints: { sign?: object; verify?: object };
}

test('the secrets of a profile are in no artefact, page or log', async (t) => {
  const { met, started } = careless();
  const server = await started;
  const scratch = mkdtempSync(join(tmpdir(), 'tamga-secrets-'));
  t.after(async () => {
    await server.close();
    rmSync(scratch, { recursive: true, force: true });
    for (const name of Object.keys(SECRETS)) delete process.env[name];
  });
  Object.assign(process.env, SECRETS);

  const profiles = join(scratch, 'profiles');
  cpSync(join(packageRoot(), 'profiles'), profiles, { recursive: true });
  const path = join(profiles, 'tr.json');
  const profile: LooseProfile = JSON.parse(readFileSync(path, 'utf8'));
  const common = {
    dialect: 'ncanode-v3',
    url: server.url,
    timeoutMs: 5000,
    budget: { concurrency: 4, retries: 0, retryDelayMs: 0 },
    options: { key: 'env:TAMGA_CANARY_OPTION', password: 'env:TAMGA_CANARY_OPTION' },
  };
  profile.endpoints.sign = { ...common, auth: { scheme: 'bearer', token: 'env:TAMGA_CANARY_TOKEN' } };
  profile.endpoints.verify = {
    ...common,
    auth: {
      scheme: 'oauth2',
      tokenUrl: `${server.url}token`,
      clientId: 'tamga',
      clientSecret: 'env:TAMGA_CANARY_CLIENT',
      clientAuthentication: 'client_secret_post',
    },
  };
  writeFileSync(path, JSON.stringify(profile));

  const said: string[] = [];
  const out = join(scratch, 'reports');
  const parameters = [
    '--profiles',
    profiles,
    '--tags',
    '(@pair:TR-TR or @pair:TR-KZ or @pair:KZ-TR) and @case:good',
    '--no-allure',
    '--out',
    out,
  ];
  await runCommand.run(readArguments(runCommand, parameters), consoleInto(said)).catch((error: unknown) => {
    said.push(String(error), error instanceof Error ? (error.stack ?? '') : '');
  });

  const secrets = [...Object.values(SECRETS), GRANTED];
  for (const secret of secrets) {
    const sent = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    ];
    const form = new URLSearchParams({ x: secret }).toString().slice(2);
    const latin1 = Buffer.from(secret, 'utf8').toString('latin1');
    const forms = [...sent, form, latin1, JSON.stringify(latin1).slice(1, -1)];
    ok(
      met.some((text) => forms.some((one) => text.includes(one))),
      `${secret} reached the endpoint`,
    );
  }
  const kept = filesBelow(out);
  ok(kept.length > 20, `${kept.length} files`);
  const texts = [
    ['what was said', said.join('\n')] as const,
    ...kept.map((file) => [file, readFileSync(file, 'latin1')] as const),
  ];
  const probe = texts.find(([place]) => place.endsWith('checks.ndjson'))?.[1] ?? '';
  ok(/"kind":"probe","verifier":"TR"/.test(probe), 'the honesty probe met it, too');
  // Words of an endpoint are cut: no beginning of a secret may stay either.
  const needles = secrets.flatMap((secret) => [...formsOf(secret), secret.slice(0, 12)]);
  for (const [place, text] of texts) {
    for (const needle of needles) ok(!text.includes(needle), `${place} holds ${needle}`);
  }
  equal(said.length > 0, true);
});

function consoleInto(lines: string[]): Console {
  const note = (line: string): void => {
    lines.push(line);
  };
  return {
    out: note,
    err: note,
    status: note,
    paint: { out: PLAIN, err: PLAIN },
    coloured: false,
    interactive: false,
    columns: 80,
    width: null,
  };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}
