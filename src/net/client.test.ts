import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import * as nodeNet from 'node:net';
import { after, describe, type TestContext, test } from 'node:test';
import type { SilentCause } from '../model/answer';
import { TamgaError } from '../model/error';
import { closedPort, type Fault, startFaultServer, startTestServer } from '../testing/fault-server';
import { createHttp, type HttpOptions } from './client';
import type { RecordedExchange } from './record';

const NO_HOSTS = new Map<string, number>();

function open(baseUrl: string, more: Partial<HttpOptions> = {}) {
  return createHttp({ baseUrl, timeoutMs: 2000, hosts: NO_HOSTS, ...more });
}

/** The proxy variables of this test alone, put back afterwards. */
function setProxy(t: TestContext, url: string | undefined): void {
  for (const name of ['http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY', 'all_proxy', 'ALL_PROXY']) {
    const before = process.env[name];
    t.after(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
    delete process.env[name];
  }
  if (url !== undefined) process.env['http_proxy'] = url;
}

const SILENCES: readonly [Fault, SilentCause, RegExp][] = [
  ['reset', 'transport', /closed the connection/],
  ['no-headers', 'timeout', /more than 300 ms: connected, but no reply began/],
  ['slow-body', 'timeout', /more than 300 ms: the reply began but was not complete, [1-9]\d* bytes/],
  ['endless-body', 'limit', /longer than the 8388608 bytes/],
  ['ten-megabytes-of-zeros', 'limit', /longer than the 8388608 bytes/],
  ['gzip-bomb', 'limit', /longer than the 8388608 bytes/],
  ['broken-gzip', 'protocol', /does not decompress/],
  ['half-body', 'transport', /before its reply was complete/],
  ['large-headers', 'limit', /header bytes/],
  ['redirect', 'protocol', /redirects to http:\/\/elsewhere\.example\//],
  ['denied', 'denied', /HTTP 401.*credentials/],
  ['forbidden', 'denied', /HTTP 403.*credentials/],
  ['throttled', 'throttled', /Retry-After: 120/],
  ['gateway', 'transport', /HTTP 503/],
];

describe('every fault of an endpoint is a silence with a reason', () => {
  for (const [fault, cause, reason] of SILENCES) {
    test(fault, async (t) => {
      const server = await startFaultServer(fault);
      t.after(() => server.close());
      const timeoutMs = cause === 'timeout' ? 300 : 5000;
      const answer = await open(server.url, { timeoutMs }).send({ method: 'GET', path: 'x' });
      ok(answer.kind === 'silent', `${fault} gave a reply`);
      equal(answer.cause, cause);
      match(answer.reason, reason);
    });
  }

  test('nothing listens', async () => {
    const answer = await open(`http://127.0.0.1:${await closedPort()}/`).send({ method: 'GET', path: '' });
    ok(answer.kind === 'silent');
    equal(answer.cause, 'transport');
    match(answer.reason, /nothing listens at 127\.0\.0\.1:\d+ \(connection refused\)/);
  });

  test('a host name that does not resolve', async (t) => {
    setProxy(t, undefined);
    const answer = await open('http://no-such-host.invalid/').send({ method: 'GET', path: '' });
    ok(answer.kind === 'silent');
    equal(answer.cause, 'transport');
    match(answer.reason, /does not resolve/);
  });

  test('not HTTP at all', async (t) => {
    const server = nodeNet.createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const address = server.address();
    ok(address !== null && typeof address === 'object');
    const answer = await open(`http://127.0.0.1:${address.port}/`).send({ method: 'GET', path: '' });
    ok(answer.kind === 'silent');
    equal(answer.cause, 'protocol');
    match(answer.reason, /does not speak HTTP/);
  });

  test('TLS wanted from a server that has none', async (t) => {
    const server = await startFaultServer('html');
    t.after(() => server.close());
    const answer = await open(server.url.replace('http:', 'https:')).send({ method: 'GET', path: '' });
    ok(answer.kind === 'silent');
    equal(answer.cause, 'transport');
    match(answer.reason, /no TLS connection/);
  });
});

describe('what is a reply stays a reply', () => {
  for (const [fault, status, type] of [
    ['server-error', 500, 'text/plain'],
    ['html', 200, 'text/html'],
  ] as const) {
    test(fault, async (t) => {
      const server = await startFaultServer(fault);
      t.after(() => server.close());
      const reply = await open(server.url).send({ method: 'GET', path: 'x' });
      ok(reply.kind === 'reply');
      equal(reply.status, status);
      equal(reply.type, type);
      ok(reply.bytes.length > 0);
    });
  }
});

describe('requests', () => {
  test('a sandbox host goes to its loopback port under its own name, past any proxy', async (t) => {
    let seen: { url: string | undefined; host: string | undefined } | undefined;
    const server = await startTestServer((request, response) => {
      seen = { url: request.url, host: request.headers.host };
      response.end('ok');
    });
    t.after(() => server.close());
    setProxy(t, `http://127.0.0.1:${await closedPort()}/`);
    const door = open('http://dss.tr.tamga.test/services/rest', { hosts: new Map([['tr', server.port]]) });
    const reply = await door.send({ method: 'GET', path: 'server-signing/keys' });
    equal(reply.kind, 'reply');
    deepEqual(seen, { url: '/services/rest/server-signing/keys', host: 'dss.tr.tamga.test' });
  });

  test('the proxy of the environment is asked for a host outside', async (t) => {
    const asked: (string | undefined)[] = [];
    const proxy = await startTestServer((request, response) => {
      asked.push(request.url);
      response.end('via proxy');
    });
    t.after(() => proxy.close());
    setProxy(t, proxy.url);
    const reply = await open('http://outside.invalid/base/').send({ method: 'GET', path: 'x' });
    equal(reply.kind, 'reply');
    deepEqual(asked, ['http://outside.invalid/base/x']);
  });

  test('a sandbox host without a server is a configuration error', () => {
    throws(
      () => open('http://ncanode.kz.tamga.test/', { hosts: new Map([['tr', 1]]) }),
      (error) => error instanceof TamgaError && error.code === 'TAMGA-E-HOST' && /tr/.test(error.hint ?? ''),
    );
  });

  test('a base URL that is none is a configuration error', () => {
    throws(() => open('ncanode.kz'), { code: 'TAMGA-E-PROFILE-MEANING' });
    throws(() => open('file:///etc/passwd'), { code: 'TAMGA-E-PROFILE-MEANING' });
  });

  test('connections are bounded and kept', async (t) => {
    let open_ = 0;
    let most = 0;
    const sockets = new Set<nodeNet.Socket>();
    const server = await startTestServer((request, response) => {
      sockets.add(request.socket);
      most = Math.max(most, ++open_);
      setTimeout(() => {
        open_--;
        response.end('ok');
      }, 20);
    });
    t.after(() => server.close());
    const door = open(server.url, { maxSockets: 2 });
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, i) => door.send({ method: 'GET', path: `${i}` })),
    );
    ok(replies.every((reply) => reply.kind === 'reply'));
    equal(most, 2);
    equal(sockets.size, 2);
    door.close();
  });
});

