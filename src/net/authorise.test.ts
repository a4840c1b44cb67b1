/** Every way of authorisation: what reaches the server, what is asked again, what is never kept. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, type TestContext, test } from 'node:test';
import { integer, nullValue, objectIdentifier, octetString, sequence } from '../encoding/der-writer';
import type { Auth, Hmac, OAuth2 } from '../model/profile';
import { type FakeClock, fakeClock } from '../testing/fake-clock';
import { startTestServer } from '../testing/fault-server';
import { startTlsServer } from '../testing/tls-fault-server';
import { createAuthoriser } from './authoriser';
import { createHttp } from './client';
import { hmacHeaders, hmacOf } from './hmac';
import { identityOf } from './kamusm';
import type { RecordedExchange } from './record';
import { formsOf } from './secret-forms';

const SECRET = 'sécret + "client"/1';
const hex = (text: string) => Buffer.from(text, 'hex');

interface Seen {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = { readonly status?: number; readonly body?: unknown };

async function serve(t: TestContext, reply: (seen: Seen, all: readonly Seen[]) => Reply) {
  const seen: Seen[] = [];
  const server = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    seen.push(one);
    const { status = 200, body = { ok: true } } = reply(one, seen);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  t.after(() => server.close());
  return { url: server.url, seen };
}

function door(baseUrl: string, auth: Auth, clock: FakeClock = fakeClock()) {
  const kept: RecordedExchange[] = [];
  const http = createHttp({
    baseUrl,
    timeoutMs: 5000,
    hosts: new Map(),
    authorise: (learn) => createAuthoriser({ auth, clock, learn }),
    record: (exchange) => kept.push(exchange),
  });
  return { http, kept };
}

const GET = { method: 'GET', path: 'x' } as const;

function oauth2(url: string, more: Partial<OAuth2> = {}): OAuth2 {
  return {
    scheme: 'oauth2',
    tokenUrl: `${url}token`,
    clientId: 'tamga client',
    clientSecret: SECRET,
    clientAuthentication: 'client_secret_basic',
    ...more,
  };
}

const token = (value: string, more = {}): Reply => ({
  body: { access_token: value, token_type: 'Bearer', expires_in: 3600, ...more },
});

/** Tokens in turn; the resource takes the last one given. */
function tokens(...values: readonly string[]) {
  let given = 0;
  return (seen: Seen): Reply => {
    if (seen.path === '/token') return token(values[given++] ?? 'none left');
    const right = seen.headers.authorization === `Bearer ${values[given - 1]}`;
    return right ? {} : { status: 401 };
  };
}

