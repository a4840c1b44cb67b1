/** What an inspection tells of the way to an endpoint, before anybody is asked. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { closedPort, startTestServer } from '../testing/fault-server';
import {
  startTlsFaultServer,
  startTlsServer,
  type TlsFault,
  type TlsTestServer,
} from '../testing/tls-fault-server';
import { createHttp } from './client';
import type { Inspection } from './inspect';

function look(url: string, server?: TlsTestServer): Promise<Inspection> {
  const tls = server && {
    ...server.tls,
    ...(server.tls.ca !== undefined && { ca: server.secrets[server.tls.ca] ?? '' }),
    client: {},
  };
  const http = createHttp({ baseUrl: url, timeoutMs: 2000, hosts: new Map(), ...(tls && { tls }) });
  return http.inspect();
}

async function counted(t: TestContext) {
  let asked = 0;
  const server = await startTlsServer((_request, response) => {
    asked += 1;
    response.end('ok');
  });
  t.after(() => server.close());
  return { server, asked: () => asked };
}

test('a good way: address, protocol and chain, and no request', async (t) => {
  const { server, asked } = await counted(t);
  const seen = await look(server.url, server);
  equal(seen.fault, null);
  deepEqual(seen.addresses, ['127.0.0.1']);
  equal(seen.tls?.protocol, 'TLSv1.3');
  equal(seen.tls?.chain[0]?.subject, 'server');
  equal(seen.tls?.chain[0]?.issuer, 'test authority');
  equal(seen.tls?.chain[0]?.notAfter, Date.parse('2049-01-01T00:00:00Z'));
  equal(asked(), 0);
});

test('without TLS there is nothing to say of a certificate', async (t) => {
  const server = await startTestServer((_request, response) => response.end());
  t.after(() => server.close());
  const seen = await look(server.url);
  deepEqual([seen.fault, seen.tls], [null, null]);
});

/** What the second look still finds out; a handshake that was never finished shows nothing. */
const FAULTS: readonly (readonly [TlsFault, RegExp, boolean])[] = [
  ['expired', /has expired/, true],
  ['not-yet-valid', /not valid yet/, true],
  ['wrong-host', /for another host/, true],
  ['unknown-ca', /unknown authority/, true],
  ['self-signed', /unknown authority/, true],
  ['other-pin', /tls\.pins/, true],
  ['old-protocol', /no version of TLS/, false],
];
describe('TLS that is wrong', () => {
  for (const [fault, reason, shown] of FAULTS) {
    test(fault, async (t) => {
      let asked = 0;
      const server = await startTlsFaultServer(fault, () => {
        asked += 1;
      });
      t.after(() => server.close());
      const seen = await look(server.url, server);
      equal(seen.fault?.stage, 'certificate');
      match(seen.fault?.reason ?? '', reason);
      equal((seen.tls?.chain.length ?? 0) > 0, shown);
      equal(asked, 0, 'whom the check refuses nothing is asked');
    });
  }
});

test('nobody listens', async () => {
  const seen = await look(`http://127.0.0.1:${await closedPort()}/`);
  equal(seen.fault?.stage, 'connection');
  match(seen.fault?.reason ?? '', /connection refused/);
});

test('a name that nobody has', async () => {
  const seen = await look('http://no-such-host.invalid/');
  equal(seen.fault?.stage, 'name');
  match(seen.fault?.reason ?? '', /does not resolve/);
  equal(seen.addresses, null);
});

test('TLS wanted from a server that has none', async (t) => {
  const server = await startTestServer((_request, response) => response.end());
  t.after(() => server.close());
  const seen = await look(server.url.replace('http:', 'https:'));
  equal(seen.fault?.stage, 'certificate');
  match(seen.fault?.reason ?? '', /speaks no TLS/);
});

test('what a proxy of the environment stands before is left to the call', async (t) => {
  for (const [name, value] of Object.entries({
    https_proxy: 'http://127.0.0.1:1/',
    no_proxy: 'inside.invalid',
  })) {
    const before = process.env[name];
    t.after(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
    process.env[name] = value;
  }
  const [outside, inside] = await Promise.all([
    look('https://out.invalid/'),
    look('https://a.inside.invalid/'),
  ]);
  ok(outside.proxied && outside.fault === null);
  ok(!inside.proxied && inside.fault?.stage === 'name');
});
