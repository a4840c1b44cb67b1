import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeReply, fakeEndpoint } from '../testing/fake-endpoint';
import type { Fault } from '../testing/fault-server';
import type { SignQuestion, VerifyQuestion } from './driver';
import { ncanodeV3 } from './ncanode-v3';

const VERIFY: VerifyQuestion = {
  signature: Buffer.from('signature'),
  signatureName: 'document.txt.p7s',
  content: null,
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  validationTime: '2026-09-01T12:00:00Z',
};

const SIGN: SignQuestion = {
  format: 'CAdES',
  level: 'B-T',
  packaging: 'detached',
  suite: 'rsa-pkcs1-sha256',
  document: Buffer.from('document'),
  documentName: 'document.txt',
  signingTime: '2026-09-01T11:00:00Z',
};

const OK = { status: 200, message: 'OK' };

describe('verify', () => {
  for (const [valid, said] of [
    [true, 'passed'],
    [false, 'not-passed'],
  ] as const) {
    test(`valid ${valid} is ${said}, without a reason`, async (t) => {
      const { link } = await fakeEndpoint(t, { 'cms/verify': { body: { ...OK, valid, signers: [] } } });
      deepEqual(await ncanodeV3.verify?.(link, VERIFY), { kind: 'verdict', said, subIndication: null });
    });
  }

  test('asks for revocation, and sends the content of a detached signature', async (t) => {
    const { link, requests } = await fakeEndpoint(t, { 'cms/verify': { body: { ...OK, valid: true } } });
    await ncanodeV3.verify?.(link, { ...VERIFY, content: { bytes: Buffer.from('content'), name: 'a' } });
    await ncanodeV3.verify?.(link, VERIFY);
    const cms = 'c2lnbmF0dXJl';
    const revocationCheck = ['OCSP', 'CRL'];
    deepEqual(
      requests.map(({ body }) => body),
      [
        { cms, data: 'Y29udGVudA==', revocationCheck },
        { cms, revocationCheck },
      ],
    );
  });

  const row = (reply: FakeReply | Fault, kind: string, reason: RegExp) => ({ reply, kind, reason });
  for (const { reply, kind, reason } of [
    row(
      { status: 400, body: { status: 400, message: 'CMS parsing error' } },
      'refused-input',
      /400: CMS parsing error/,
    ),
    row({ status: 500, body: { status: 500, message: 'Boom' } }, 'refused-input', /500: Boom/),
    row({ status: 400, body: { timestamp: 1, error: 'Bad Request' } }, 'silent', /HTTP 400/),
    row({ status: 500, body: 'nginx' }, 'silent', /not JSON/),
    row({ body: { ...OK, valid: 'true' } }, 'silent', /valid is not true or false: "true"/),
    row({ body: { ...OK } }, 'silent', /valid is not true or false: nothing/),
    row({ status: 404, body: 'x' }, 'silent', /HTTP 404/),
    row('half-json', 'silent', /not JSON/),
    row('html', 'silent', /not JSON/),
    row('throttled', 'silent', /Retry-After/),
  ]) {
    test(`${typeof reply === 'string' ? reply : JSON.stringify(reply)} is ${kind}`, async (t) => {
      const { link } = await fakeEndpoint(t, { 'cms/verify': reply });
      const answer = await ncanodeV3.verify?.(link, VERIFY);
      ok(answer !== undefined && 'reason' in answer);
      equal(answer.kind, kind);
      match(answer.reason, reason);
    });
  }

  test('XML has a door of its own', async (t) => {
    const { link, requests } = await fakeEndpoint(t, { 'xml/verify': { body: { ...OK, valid: true } } });
    const question = { ...VERIFY, format: 'XMLDSig', level: 'none', packaging: 'enveloped' } as const;
    const answer = await ncanodeV3.verify?.(link, { ...question, signature: Buffer.from('<ғ/>') });
    deepEqual(answer, { kind: 'verdict', said: 'passed', subIndication: null });
    deepEqual(requests, [{ path: 'xml/verify', body: { xml: '<ғ/>', revocationCheck: ['OCSP', 'CRL'] } }]);
    equal((await ncanodeV3.verify?.(link, { ...question, packaging: 'detached' }))?.kind, 'unsupported');
  });

  test('a format outside the dialect is unsupported', async (t) => {
    const { link } = await fakeEndpoint(t, {});
    equal((await ncanodeV3.verify?.(link, { ...VERIFY, format: 'XAdES' }))?.kind, 'unsupported');
  });
});

