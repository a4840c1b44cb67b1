/** TLS of endpoints: what is wrong is told in a way that a person can act on, and nothing is let through. */
import { equal, match, ok, throws } from 'node:assert/strict';
import * as net from 'node:net';
import { after, before, describe, type TestContext, test } from 'node:test';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import type { Tls } from '../model/profile';
import { startTestServer } from '../testing/fault-server';
import { forged } from '../testing/sandbox-client';
import { tlsAuthority } from '../testing/tls-certificates';
import {
  startHttp2OnlyServer,
  startTlsFaultServer,
  startTlsServer,
  type TlsFault,
  type TlsTestServer,
} from '../testing/tls-fault-server';
import { createHttp } from './client';
import type { TlsSettings } from './tls';

const GET = { method: 'GET', path: 'x' } as const;

function settings({ ca, ...rest }: Tls, secrets: Readonly<Record<string, string>>): TlsSettings {
  return { ...rest, ...(ca !== undefined && { ca: secrets[ca] ?? '' }) };
}

async function ask(t: TestContext, server: TlsTestServer, more: Partial<TlsSettings> = {}, url = server.url) {
  const tls = { ...settings(server.tls, server.secrets), ...more };
  const door = createHttp({ baseUrl: url, timeoutMs: 5000, hosts: new Map(), tls });
  t.after(() => door.close());
  return door.send(GET);
}

const FAULTS: readonly (readonly [TlsFault, RegExp])[] = [
  ['expired', /certificate of 127\.0\.0\.1:\d+ has expired: its operator must renew it/],
  ['not-yet-valid', /not valid yet: compare the clock of this machine/],
  ['wrong-host', /for another host than 127\.0\.0\.1:\d+: .*192\.0\.2\.1/],
  ['unknown-ca', /unknown authority \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\): name its root in tls\.ca/],
  ['self-signed', /unknown authority \(DEPTH_ZERO_SELF_SIGNED_CERT\): name its root in tls\.ca/],
  [
    'other-pin',
    /is one of tls\.pins \(no pinned key in the chain of 127\.0\.0\.1; it has [A-Za-z0-9+/]{43}=/,
  ],
  ['client-certificate-wanted', /name a client certificate that it knows in tls\.client/],
  ['old-protocol', /no version of TLS that we accept; it must offer TLS 1\.2/],
  ['only-tls-1.2', /no version of TLS that we accept.*tls\.minVersion/],
];

describe('a fault of TLS is a silence, and no request goes out', () => {
  for (const [fault, reason] of FAULTS) {
    test(fault, async (t) => {
      let asked = 0;
      const server = await startTlsFaultServer(fault, (_request, response) => {
        asked += 1;
        response.end('{}');
      });
      t.after(() => server.close());
      const answer = await ask(t, server);
      ok(answer.kind === 'silent', JSON.stringify(answer));
      equal(answer.cause, 'transport');
      match(answer.reason, reason);
      equal(asked, 0);
    });
  }

  test('HTTP/2 only', async (t) => {
    const server = await startHttp2OnlyServer();
    t.after(() => server.close());
    const answer = await ask(t, server);
    ok(answer.kind === 'silent');
    equal(answer.cause, 'protocol');
    match(answer.reason, /speaks HTTP\/2 only/);
  });

  test('no TLS at all', async (t) => {
    const server = await startTestServer((_request, response) => response.end());
    t.after(() => server.close());
    const answer = await createHttp({
      baseUrl: server.url.replace('http:', 'https:'),
      timeoutMs: 5000,
      hosts: new Map(),
    }).send(GET);
    ok(answer.kind === 'silent');
    match(answer.reason, /speaks no TLS; is the URL http:/);
  });
});

