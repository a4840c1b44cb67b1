import { deepEqual, equal, match } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { encodeBase64 } from '../encoding/base64';
import { requirePeer } from '../testing/peers';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { type RunningStates, startStates } from './states';

/** The instant of the sandbox for OpenSSL. */
const AT = String(Date.parse(SANDBOX_ORDER.instant) / 1000);

let states: RunningStates;
let base: string;
let folder: string;

before(async () => {
  states = await startStates(SANDBOX_ORDER);
  base = `http://127.0.0.1:${states.ports['tr']}/pki/`;
  folder = mkdtempSync(join(tmpdir(), 'tamga-pki-'));
});

after(() => {
  states.close();
  rmSync(folder, { recursive: true });
});

async function fetched(path: string, init: RequestInit = {}) {
  const reply = await fetch(`${base}${path}`, init);
  const bytes = Buffer.from(await reply.arrayBuffer());
  return { status: reply.status, type: reply.headers.get('content-type'), bytes };
}

function post(path: string, type: string, body: Uint8Array) {
  return fetched(path, { method: 'POST', headers: { 'content-type': type }, body });
}

function keep(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function openssl(...parameters: string[]): string {
  const { stdout, stderr } = spawnSync('openssl', parameters, { encoding: 'utf8', cwd: folder });
  return `${stdout}${stderr}`;
}

async function pem(name: 'root' | 'issuing'): Promise<string> {
  const { bytes } = await fetched(`${name}.cer`);
  const path = join(folder, `${name}.pem`);
  execFileSync('openssl', ['x509', '-inform', 'der', '-out', path], { input: bytes });
  return path;
}

describe('every path of the PKI', () => {
  for (const [path, type] of [
    ['root.cer', 'application/pkix-cert'],
    ['issuing.cer', 'application/pkix-cert'],
    ['root.crl', 'application/pkix-crl'],
    ['issuing.crl', 'application/pkix-crl'],
    ['test-keys/ecdsa-p384-sha384.p12', 'application/x-pkcs12'],
  ] as const) {
    test(`GET ${path}`, async () => {
      const { status, type: got, bytes } = await fetched(path);
      deepEqual([status, got, bytes[0]], [200, type, 0x30]);
    });
  }

  for (const [what, ask, status] of [
    ['an unknown file', () => fetched('other.cer'), 404],
    [
      'a key of a suite that the state does not sign with',
      () => fetched('test-keys/rsa-pkcs1-sha1.p12'),
      404,
    ],
    ['a CRL by POST', () => fetched('root.crl', { method: 'POST' }), 405],
    ['an OCSP request of another type', () => post('ocsp', 'text/plain', Buffer.from('x')), 415],
    ['a path outside every service', () => fetched('../nothing'), 404],
  ] as const) {
    test(`${what} is ${status}`, async () => equal((await ask()).status, status));
  }

  test('a reply carries no date of this machine', async () => {
    const reply = await fetch(`${base}root.crl`);
    equal(reply.headers.get('date'), null);
    equal(reply.headers.get('server'), 'tamga sandbox (simulated)');
  });
});

describe('OpenSSL reads it', () => {
  test('the CRLs are signed by their issuers', async (t: TestContext) => {
    if (!requirePeer('openssl', t)) return;
    for (const name of ['root', 'issuing'] as const) {
      const crl = keep(`${name}.crl`, (await fetched(`${name}.crl`)).bytes);
      match(openssl('crl', '-inform', 'der', '-in', crl, '-CAfile', await pem(name), '-noout'), /verify OK/);
    }
  });

  test('the test key opens with its password', async (t: TestContext) => {
    if (!requirePeer('openssl', t)) return;
    const store = keep('key.p12', (await fetched('test-keys/rsa-pkcs1-sha256.p12')).bytes);
    match(openssl('pkcs12', '-in', store, '-passin', 'pass:tamga-test', '-nodes'), /BEGIN PRIVATE KEY/);
  });

  test('OCSP answers good, by POST and by GET', async (t: TestContext) => {
    if (!requirePeer('openssl', t)) return;
    const [root, issuing] = [await pem('root'), await pem('issuing')];
    const store = keep('key.p12', (await fetched('test-keys/ecdsa-p256-sha256.p12')).bytes);
    openssl(
      'pkcs12',
      '-in',
      store,
      '-passin',
      'pass:tamga-test',
      '-nokeys',
      '-clcerts',
      '-out',
      'signer.pem',
    );
    const question = ['-issuer', issuing, '-cert', join(folder, 'signer.pem')];
    openssl('ocsp', ...question, '-no_nonce', '-reqout', 'request.der');
    const request = readFileSync(join(folder, 'request.der'));
    const posted = await post('ocsp', 'application/ocsp-request', request);
    equal(posted.type, 'application/ocsp-response');
    const got = await fetched(`ocsp/${encodeURIComponent(encodeBase64(request))}`);
    deepEqual(got, posted);
    // OpenSSL holds thisUpdate and nextUpdate against the clock of the machine, whatever -attime says.
    const leeway = ['-validity_period', String(20 * 365 * 86_400)];
    const answer = ['-respin', keep('response.der', posted.bytes), '-CAfile', root, '-attime', AT, ...leeway];
    const said = openssl('ocsp', ...question, ...answer);
    match(said, /Response verify OK/);
    match(said, /signer\.pem: good/);
  });

  test('the time-stamp is over the data', async (t: TestContext) => {
    if (!requirePeer('openssl', t)) return;
    const [root, issuing] = [await pem('root'), await pem('issuing')];
    const data = keep('data.txt', Buffer.from('stamped'));
    openssl('ts', '-query', '-data', data, '-sha256', '-cert', '-out', 'query.tsq');
    const query = readFileSync(join(folder, 'query.tsq'));
    const { type, bytes } = await post('tsa', 'application/timestamp-query', query);
    equal(type, 'application/timestamp-reply');
    const verify = ['-in', keep('reply.tsr', bytes), '-CAfile', root, '-untrusted', issuing, '-attime', AT];
    match(openssl('ts', '-verify', '-data', data, ...verify), /Verification: OK/);
    const other = keep('other.txt', Buffer.from('other'));
    match(openssl('ts', '-verify', '-data', other, ...verify), /Verification: FAILED/);
  });
});

test('garbage gets the answer of the protocol, not of the server', async () => {
  // RFC 6960 section 4.2.1: malformedRequest is an OCSPResponse of status 1.
  const malformed = Buffer.from('30030a0101', 'hex');
  deepEqual((await post('ocsp', 'application/ocsp-request', Buffer.from('x'))).bytes, malformed);
  deepEqual((await fetched('ocsp/%25%25')).bytes, malformed);
  const { status, bytes } = await post('tsa', 'application/timestamp-query', Buffer.from('x'));
  deepEqual([status, bytes[0]], [200, 0x30]);
});
