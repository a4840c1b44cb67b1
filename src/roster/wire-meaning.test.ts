/** Authorisation, TLS and budget of an endpoint: every form that is taken, every contradiction that is told. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { TamgaError } from '../model/error';
import { loadRoster } from './roster';
import { type Edit, edited, folderOf, XA, XB } from './testing-profiles';

function message(files: Readonly<Record<string, string>>, t: Parameters<typeof folderOf>[0]): string {
  const folder = folderOf(t, files);
  try {
    loadRoster({ folder, suites: ['ecdsa-p256-sha256'], dialects: ['dss-rest'] });
    return '';
  } catch (error) {
    assert.ok(error instanceof TamgaError, String(error));
    return error.message.replaceAll(join(folder, '/'), '');
  }
}

const HMAC = {
  scheme: 'hmac',
  key: 'env:K',
  canonical: '{method}\n{target}\n{body}',
  digest: 'sha256',
  prehash: true,
  encoding: 'base64',
  headers: { 'ts-sign': '{signature}' },
};
const OAUTH2 = {
  scheme: 'oauth2',
  tokenUrl: 'https://login.example/token?tenant=1',
  clientId: 'tamga',
  clientSecret: 'file:secret',
  clientAuthentication: 'client_secret_post',
};
const CLIENT = { keyStore: 'file-base64:client.p12', passphrase: 'env:P' };
const BUDGET = {
  concurrency: 2,
  retries: 1,
  retryDelayMs: 0,
  perSecond: 0.5,
  perDay: 500,
  quietHours: [{ from: '22:00', to: '06:00' }],
  utcOffset: '+05:00',
  breaker: { silences: 5, pauseMs: 60_000 },
  shared: 'all',
};

const TAKEN: readonly (readonly [string, readonly Edit[]])[] = [
  ['OAuth 2.0', [['/endpoints/sign/auth', { ...OAUTH2, scope: 'service sign' }]]],
  ['HMAC', [['/endpoints/sign/auth', HMAC]]],
  [
    'Kamu SM',
    [['/endpoints/sign/auth', { scheme: 'kamusm', userId: 12345, password: 'env:P', iterations: 100 }]],
  ],
  [
    'mutual TLS with a key store, beside pins, a CA and TLS 1.3',
    [
      ['/endpoints/sign/auth', { scheme: 'mutual-tls' }],
      [
        '/endpoints/sign/tls',
        {
          ca: 'file:ca.pem',
          pins: ['47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
          minVersion: 'TLSv1.3',
          client: CLIENT,
        },
      ],
    ],
  ],
  [
    'mutual TLS in PEM under a bearer token',
    [['/endpoints/sign/tls', { client: { certificate: 'file:c.pem', key: 'file:k.pem' } }]],
  ],
  ['every budget', [['/endpoints/sign/budget', BUDGET]]],
  [
    'every limit of time and size',
    [
      ['/endpoints/sign/connectTimeoutMs', 500],
      ['/endpoints/sign/firstByteTimeoutMs', 1000],
      ['/endpoints/sign/maxBytes', 65_536],
    ],
  ],
];

for (const [name, edits] of TAKEN) {
  test(`${name} is taken`, (t) =>
    assert.equal(message({ 'xa.json': edited(XA, edits), 'xb.json': edited(XB, []) }, t), ''));
}

const REFUSED: readonly (readonly [string, Edit, RegExp])[] = [
  [
    'mutual TLS without a certificate',
    ['/endpoints/sign/auth', { scheme: 'mutual-tls' }],
    /auth\/scheme\n {2}found: "mutual-tls" without tls\.client/,
  ],
  [
    'a placeholder that nobody fills',
    ['/endpoints/sign/auth', { ...HMAC, canonical: '{bdoy}' }],
    /auth\/canonical\n {2}found: "\{bdoy\}"\n {2}allowed: \{method\}/,
  ],
  [
    'a signature over itself',
    ['/endpoints/sign/auth', { ...HMAC, canonical: '{signature}' }],
    /auth\/canonical\n {2}found: "\{signature\}"/,
  ],
  [
    'a literal key of the HMAC',
    ['/endpoints/sign/auth', { ...HMAC, key: 'hunter2' }],
    /auth\/key\n {2}found: a literal \(not shown here\)/,
  ],
  [
    'a literal passphrase of the client certificate',
    ['/endpoints/sign/tls', { client: { ...CLIENT, passphrase: 'hunter2' } }],
    /tls\/client\/passphrase\n {2}found: a literal \(not shown here\)/,
  ],
  [
    'TLS on http',
    ['/endpoints/sign', { ...XA.endpoints.sign, url: 'http://dss.example/', tls: {} }],
    /endpoints\/sign\/tls\n {2}found: tls, but the URL is "http:/,
  ],
  [
    'a certificate without its key',
    ['/endpoints/sign/tls', { client: { certificate: 'file:c.pem' } }],
    /tls\/client\n {2}found: certificate\n {2}allowed: certificate and key in PEM, or keyStore/,
  ],
  [
    'a pin that is none',
    ['/endpoints/sign/tls', { pins: ['sha256/abc'] }],
    /tls\/pins\/0\n {2}found: "sha256\/abc"/,
  ],
  [
    'an old version of TLS',
    ['/endpoints/sign/tls', { minVersion: 'TLSv1.1' }],
    /allowed: TLSv1\.2, TLSv1\.3/,
  ],
  [
    'a way to switch the checks off',
    ['/endpoints/sign/tls', { rejectUnauthorized: false }],
    /found: the unknown key "rejectUnauthorized"/,
  ],
  [
    'a part longer than the whole',
    ['/endpoints/sign/connectTimeoutMs', 1001],
    /connectTimeoutMs\n {2}found: 1001\n {2}allowed: at most the 1000 of timeoutMs/,
  ],
  [
    'quiet hours of no length',
    [
      '/endpoints/sign/budget',
      { ...XA.endpoints.sign?.budget, quietHours: [{ from: '10:00', to: '10:00' }] },
    ],
    /quietHours\/0\/to\n {2}found: "10:00"/,
  ],
  [
    'an hour that no day has',
    [
      '/endpoints/sign/budget',
      { ...XA.endpoints.sign?.budget, quietHours: [{ from: '24:00', to: '10:00' }] },
    ],
    /quietHours\/0\/from\n {2}found: "24:00"/,
  ],
  [
    'a reference to the sandbox in a real profile',
    ['/endpoints/sign/auth', { scheme: 'bearer', token: 'sandbox:test-key-password' }],
    /auth\/token\n {2}found: "sandbox:test-key-password"\n {2}allowed: env:/,
  ],
];

for (const [name, edit, told] of REFUSED) {
  test(`${name} is refused with its place`, (t) =>
    assert.match(message({ 'xa.json': edited(XA, [edit]), 'xb.json': edited(XB, []) }, t), told));
}

test('one shared budget has one set of numbers, also over two profiles', (t) => {
  const shared = { ...BUDGET, perDay: 499 };
  const told = message(
    {
      'xa.json': edited(XA, [['/endpoints/sign/budget', BUDGET]]),
      'xb.json': edited(XB, [['/endpoints/verify/budget', shared]]),
    },
    t,
  );
  assert.match(
    told,
    /xa\.json, line \d+, \/endpoints\/sign\/budget\/shared\n {2}found: "all", but other numbers than xb\.json \/endpoints\/verify\/budget/,
  );
});
