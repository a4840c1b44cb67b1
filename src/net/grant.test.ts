/** The authorization code grant: what is asked, what comes back, what goes wrong, and that no record holds a secret. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { startTestServer } from '../testing/fault-server';
import { createHttp } from './client';
import type { RecordedExchange } from './record';

const SECRET = 'client secret of a test';
const REDIRECT = 'https://harness.example/back?kept=1';

interface Reply {
  readonly status: number;
  readonly location?: string;
  readonly body?: string;
}

type Script = (path: string, query: URLSearchParams) => Reply;

async function grant(t: TestContext, script: Script) {
  const asked: { readonly path: string; readonly parameters: URLSearchParams }[] = [];
  const server = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { pathname, search } = new URL(request.url ?? '/', 'http://x');
    const parameters = new URLSearchParams(
      request.method === 'GET' ? search : Buffer.concat(chunks).toString(),
    );
    asked.push({ path: pathname, parameters });
    const { status, location, body = '' } = script(pathname, parameters);
    response.writeHead(status, location === undefined ? {} : { location });
    response.end(body);
  });
  t.after(() => server.close());
  const kept: RecordedExchange[] = [];
  const http = createHttp({
    baseUrl: `${server.url}csc/`,
    timeoutMs: 5000,
    hosts: new Map(),
    record: (exchange) => kept.push(exchange),
  });
  t.after(() => http.close());
  const answer = await http.grant({
    server: new URL(`${server.url}oauth2/`),
    clientId: 'tamga',
    clientSecret: SECRET,
    redirectUri: REDIRECT,
    parameters: { scope: 'credential', credentialID: 'a b' },
  });
  return { answer, asked, kept };
}

const back = (query: URLSearchParams, more: Readonly<Record<string, string>>): Reply => {
  const url = new URL(query.get('redirect_uri') ?? '');
  const all = { state: query.get('state') ?? '', ...more };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return { status: 302, location: url.href };
};

const TOKEN = { status: 200, body: '{"access_token":"the SAD of a test","token_type":"SAD"}' };

test('a code is exchanged for the token, bound by PKCE, and none of it is recorded', async (t) => {
  const { answer, asked, kept } = await grant(t, (path, query) =>
    path === '/oauth2/authorize' ? back(query, { code: 'the code of a test' }) : TOKEN,
  );
  deepEqual(answer, { kind: 'granted', token: 'the SAD of a test' });
  const [first, second] = asked.map(({ parameters }) => parameters);
  deepEqual(
    asked.map(({ path }) => path),
    ['/oauth2/authorize', '/oauth2/token'],
  );
  equal(first?.get('scope'), 'credential');
  equal(first?.get('credentialID'), 'a b');
  equal(second?.get('grant_type'), 'authorization_code');
  equal(second?.get('code'), 'the code of a test');
  equal(second?.get('redirect_uri'), REDIRECT);
  const verifier = second?.get('code_verifier') ?? '';
  // RFC 7636 section 4.1: 43 to 128 characters.
  match(verifier, /^[A-Za-z0-9._~-]{43,128}$/);
  equal(createHash('sha256').update(verifier).digest('base64url'), first?.get('code_challenge'));
  equal(kept.length, 2);
  const text = JSON.stringify(kept, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  const secrets = [SECRET, 'the code of a test', 'the SAD of a test', verifier];
  for (const secret of secrets.flatMap((one) => [one, new URLSearchParams({ x: one }).toString().slice(2)]))
    ok(!text.includes(secret), secret);
});

const FAULTS: readonly (readonly [string, Script, string, RegExp])[] = [
  ['a login page', () => ({ status: 200, body: '<form>' }), 'denied', /asks a person for consent \(HTTP 200/],
  [
    'a redirect to a login',
    () => ({ status: 302, location: 'https://login.example/' }),
    'denied',
    /redirects to another place than our redirectUri/,
  ],
  ['a redirect to nowhere', () => ({ status: 303 }), 'denied', /another place/],
  [
    'a refusal',
    (_, query) => back(query, { error: 'access_denied' }),
    'denied',
    /refuses the authorisation: access_denied/,
  ],
  ['no code', (_, query) => back(query, {}), 'protocol', /redirects without a code/],
  [
    'the state of another',
    (_, query) => back(query, { code: 'c', state: 'x' }),
    'protocol',
    /without our state/,
  ],
  ['an error of the server', () => ({ status: 503 }), 'transport', /503/],
];

for (const [name, script, cause, reason] of FAULTS)
  test(`no token: ${name}`, async (t) => {
    const { answer, asked } = await grant(t, script);
    ok(answer.kind === 'silent');
    equal(answer.cause, cause);
    match(answer.reason, reason);
    equal(asked.length, 1);
  });

for (const [name, reply, cause, reason] of [
  [
    'a refused code',
    { status: 400, body: '{"error":"invalid_grant"}' },
    'denied',
    /no token for its code \(HTTP 400\)/,
  ],
  ['a reply without a token', { status: 200, body: '{}' }, 'protocol', /no answer of OAuth 2\.0/],
  ['a page', { status: 200, body: '<html>' }, 'protocol', /no answer of OAuth 2\.0/],
  ['another status', { status: 204 }, 'protocol', /HTTP 204/],
] as const)
  test(`no token for the code: ${name}`, async (t) => {
    const { answer } = await grant(t, (path, query) =>
      path === '/oauth2/authorize' ? back(query, { code: 'the code' }) : reply,
    );
    ok(answer.kind === 'silent');
    equal(answer.cause, cause);
    match(answer.reason, reason);
  });