describe('the record', () => {
  const secret = 'pässword "quoted" & more';
  let last: RecordedExchange | undefined;
  const record = (exchange: RecordedExchange) => {
    last = exchange;
  };

  test('holds no secret in any form, and only listed headers', async (t) => {
    const server = await startTestServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'session=1' });
      response.end(`you sent ${secret}`);
    });
    t.after(() => server.close());
    const door = open(server.url, {
      headers: { authorization: `Bearer ${secret.replace('ä', 'a')}` },
      secrets: [secret],
      record,
    });
    const bytes = Buffer.from(
      JSON.stringify({ password: secret, key: Buffer.from(secret).toString('base64') }),
    );
    await door.send({
      method: 'POST',
      path: `sign?password=${encodeURIComponent(secret)}`,
      body: { type: 'application/json', bytes },
    });
    ok(last !== undefined);
    equal(Buffer.from(last.requestBytes).toString(), '{"password":"[redacted]","key":"[redacted]"}');
    equal(Buffer.from(last.responseBytes).toString(), 'you sent [redacted]');
    equal(last.url, `${server.url}sign?password=[redacted]`);
    deepEqual(Object.keys(last.requestHeaders), ['accept', 'content-type', 'host', 'user-agent']);
    deepEqual(Object.keys(last.responseHeaders), ['content-type', 'date']);
    ok(last.durationMs > 0);
    equal(last.status, 200);
  });

  test('is made for a silence too, and says which', async () => {
    const door = open(`http://127.0.0.1:${await closedPort()}/`).recording(record);
    const answer = await door.send({ method: 'GET', path: 'x' });
    equal(last?.status, null);
    deepEqual(last?.silent, answer);
  });

  test('is cut after redaction', async (t) => {
    const server = await startTestServer((_request, response) => {
      response.end(Buffer.concat([Buffer.alloc(1024 * 1024 - 3, 'a'), Buffer.from('secret-value')]));
    });
    t.after(() => server.close());
    await open(server.url, { secrets: ['secret-value'], record }).send({ method: 'GET', path: '' });
    ok(last?.truncated);
    equal(Buffer.from(last.responseBytes).toString('latin1').slice(-5), 'aa[re');
  });

  after(() => {
    last = undefined;
  });
});