describe('sign', () => {
  const options = { key: 'cDEy', password: 'tamga-test' };

  test('sends the key store and asks for a time-stamp at B-T', async (t) => {
    const { link, requests } = await fakeEndpoint(
      t,
      { 'cms/sign': { body: { ...OK, cms: 'c2lnbmVk' } } },
      options,
    );
    const answer = await ncanodeV3.sign?.(link, SIGN);
    deepEqual(answer, { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') });
    deepEqual(requests, [
      {
        path: 'cms/sign',
        body: {
          data: 'ZG9jdW1lbnQ=',
          signers: [{ key: 'cDEy', password: 'tamga-test', keyAlias: null, referenceUri: null }],
          withTsp: true,
          detached: true,
        },
      },
    ]);
  });

  test('signs XML as text, and only enveloped', async (t) => {
    const { link, requests } = await fakeEndpoint(
      t,
      { 'xml/sign': { body: { ...OK, xml: '<ғ><ds/></ғ>' } } },
      options,
    );
    const question = { ...SIGN, format: 'XMLDSig', level: 'none', packaging: 'enveloped' } as const;
    const answer = await ncanodeV3.sign?.(link, { ...question, document: Buffer.from('<ғ/>') });
    deepEqual(answer, { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('<ғ><ds/></ғ>') });
    const signers = [{ key: 'cDEy', password: 'tamga-test', keyAlias: null, referenceUri: null }];
    deepEqual(requests, [
      { path: 'xml/sign', body: { xml: '<ғ/>', signers, clearSignatures: false, trimXml: false } },
    ]);
    equal((await ncanodeV3.sign?.(link, { ...question, packaging: 'enveloping' }))?.kind, 'unsupported');
  });

  test('a key of the suite goes before the common one; the policy of the time-stamp is an option', async (t) => {
    const { link, requests } = await fakeEndpoint(
      t,
      { 'cms/sign': { body: { ...OK, cms: 'c2lnbmVk' } } },
      { ...options, 'key.rsa-pkcs1-sha256': 'cnNh', tsaPolicy: 'TSA_GOST2015_POLICY' },
    );
    await ncanodeV3.sign?.(link, { ...SIGN, level: 'B-B', packaging: 'attached' });
    const body = requests[0]?.body;
    ok(typeof body === 'object' && body !== null);
    match(
      JSON.stringify(body),
      /"key":"cnNh".*"withTsp":false,"tsaPolicy":"TSA_GOST2015_POLICY","detached":false/,
    );
  });

  for (const [what, reply, kind, reason] of [
    [
      'a wrong password',
      { status: 500, body: { status: 500, message: 'signers[0]: Key reading error: Password incorrect.' } },
      'refused-input',
      /Password incorrect/,
    ],
    ['broken base64', { body: { ...OK, cms: 'a b' } }, 'silent', /cms is not base64/],
    ['no cms', { body: OK }, 'silent', /cms is not a string/],
  ] as const) {
    test(what, async (t) => {
      const { link } = await fakeEndpoint(t, { 'cms/sign': reply }, options);
      const answer = await ncanodeV3.sign?.(link, SIGN);
      ok(answer !== undefined && 'reason' in answer);
      equal(answer.kind, kind);
      match(answer.reason, reason);
    });
  }

  test('a profile without a key cannot sign here', async (t) => {
    const { link, requests } = await fakeEndpoint(t, {});
    equal((await ncanodeV3.sign?.(link, SIGN))?.kind, 'unsupported');
    equal(requests.length, 0);
  });
});

describe('the canary', () => {
  for (const [reply, expected] of [
    [{ body: { status: 'UP' } }, true],
    [{ body: { status: 'DOWN' } }, false],
    [{ status: 503, body: { status: 'UP' } }, false],
    ['html', false],
    ['reset', false],
  ] as const) {
    test(`${JSON.stringify(reply)}: ${expected}`, async (t) => {
      const { link } = await fakeEndpoint(t, { 'actuator/health': reply });
      equal(await ncanodeV3.canary(link), expected);
    });
  }
});