describe('what is right', () => {
  let server: Awaited<ReturnType<typeof startTlsServer>>;
  before(async () => {
    server = await startTlsServer((_request, response) => response.end('ok'));
  });
  after(() => server.close());

  test('a private authority and the pin of the leaf', async (t) => {
    equal((await ask(t, server)).kind, 'reply');
  });

  test('the pin of the authority, TLS 1.3', async (t) => {
    const pins = [tlsAuthority('x').pin, server.authority.pin];
    equal((await ask(t, server, { pins, minVersion: 'TLSv1.3' })).kind, 'reply');
  });

  test('a pin does not replace the authority: both are checked', async (t) => {
    const { pins } = server.tls;
    const answer = await createHttp({
      baseUrl: server.url,
      timeoutMs: 5000,
      hosts: new Map(),
      tls: { ...(pins && { pins }) },
    }).send(GET);
    t.diagnostic(JSON.stringify(answer));
    ok(answer.kind === 'silent' && /unknown authority/.test(answer.reason));
  });

  test('through a proxy: the tunnel changes nothing of the checks', async (t) => {
    const tunnels: string[] = [];
    const proxy = net.createServer((client) => {
      client.once('data', (data) => {
        const [, host = '', port = ''] = /^CONNECT ([^:]+):(\d+) /.exec(data.toString('latin1')) ?? [];
        tunnels.push(host);
        const upstream = net.connect(Number(port), '127.0.0.1', () => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          client.pipe(upstream).pipe(client);
        });
        for (const socket of [client, upstream]) socket.on('error', () => undefined);
        client.on('close', () => upstream.destroy());
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    ok(address !== null && typeof address === 'object');
    const before = process.env['https_proxy'];
    process.env['https_proxy'] = `http://127.0.0.1:${address.port}/`;
    t.after(() => {
      proxy.close();
      if (before === undefined) delete process.env['https_proxy'];
      else process.env['https_proxy'] = before;
    });
    const leaf = server.authority.issue({ hosts: ['sign.invalid'] });
    const named = await startTlsServer((_request, response) => response.end('ok'), {
      cert: leaf.certificate,
      key: leaf.key,
    });
    t.after(() => named.close());
    const url = `https://sign.invalid:${named.port}/`;
    const ca = server.authority.certificate;
    const good = await ask(t, named, { ca, pins: [leaf.pin] }, url);
    equal(good.kind, 'reply', JSON.stringify(good));
    const pinned = await ask(t, named, { ca, pins: [server.authority.issue({}).pin] }, url);
    ok(pinned.kind === 'silent' && /tls\.pins/.test(pinned.reason), JSON.stringify(pinned));
    const stranger = await ask(t, named, { ca: tlsAuthority('y').certificate, pins: [leaf.pin] }, url);
    ok(stranger.kind === 'silent' && /unknown authority/.test(stranger.reason), JSON.stringify(stranger));
    // A loopback address never goes through it.
    equal((await ask(t, server)).kind, 'reply');
    equal(new Set(tunnels).size, 1);
    equal(tunnels[0], 'sign.invalid');
  });
});

describe('mutual TLS', () => {
  let server: Awaited<ReturnType<typeof startTlsServer>>;
  before(async () => {
    server = await startTlsServer((_request, response) => response.end('ok'), {
      requestCert: true,
      rejectUnauthorized: true,
    });
  });
  after(() => server.close());

  test('certificate and key in PEM', async (t) => {
    const { certificate, key } = server.authority.issue({ name: 'client' });
    equal((await ask(t, server, { client: { certificate, key } })).kind, 'reply');
  });

  test('a PKCS#12 store', async (t) => {
    const keyStore = Buffer.from(pkcs12(forged('TR'), 'ecdsa-p256-sha256')).toString('base64');
    const client = { keyStore, passphrase: PKCS12_PASSWORD };
    const ours = await startTlsServer(
      (request, response) => {
        const { socket } = request;
        response.end('getPeerCertificate' in socket ? 'seen' : '');
      },
      { requestCert: true, rejectUnauthorized: false },
    );
    t.after(() => ours.close());
    equal((await ask(t, ours, { client })).kind, 'reply');
    throws(
      () =>
        createHttp({
          baseUrl: ours.url,
          timeoutMs: 1000,
          hosts: new Map(),
          tls: { client: { keyStore, passphrase: 'wrong' } },
        }),
      { code: 'TAMGA-E-SECRET' },
    );
  });

  test('a certificate that the server does not know', async (t) => {
    const { certificate, key } = tlsAuthority('z').issue({ name: 'client' });
    const answer = await ask(t, server, { client: { certificate, key } });
    ok(answer.kind === 'silent');
    match(answer.reason, /tls\.client|closed the connection/);
  });

  test('material that cannot be used is found when the door opens', () => {
    const { certificate } = server.authority.issue({});
    const open = (tls: TlsSettings) => () =>
      createHttp({ baseUrl: server.url, timeoutMs: 1000, hosts: new Map(), tls });
    const other = tlsAuthority('w').key;
    for (const tls of [
      { ca: 'no PEM' },
      { client: { certificate, key: other } },
      { client: { certificate: 'no PEM', key: other } },
      { client: { keyStore: 'bm8gc3RvcmU=' } },
    ])
      throws(open(tls), { code: 'TAMGA-E-SECRET' }, JSON.stringify(tls).slice(0, 60));
  });
});