describe('OAuth 2.0 client credentials', () => {
  test('one token for all calls, form-encoded, the client in the header', async (t) => {
    const { url, seen } = await serve(t, tokens('token-1'));
    const { http } = door(url, oauth2(url, { scope: 'service sign' }));
    const replies = await Promise.all([1, 2, 3].map(() => http.send(GET)));
    ok(replies.every(({ kind }) => kind === 'reply'));
    equal(seen.filter(({ path }) => path === '/token').length, 1);
    const [asked] = seen;
    equal(asked?.headers['content-type'], 'application/x-www-form-urlencoded');
    equal(asked?.body, 'grant_type=client_credentials&scope=service+sign');
    // RFC 6749 section 2.3.1: each part form-encoded, then joined.
    const basic = 'tamga+client:s%C3%A9cret+%2B+%22client%22%2F1';
    equal(asked?.headers.authorization, `Basic ${Buffer.from(basic).toString('base64')}`);
  });

  test('the client in the body', async (t) => {
    const { url, seen } = await serve(t, tokens('token-1'));
    const { http } = door(url, oauth2(url, { clientAuthentication: 'client_secret_post' }));
    equal((await http.send(GET)).kind, 'reply');
    equal(seen[0]?.headers.authorization, undefined);
    deepEqual(Object.fromEntries(new URLSearchParams(seen[0]?.body)), {
      grant_type: 'client_credentials',
      client_id: 'tamga client',
      client_secret: SECRET,
    });
  });

  test('a refused token is fetched again once, and the second refusal stands', async (t) => {
    const { url, seen } = await serve(t, ({ path, headers }) =>
      path === '/token'
        ? token(`t${path.length}`)
        : { status: headers.authorization === 'never' ? 200 : 401 },
    );
    const { http } = door(url, oauth2(url));
    const answer = await http.send(GET);
    ok(answer.kind === 'silent');
    equal(answer.cause, 'denied');
    deepEqual(
      seen.map(({ path }) => path),
      ['/token', '/x', '/token', '/x'],
    );
  });

  test('a token that the server forgot is replaced without a word', async (t) => {
    let old = false;
    const answer = tokens('token-1', 'token-2');
    const { url, seen } = await serve(t, (one) => {
      if (old && one.headers.authorization === 'Bearer token-1') return { status: 401 };
      return answer(one);
    });
    const { http } = door(url, oauth2(url));
    equal((await http.send(GET)).kind, 'reply');
    old = true;
    const replies = await Promise.all([http.send(GET), http.send(GET)]);
    ok(replies.every(({ kind }) => kind === 'reply'));
    equal(seen.filter(({ path }) => path === '/token').length, 2);
  });

  test('a token is renewed before it ends', async (t) => {
    const clock = fakeClock();
    const { url, seen } = await serve(t, tokens('token-1', 'token-2'));
    const { http } = door(url, oauth2(url), clock);
    await http.send(GET);
    await clock.advance(3_569_000);
    await http.send(GET);
    equal(seen.filter(({ path }) => path === '/token').length, 1);
    await clock.advance(1_000);
    await http.send(GET);
    equal(seen.filter(({ path }) => path === '/token').length, 2);
  });

  for (const [what, reply, cause, reason] of [
    [
      'an unknown client',
      { status: 401, body: { error: 'invalid_client' } },
      'denied',
      /token endpoint 127\.0\.0\.1:\d+ refused our client \(HTTP 401, invalid_client\): check clientId/,
    ],
    ['a wrong scope', { status: 400, body: { error: 'invalid_scope' } }, 'denied', /HTTP 400, invalid_scope/],
    ['a page', { body: '<html>login</html>' }, 'protocol', /no answer of OAuth 2\.0 .*check tokenUrl/],
    ['no token', { body: { token_type: 'Bearer' } }, 'protocol', /access_token is not a string/],
    ['another type', token('x', { token_type: 'mac' }), 'protocol', /a token of the type mac/],
    ['a second header', token('x\r\nX-Evil: 1'), 'protocol', /that no header can hold/],
    ['a gateway', { status: 503, body: '' }, 'transport', /no token: a gateway answered/],
    ['another status', { status: 404, body: '' }, 'protocol', /HTTP 404/],
  ] as const) {
    test(`${what} is ${cause}, and the endpoint is not asked`, async (t) => {
      const { url, seen } = await serve(t, () => reply);
      const answer = await door(url, oauth2(url)).http.send(GET);
      ok(answer.kind === 'silent');
      equal(answer.cause, cause);
      match(answer.reason, reason);
      ok(seen.every(({ path }) => path === '/token'));
    });
  }

  test('secret and tokens are kept nowhere, whatever echoes them', async (t) => {
    const secrets = [SECRET, 'token-echo-1', 'refresh-echo-1'];
    const { url } = await serve(t, ({ path, headers, body }) =>
      path === '/token'
        ? token('token-echo-1', { refresh_token: 'refresh-echo-1', you: [headers, body] })
        : { body: { you: headers, also: Buffer.from(JSON.stringify(headers)).toString('base64') } },
    );
    for (const clientAuthentication of ['client_secret_basic', 'client_secret_post'] as const) {
      const { http, kept } = door(url, oauth2(url, { clientAuthentication }));
      await http.send(GET);
      equal(kept.length, 2);
      const text = kept
        .flatMap((one) => [
          JSON.stringify(one),
          Buffer.from(one.requestBytes).toString('latin1'),
          Buffer.from(one.responseBytes).toString('latin1'),
        ])
        .join('\n');
      for (const form of secrets.flatMap(formsOf)) ok(!text.includes(form), form);
    }
  });
});

