/** `tamga doctor`: each fault of an endpoint or of trust data is named, explained and ends with its code. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { mintState } from '../forge/pki';
import { crl } from '../forge/revocation';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { closedPort, FAULTS } from '../testing/fault-server';
import { tlsAuthority } from '../testing/tls-certificates';
import {
  startTlsFaultServer,
  startTlsServer,
  type TlsFault,
  type TlsTestServer,
} from '../testing/tls-fault-server';
import { recordingConsole } from './console';
import { main } from './main';
import { CLAIM, examine, folderOf, healthy, only, type Real, serve } from './testing-doctor';

test('an endpoint that is well', async (t) => {
  const told = await examine(t, { url: await serve(t, healthy) });
  equal(told.exit, 0);
  const results = told.findings.map(({ examined, result }) => `${examined} ${result}`);
  deepEqual(results, [
    'name well',
    'connection well',
    'authorisation well',
    'dialect well',
    'clock well',
    'version note',
    'anchor well',
  ]);
});

test('nobody listens', async (t) => {
  const told = await examine(t, { url: `http://127.0.0.1:${await closedPort()}/` });
  equal(told.exit, 69);
  match(only(told, 'connection', 'silent'), /connection refused.*start the service/);
});

const TLS: readonly (readonly [TlsFault, RegExp])[] = [
  ['expired', /has expired: its operator must renew it.*until 2021-01-01/],
  ['wrong-host', /for another host than/],
  ['unknown-ca', /unknown authority.*tls\.ca.*of another authority/],
  ['other-pin', /tls\.pins/],
];
for (const [fault, found] of TLS) {
  test(`TLS: ${fault}`, async (t) => {
    const server = await startTlsFaultServer(fault, healthy);
    t.after(() => server.close());
    const told = await examine(t, { ...tlsOf(server), url: server.url });
    equal(told.exit, 69);
    match(only(told, 'certificate', 'silent'), found);
  });
}

function tlsOf({ tls, secrets }: TlsTestServer): Pick<Real, 'tls' | 'files'> {
  const files = Object.fromEntries(
    Object.entries(secrets).map(([reference, text]) => [reference.replace('file:', ''), text]),
  );
  return { tls, files };
}

test('a TLS certificate that ends soon', async (t) => {
  const authority = tlsAuthority('short-lived');
  const soon = new Date(performance.timeOrigin + 9.5 * 86_400_000).toISOString().replace(/\.\d+/, '');
  const { certificate: cert, key } = authority.issue({ notAfter: soon });
  const server = await startTlsServer(healthy, { cert, key });
  t.after(() => server.close());
  const told = await examine(t, {
    url: server.url,
    tls: { ca: 'file:ca.pem' },
    files: { 'ca.pem': authority.certificate },
  });
  equal(told.exit, 0, 'a warning is no fault yet');
  match(only(told, 'certificate end', 'warning'), /in 9 days.*renew/);
});

for (const [name, offset, result, found] of [
  ['far behind', -3600, 'warning', /36\d\d s behind ours.*NTP|3599 s behind ours.*NTP/],
  ['a little ahead', 30, 'note', /(29|30|31) s ahead of ours/],
] as const) {
  test(`a clock ${name}`, async (t) => {
    const url = await serve(t, (request, response) => {
      // The server's own clock, put wrong.
      const now = Date.parse(new Date(performance.timeOrigin + performance.now()).toISOString());
      response.setHeader('date', new Date(now + offset * 1000).toUTCString());
      healthy(request, response);
    });
    match(only(await examine(t, { url }), 'clock', result), found);
  });
}

test('401: reached, but nothing to judge', async (t) => {
  const told = await examine(t, {
    url: await serve(t, FAULTS.denied),
    auth: { scheme: 'bearer', token: 'file:token' },
    files: { token: 'a-token-that-nobody-knows' },
  });
  equal(told.exit, 22);
  match(only(told, 'authorisation', 'silent'), /HTTP 401.*auth of the profile \(bearer\)/);
  ok(!JSON.stringify(told).includes('a-token-that-nobody-knows'));
});

test('something else than the dialect answers', async (t) => {
  const told = await examine(t, { url: await serve(t, FAULTS.html) });
  match(only(told, 'dialect', 'fault'), /does not answer as ncanode-v3 does: HTTP 200.*url and dialect/);
});

test('lists and anchors beside the profile', async (t) => {
  const state = mintState('doctor', TEST_INSTANT, 'KZ', TEST_PROFILE);
  const times = timeline(TEST_INSTANT).crl;
  const old = crl(state, 'issuing', {
    ...times,
    thisUpdate: new Date('2020-01-01T00:00:00Z'),
    nextUpdate: new Date('2020-01-08T00:00:00Z'),
  });
  const told = await examine(t, {
    url: await serve(t, healthy),
    files: { 'trust/kz/issuing.crl': old, 'trust/kz/list.xml': '<html/>' },
  });
  equal(told.exit, 20);
  match(only(told, 'revocation list', 'fault'), /2020-01-08, \d{4} days ago.*fetch the present list/);
  match(only(told, 'trusted list', 'fault'), /list\.xml cannot be read/);
});

test('an anchor that has ended', async (t) => {
  const ended = tlsAuthority('x').issue({ name: 'an old root', notAfter: '2021-01-01T00:00:00Z' });
  const told = await examine(t, {
    url: await serve(t, healthy),
    files: { 'trust/kz/root.pem': ended.certificate },
  });
  equal(told.exit, 20);
  match(only(told, 'anchor', 'fault'), /an old root ended on 2021-01-01.*publish/);
});

test('addresses of authorities are asked only with --online', async (t) => {
  const url = await serve(t, healthy);
  const gone = `http://127.0.0.1:${await closedPort()}/tsa`;
  match(only(await examine(t, { url }, '--tsa', gone), 'address', 'note'), /not asked: http.*--online/);
  const inside = await examine(t, { url }, '--tsa', gone, '--online');
  match(only(inside, 'address', 'fault'), /inside a private network/);
  const asked = await examine(t, { url }, '--tsa', gone, '--online', 'any');
  match(only(asked, 'address', 'fault'), /connection refused/);
  equal(asked.exit, 20);
});

async function refused(t: TestContext, real: Real, ...argv: readonly string[]) {
  const folder = folderOf(t, real);
  const console = recordingConsole();
  const code = await main(['doctor', ...argv, '--profiles', folder], console);
  equal(console.stdout.length, 0);
  return { code, told: console.stderr.join('\n') };
}

test('nobody outside this machine is asked without a word', async (t) => {
  const { code, told } = await refused(t, { url: 'https://verify.example/', claims: [CLAIM] }, 'KZ');
  equal(code, 64);
  match(told, /KZ verify https:\/\/verify\.example\/ ncanode-v3 1 questions, 5 calls/);
  match(told, /--yes/);
});

test('a state that nobody enrolled, two states, a secret that is missing', async (t) => {
  const url = 'https://verify.example/';
  const unknown = await refused(t, { url }, 'KX');
  deepEqual([unknown.code, /Did you mean KZ\?/.test(unknown.told)], [64, true]);
  equal((await refused(t, { url }, 'KZ', 'TR')).code, 64);
  const secret = await refused(t, { url, auth: { scheme: 'bearer', token: 'file:nowhere' } }, 'KZ', '--yes');
  equal(secret.code, 78);
  match(secret.told, /kz\.json \/endpoints\/verify\/auth\/token/);
});

test('for a person: the reason and the advice stand below what is not well', async (t) => {
  const folder = folderOf(t, { url: await serve(t, FAULTS.denied) });
  const console = recordingConsole();
  equal(await main(['doctor', 'kz', '--profiles', folder], console), 22);
  const text = console.stdout.join('\n');
  match(text, /^KZ {2}Kazakhstan {2}SELF-TESTED/);
  match(text, /^ {2}silent {3}authorisation .*HTTP 401.*\n +why {2}\S.*\n +do {3}\S/m);
  match(text, /^ {2}well .*\n {2}well /m);
  match(text, /\d+ well · \d+ silent$/);
});
