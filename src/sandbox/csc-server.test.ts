import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { hasShape } from '../drivers/testing-shapes';
import { documentFor, readDocument } from '../forge/documents';
import { PKCS12_PASSWORD } from '../forge/pkcs12';
import type { SignAnswer } from '../model/answer';
import type { Product } from '../model/claim';
import { startReferee, validate } from '../referee/validate';
import { CSC_CLIENT } from './test-secrets';
import { type DialectState, P256, startDialect } from './testing-dialect';

const PIN = { pin: PKCS12_PASSWORD };
const P384 = 'ecdsa-p384-sha384';
const RSA = 'rsa-pkcs1-sha256';

async function sign({ driver, link }: DialectState, product: Product): Promise<SignAnswer | undefined> {
  return driver.sign?.(link, {
    ...product,
    document: readDocument(documentFor(product)),
    documentName: 'contract.txt',
    signingTime: '2026-09-01T11:00:00Z',
  });
}

function shapesOf(dialect: string, { sent }: DialectState): readonly string[] {
  for (const { path, bytes } of sent) hasShape(dialect, path, JSON.parse(Buffer.from(bytes).toString()));
  return sent.map(({ path }) => path);
}

/** Signature value and references check; trust is another's business. */
async function isIntact(signature: Uint8Array, product: Product, { forged }: DialectState): Promise<void> {
  await startReferee();
  const document = readDocument(documentFor(product));
  const report = validate({
    file: signature,
    contents: product.packaging === 'detached' ? [{ name: 'contract.txt', bytes: [document] }] : [],
    context: {
      currentTime: forged.instant,
      anchors: [forged.root.certificate],
      material: { certificates: [], crls: [], ocspResponses: [] },
      algorithms: { id: 'none', digests: {}, keys: {} },
      timeModel: 'now',
    },
  });
  equal(report.format, product.format);
  deepEqual(
    report.signatures.map(({ intact }) => intact),
    [true],
  );
  equal(report.signatures[0]?.level ?? 'none', product.level);
}

describe('a raw value becomes a signature', () => {
  for (const [dialect, product] of [
    ['csc-v1', P256],
    ['csc-v1', { ...P256, level: 'B-T', packaging: 'detached', suite: P384 }],
    ['csc-v2', { ...P256, level: 'B-T', suite: RSA }],
    ['csc-v2', { format: 'XAdES', level: 'B-T', packaging: 'enveloped', suite: 'ecdsa-p256-sha256' }],
    ['csc-v1', { format: 'PAdES', level: 'B-T', packaging: 'enveloped', suite: RSA }],
    ['csc-v2', { format: 'JAdES', level: 'B-B', packaging: 'attached', suite: 'ecdsa-p256-sha256' }],
  ] as readonly (readonly [string, Product])[]) {
    test(`${dialect} ${product.format} ${product.level} ${product.suite}`, async (t) => {
      const state = await startDialect(t, dialect, { ...PIN, method: 'signHash' }, '/csc/');
      const answer = await sign(state, product);
      ok(answer?.kind === 'signed', JSON.stringify(answer));
      equal(answer.madeBy, 'assembled');
      await isIntact(answer.signature, product, state);
      const timeStamped = product.level === 'B-T' ? ['signatures/timestamp'] : [];
      const paths = shapesOf(dialect, state).filter((path) => path !== 'credentials/info');
      deepEqual(paths, ['credentials/list', 'credentials/authorize', 'signatures/signHash', ...timeStamped]);
      deepEqual(await sign(state, product), answer);
    });
  }
});

const CLIENT = {
  oauth2ClientId: CSC_CLIENT.id,
  oauth2ClientSecret: CSC_CLIENT.secret,
  redirectUri: CSC_CLIENT.redirectUri,
};

describe('a credential that wants a consent', () => {
  for (const [dialect, options] of [
    ['csc-v1', {}],
    ['csc-v2', { method: 'signHash' }],
    ['csc-v2', { method: 'signDoc' }],
  ] as const) {
    test(`${dialect} ${JSON.stringify(options)}: the token for the code is the permission`, async (t) => {
      const state = await startDialect(t, dialect, { ...CLIENT, ...options }, '/csc/');
      const answer = await sign(state, P256);
      ok(answer?.kind === 'signed', JSON.stringify(answer));
      await isIntact(answer.signature, P256, state);
      ok(!state.sent.some(({ path }) => path === 'credentials/authorize'));
      deepEqual(await sign(state, P256), answer);
    });
  }

  for (const [name, options, reason] of [
    ['an unknown client', { oauth2ClientId: 'nobody' }, /HTTP 400 in place of a redirect/],
    ['another redirect', { redirectUri: 'http://elsewhere.tamga.test/' }, /HTTP 400 in place of a redirect/],
    ['a wrong secret', { oauth2ClientSecret: 'wrong' }, /no token for its code \(HTTP 401\)/],
  ] as const) {
    test(name, async (t) => {
      const answer = await sign(await startDialect(t, 'csc-v2', { ...CLIENT, ...options }), P256);
      ok(answer?.kind === 'silent', JSON.stringify(answer));
      equal(answer.cause, 'denied');
      match(answer.reason, reason);
    });
  }
});

