/** What a signed file may not make us ask. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { LookupFunction } from 'node:net';
import { test } from 'node:test';
import { startTestServer } from '../testing/fault-server';
import { createFetcher } from './fetch-url';
import { isPublicAddress, isPublicHost, publicLookup } from './public-address';
import { keepAliveAgents, transfer } from './transfer';

const INSIDE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'no address',
];
for (const address of INSIDE) test(`${address} is not public`, () => equal(isPublicAddress(address), false));

for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:4001::1', '2606:4700::1111'])
  test(`${address} is public`, () => equal(isPublicAddress(address), true));

for (const host of [
  'localhost',
  'LOCALHOST',
  'a.localhost',
  'printer.local',
  'metadata.google.internal',
  '[::1]',
])
  test(`${host} is refused before it is resolved`, () => equal(isPublicHost(host), false));
test('any other name is left to its addresses', () => equal(isPublicHost('pki.gov.kz'), true));

/** Every spelling of the loopback address that a URL can have. */
const SPELLINGS = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '017700000001',
  '[::1]',
  '[::ffff:7f00:1]',
];
for (const spelling of SPELLINGS) {
  test(`a request to ${spelling} goes nowhere when only public addresses are asked`, async (t) => {
    let asked = 0;
    const server = await startTestServer((_request, response) => {
      asked += 1;
      response.end('secret');
    });
    t.after(() => server.close());
    const fetcher = createFetcher({ hosts: new Map(), timeoutMs: 2000, reach: 'public' });
    t.after(() => fetcher.close());
    const got = await fetcher.fetchUrl({ url: `http://${spelling}:${server.port}/x` });
    ok(got.kind === 'silent');
    match(got.reason, /private network/);
    equal(asked, 0);
  });
}

test('a name is refused for the address behind it', async () => {
  const code = await new Promise((resolve) =>
    publicLookup('localhost', {}, (error) => resolve(error?.code ?? 'none')),
  );
  equal(code, 'EPRIVATE');
});

test('a connection resolves names through the guard', async (t) => {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    asked.push(hostname);
    callback(Object.assign(new Error('inside'), { code: 'EPRIVATE' }), []);
  };
  const agents = keepAliveAgents(1, { lookup });
  t.after(() => agents.http.destroy());
  const { outcome } = await transfer(
    { method: 'GET', url: new URL('http://pki.example/x.crl'), headers: {}, body: null },
    agents,
    new Map(),
    { timeoutMs: 2000, maxBytes: 10 },
  );
  deepEqual(asked, ['pki.example']);
  ok(outcome.kind === 'silent');
  match(outcome.reason, /private network/);
});