describe('HMAC', () => {
  /** The vector of the web2app contract: HMAC-SHA256 over the SHA-256 of the container. */
  const CONTAINER =
    '{"ProtoInfo":{"Name":"web2app","Version":"1.0"},"OperationInfo":{"Type":"Sign","OperationId":"op-0001","NbfUTC":1767225600,"ExpUTC":1767229200,"Assignee":["0000000"]},"ClientInfo":{"ClientId":1,"IconURI":"https://example.az/icon.png","Callback":"https://example.az/callback"}}';
  const SIMA: Hmac = {
    scheme: 'hmac',
    key: 'tamga-master-key',
    canonical: '{body}',
    digest: 'sha256',
    prehash: true,
    encoding: 'base64',
    headers: { 'ts-sign': '{signature}', 'ts-sign-alg': 'HMACSHA256' },
  };

  test('as SIMA makes it', () => {
    equal(hmacOf(SIMA, Buffer.from(CONTAINER)), 'sZXRYLhak2aN2FlO2HHpYmdOA5WxXeAyULdNCkzKpSs=');
  });

  test('RFC 4231, test case 2', () => {
    const rule = { key: 'Jefe', digest: 'sha256', prehash: false, encoding: 'hex' } as const;
    equal(
      hmacOf(rule, Buffer.from('what do ya want for nothing?')),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('the headers reach the server, over the body as sent', async (t) => {
    const { url, seen } = await serve(t, () => ({}));
    const bytes = Buffer.from(CONTAINER);
    const { http, kept } = door(url, SIMA);
    await http.send({ method: 'POST', path: 'sign', body: { type: 'application/json', bytes } });
    equal(seen[0]?.headers['ts-sign'], 'sZXRYLhak2aN2FlO2HHpYmdOA5WxXeAyULdNCkzKpSs=');
    equal(seen[0]?.headers['ts-sign-alg'], 'HMACSHA256');
    equal(kept[0]?.requestHeaders['ts-sign'], undefined);
  });

  test('every placeholder', () => {
    const canonical = '{method} {host} {path} {query} {target} {body} {body-sha256} {timestamp} {nonce} {}';
    const out = {
      method: 'POST',
      url: new URL('https://sign.example:8443/api/x?b=1&a=2'),
      headers: {},
      body: Buffer.from('hi'),
    } as const;
    const expected =
      'POST sign.example:8443 /api/x b=1&a=2 /api/x?b=1&a=2 hi 8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4 1795348800 n0nce {}';
    const auth: Hmac = { ...SIMA, canonical, headers: { A: '{timestamp}.{nonce}', B: '{signature}' } };
    const headers = hmacHeaders(auth, out, Date.parse('2026-11-22T12:00:00.900Z'), 'n0nce');
    deepEqual(headers, { A: '1795348800.n0nce', B: hmacOf(auth, Buffer.from(expected)) });
  });
});

describe('the identity of Kamu SM', () => {
  const IMPRINT = hex('3369cd520c8e556502b9bc0ac34ca69c');

  test('is the header of its known clients', () => {
    const salt = hex('000102030405060708090a0b0c0d0e0f');
    const imprint = createHash('sha256').update('some document').digest();
    equal(
      identityOf({ userId: 12345, password: 'parola', iterations: 100 }, imprint, salt),
      '305d020230390410000102030405060708090a0b0c0d0e0f0201640410000102030405060708090a0b0c0d0e0f0430241329b8c10ce998694afaa541a9d8fea7f62b377ca5c19e49e5364473878dfe52e9b71ee47e59c696813d0cc0526b94',
    );
  });

  test('goes with time-stamp requests alone, and differs each time', async (t) => {
    const { url, seen } = await serve(t, () => ({}));
    const auth: Auth = { scheme: 'kamusm', userId: 12345, password: 'parola', iterations: 100 };
    const query = sequence(
      integer(1),
      sequence(sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue()), octetString(IMPRINT)),
    );
    const { http } = door(url, auth);
    const body = { type: 'application/timestamp-query', bytes: query };
    await http.send({ method: 'POST', path: '', body });
    await http.send({ method: 'POST', path: '', body });
    await http.send(GET);
    const [one, two, none] = seen.map(({ headers }) => headers['identity']);
    match(String(one), /^30[0-9a-f]+$/);
    ok(one !== two);
    equal(none, undefined);
    const broken = { type: 'application/timestamp-query', bytes: Buffer.from('no DER') };
    const answer = await http.send({ method: 'POST', path: '', body: broken });
    ok(answer.kind === 'silent' && /no identity was made/.test(answer.reason));
  });
});

test('a token server on another host gets neither pins nor client certificate of the endpoint', async (t) => {
  const { url, seen } = await serve(t, () => token('token-1'));
  const endpoint = await startTlsServer((_request, response) => response.end('ok'));
  t.after(() => endpoint.close());
  const { pins = [] } = endpoint.tls;
  const clock = fakeClock();
  const http = createHttp({
    baseUrl: endpoint.url,
    timeoutMs: 5000,
    hosts: new Map(),
    tls: { ca: endpoint.authority.certificate, pins },
    authorise: (learn) => createAuthoriser({ auth: oauth2(url), clock, learn }),
  });
  t.after(() => http.close());
  equal((await http.send(GET)).kind, 'reply');
  equal(seen.length, 1);
  const elsewhere = await startTlsServer((_request, response) => response.end('{}'));
  t.after(() => elsewhere.close());
  const refused = createHttp({
    baseUrl: endpoint.url,
    timeoutMs: 5000,
    hosts: new Map(),
    tls: { ca: elsewhere.authority.certificate },
    authorise: (learn) => createAuthoriser({ auth: oauth2(elsewhere.url), clock, learn }),
  });
  t.after(() => refused.close());
  const answer = await refused.send(GET);
  ok(answer.kind === 'silent' && /no token: .*unknown authority/.test(answer.reason), JSON.stringify(answer));
});

test('headers of the dialect cannot replace those of the authorisation', async (t) => {
  const { url, seen } = await serve(t, () => ({}));
  const { http } = door(url, { scheme: 'bearer', token: 'right' });
  await http.send({ ...GET, headers: { Authorization: 'Bearer wrong', SOAPAction: '"MSS_Signature"' } });
  equal(seen[0]?.headers.authorization, 'Bearer right');
  equal(seen[0]?.headers['soapaction'], '"MSS_Signature"');
});