describe('signDoc gives the own signature of the service', () => {
  for (const product of [
    { ...P256, level: 'B-T', packaging: 'detached' },
    { format: 'XAdES', level: 'B-B', packaging: 'enveloping', suite: RSA },
    { format: 'PAdES', level: 'B-T', packaging: 'enveloped', suite: RSA },
  ] as readonly Product[]) {
    test(`${product.format} ${product.level}`, async (t) => {
      const state = await startDialect(t, 'csc-v2', PIN, '/csc/v2/');
      const answer = await sign(state, product);
      ok(answer?.kind === 'signed', JSON.stringify(answer));
      equal(answer.madeBy, 'endpoint');
      await isIntact(answer.signature, product, state);
      ok(shapesOf('csc-v2', state).includes('signatures/signDoc'));
    });
  }

  test('a container is put together around a raw value instead', async (t) => {
    const state = await startDialect(t, 'csc-v2', PIN);
    const product: Product = { ...P256, format: 'ASiC-E/CAdES' };
    const answer = await sign(state, product);
    ok(answer?.kind === 'signed', JSON.stringify(answer));
    equal(answer.madeBy, 'assembled');
  });
});

describe('the service refuses', () => {
  const said = async (t: TestContext, path: string, body: object) => {
    const { url } = await startDialect(t, 'csc-v2', {}, '/csc/v2/');
    const reply = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    return { status: reply.status, body: await reply.json() };
  };
  const hash = Buffer.alloc(32, 7).toString('base64');
  const credentialID = 'tr-ecdsa-p256-sha256';
  const authData = [{ id: 'PIN', value: PKCS12_PASSWORD }];
  const signAlgo = '1.2.840.10045.4.3.2';
  for (const [name, path, body, error, description] of [
    [
      'no credential',
      'credentials/info',
      {},
      'invalid_request',
      'Missing (or invalid type) string parameter credentialID',
    ],
    [
      'another credential',
      'credentials/info',
      { credentialID: 'x' },
      'invalid_request',
      'Invalid parameter credentialID',
    ],
    [
      'a wrong PIN',
      'credentials/authorize',
      { credentialID, numSignatures: 1, hashes: [hash], authData: [{ id: 'PIN', value: '1' }] },
      'invalid_pin',
      'The PIN is invalid',
    ],
    [
      'too many',
      'credentials/authorize',
      { credentialID, numSignatures: 9, hashes: [hash], authData },
      'invalid_request',
      'Numbers of signatures is too high',
    ],
    [
      'no hash',
      'signatures/signHash',
      { credentialID, SAD: 'x', hashes: [], signAlgo },
      'invalid_request',
      'Empty hash array',
    ],
    [
      'half a hash',
      'signatures/signHash',
      { credentialID, SAD: 'x', hashes: ['AAAA'], signAlgo },
      'invalid_request',
      'Invalid digest value length',
    ],
    [
      'no base64',
      'signatures/signHash',
      { credentialID, SAD: 'x', hashes: ['?'], signAlgo },
      'invalid_request',
      'Invalid Base64 hash string parameter',
    ],
    [
      'an invented SAD',
      'signatures/signHash',
      { credentialID, SAD: 'x.y', hashes: [hash], signAlgo },
      'invalid_request',
      'Invalid parameter SAD',
    ],
    [
      'another algorithm',
      'signatures/signHash',
      { credentialID, SAD: 'x', hashes: [hash], signAlgo: '1.2.840.113549.1.1.11' },
      'invalid_request',
      'Invalid parameter signAlgo',
    ],
    [
      'a digest beside another',
      'signatures/signHash',
      { credentialID, SAD: 'x', hashes: [hash], signAlgo, hashAlgorithmOID: '2.16.840.1.101.3.4.2.2' },
      'invalid_request',
      'String parameter hashAlgorithmOID contradicts with signAlgo parameter',
    ],
    [
      'asynchronous operation',
      'signatures/signHash',
      { credentialID, SAD: 'x', hashes: [hash], signAlgo, operationMode: 'A' },
      'invalid_request',
      'Invalid parameter operationMode',
    ],
  ] as const) {
    test(name, async (t) => {
      deepEqual(await said(t, path, body), { status: 400, body: { error, error_description: description } });
    });
  }

  test('a SAD over other hashes', async (t) => {
    const { url } = await startDialect(t, 'csc-v1', {}, '/csc/v1/');
    const ask = async (path: string, body: object) => {
      const reply = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
      return JSON.parse(await reply.text());
    };
    const { SAD } = await ask('credentials/authorize', {
      credentialID,
      numSignatures: 1,
      hash: [hash],
      PIN: PKCS12_PASSWORD,
    });
    const other = Buffer.alloc(32, 8).toString('base64');
    const reply = await ask('signatures/signHash', { credentialID, SAD, hash: [other], signAlgo });
    equal(reply.error_description, 'Hash is not authorized by the SAD.');
  });
});

test('the driver tells a wrong PIN from a wrong document', async (t) => {
  const answer = await sign(await startDialect(t, 'csc-v2', { pin: 'wrong' }), P256);
  ok(answer?.kind === 'silent', JSON.stringify(answer));
  equal(answer.cause, 'denied');
  match(answer.reason, /invalid_pin: The PIN is invalid/);
});

test('a suite without a credential is unsupported, and so is a level that nobody builds', async (t) => {
  const state = await startDialect(t, 'csc-v1', PIN);
  equal((await sign(state, { ...P256, suite: 'ecdsa-p521-sha512' }))?.kind, 'unsupported');
  equal((await sign(state, { ...P256, level: 'B-LT' }))?.kind, 'unsupported');
  equal((await sign(state, { ...P256, suite: 'ed25519' }))?.kind, 'unsupported');
  equal(await state.driver.canary(state.link), true);
});
