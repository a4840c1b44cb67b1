import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeReply, fakeEndpoint, type Script } from '../testing/fake-endpoint';
import type { SignQuestion } from './driver';
import { dssRest } from './dss-rest';

const VALIDATE = 'services/rest/validation/validateSignature';

function report(...signatures: object[]): FakeReply {
  return {
    body: {
      SimpleReport: { signatureOrTimestampOrEvidenceRecord: signatures.map((one) => ({ Signature: one })) },
    },
  };
}

// A self-signed P-256 certificate made by openssl for this test; its key was thrown away.
const P256 =
  'MIIBizCCATGgAwIBAgIUQFO8KBJw9VsMbaZvScLtkG62RHAwCgYIKoZIzj0EAwIwGzEZMBcGA1UEAwwQVGVzdCBjZXJ0aWZpY2F0ZTAeFw0yNjExMjIwMDEwMjRaFw0zNjExMTkwMDEwMjRaMBsxGTAXBgNVBAMMEFRlc3QgY2VydGlmaWNhdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARlQOyPEII1JESvT1U13N9oYxyeOyffmr51xLXRWxIYm86v+1diheeYEcoR57L3BmvBwCY1lm19QmtwYUYNI4L4o1MwUTAdBgNVHQ4EFgQUHyMtx6qLwWoEBJ2PqeIlOKDr5SgwHwYDVR0jBBgwFoAUHyMtx6qLwWoEBJ2PqeIlOKDr5SgwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAxZ64n/8Yko+mZaL+gD8jFh9WhjMNmFtc9T+hTJrQ53UCIEhExmj4SFoC6hleMw+sLnQp4eEc5z+pQwZY4f+ZlLB+';

const SIGN: SignQuestion = {
  format: 'CAdES',
  level: 'B-T',
  packaging: 'detached',
  suite: 'ecdsa-p256-sha256',
  document: Buffer.from('document'),
  documentName: 'document.txt',
  signingTime: '2026-09-01T11:00:00Z',
};

const KEYS = [
  { alias: 'rsa', encryptionAlgo: 'RSA', certificate: { encodedCertificate: P256 } },
  {
    alias: 'curve',
    encryptionAlgo: 'ECDSA',
    certificate: { encodedCertificate: P256 },
    certificateChain: [],
  },
];

const SIGNS: Script = {
  'services/rest/server-signing/keys': { body: KEYS },
  'services/rest/signature/one-document/getDataToSign': { body: { bytes: 'dG8tc2lnbg==' } },
  'services/rest/server-signing/sign/curve/SHA256': {
    body: { algorithm: 'ECDSA_SHA256', value: 'dmFsdWU=' },
  },
  'services/rest/signature/one-document/signDocument': { body: { bytes: 'c2lnbmVk', name: 'signed.p7s' } },
};

describe('sign', () => {
  test('puts the same parameters to both calls, with the key of the suite', async (t) => {
    const { link, requests } = await fakeEndpoint(t, SIGNS);
    const answer = await dssRest.sign?.(link, SIGN);
    deepEqual(answer, { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') });
    const parameters = {
      signingCertificate: { encodedCertificate: P256 },
      certificateChain: [],
      signatureLevel: 'CAdES_BASELINE_T',
      signaturePackaging: 'DETACHED',
      digestAlgorithm: 'SHA256',
      encryptionAlgorithm: 'ECDSA',
      signatureTimestampParameters: { digestAlgorithm: 'SHA256' },
      blevelParams: { signingDate: 1788260400000 },
    };
    const toSignDocument = { bytes: 'ZG9jdW1lbnQ=', name: 'document.txt' };
    deepEqual(requests.slice(1), [
      { path: 'services/rest/signature/one-document/getDataToSign', body: { parameters, toSignDocument } },
      { path: 'services/rest/server-signing/sign/curve/SHA256', body: { bytes: 'dG8tc2lnbg==' } },
      {
        path: 'services/rest/signature/one-document/signDocument',
        body: {
          parameters,
          signatureValue: { algorithm: 'ECDSA_SHA256', value: 'dmFsdWU=' },
          toSignDocument,
        },
      },
    ]);
  });

  for (const [format, level, packaging, said] of [
    [
      'XAdES',
      'B-LTA',
      'enveloped',
      { signatureLevel: 'XAdES_BASELINE_LTA', signaturePackaging: 'ENVELOPED' },
    ],
    ['XMLDSig', 'none', 'detached', { signatureLevel: 'XML_NOT_ETSI', signaturePackaging: 'DETACHED' }],
    ['PAdES', 'B-LT', 'enveloped', { signatureLevel: 'PAdES_BASELINE_LT', signaturePackaging: 'ENVELOPED' }],
    [
      'ASiC-E/CAdES',
      'B-T',
      'attached',
      {
        signatureLevel: 'CAdES_BASELINE_T',
        signaturePackaging: 'DETACHED',
        asicContainerType: 'ASiC_E',
      },
    ],
    [
      'JAdES',
      'B-B',
      'detached',
      {
        signatureLevel: 'JAdES_BASELINE_B',
        signaturePackaging: 'DETACHED',
        jwsSerializationType: 'COMPACT_SERIALIZATION',
        sigDMechanism: 'OBJECT_ID_BY_URI',
      },
    ],
    [
      'JAdES',
      'B-T',
      'attached',
      {
        signatureLevel: 'JAdES_BASELINE_T',
        signaturePackaging: 'ENVELOPING',
        jwsSerializationType: 'FLATTENED_JSON_SERIALIZATION',
      },
    ],
  ] as const) {
    test(`says what ${format} ${level}, ${packaging}, is in DSS`, async (t) => {
      const { link, requests } = await fakeEndpoint(t, SIGNS);
      await dssRest.sign?.(link, { ...SIGN, format, level, packaging });
      const parameters = parametersIn(requests[1]?.body);
      deepEqual(Object.fromEntries(Object.keys(said).map((name) => [name, parameters[name]])), said);
      equal('asicContainerType' in parameters, 'asicContainerType' in said);
      equal('archiveTimestampParameters' in parameters, level === 'B-LTA');
    });
  }

  test('the profile may name the key', async (t) => {
    const { link, requests } = await fakeEndpoint(
      t,
      {
        ...SIGNS,
        'services/rest/server-signing/sign/rsa/SHA256':
          SIGNS['services/rest/server-signing/sign/curve/SHA256'] ?? 'html',
      },
      { 'key.ecdsa-p256-sha256': 'rsa' },
    );
    equal((await dssRest.sign?.(link, SIGN))?.kind, 'signed');
    equal(requests[2]?.path, 'services/rest/server-signing/sign/rsa/SHA256');
  });

  for (const [what, question, reason] of [
    ['a level', { ...SIGN, level: 'none' }, /signature level CAdES none/],
    ['a baseline level', { ...SIGN, format: 'XMLDSig' }, /signature level XMLDSig B-T/],
    ['a suite', { ...SIGN, suite: 'gost2012-256' }, /gost2012-256/],
    ['a key', { ...SIGN, suite: 'ecdsa-p384-sha384' }, /key for the suite ecdsa-p384-sha384/],
  ] as const) {
    test(`${what} outside the dialect is unsupported`, async (t) => {
      const { link } = await fakeEndpoint(t, SIGNS);
      const answer = await dssRest.sign?.(link, question);
      ok(answer?.kind === 'unsupported');
      match(answer.reason, reason);
    });
  }

  for (const [what, path, reply, kind, reason] of [
    [
      'broken base64',
      'services/rest/signature/one-document/signDocument',
      { body: { bytes: '***' } },
      'silent',
      /not base64/,
    ],
    [
      'no signature',
      'services/rest/signature/one-document/signDocument',
      { body: {} },
      'silent',
      /bytes is not a string/,
    ],
    [
      'an exception',
      'services/rest/signature/one-document/getDataToSign',
      { status: 500, body: 'no' },
      'refused-input',
      /500: no/,
    ],
    ['a reset', 'services/rest/server-signing/sign/curve/SHA256', 'reset', 'silent', /closed the connection/],
  ] as const) {
    test(`${what} ends it`, async (t) => {
      const { link } = await fakeEndpoint(t, { ...SIGNS, [path]: reply });
      const answer = await dssRest.sign?.(link, SIGN);
      ok(answer?.kind === kind && 'reason' in answer);
      match(answer.reason, reason);
    });
  }
});

describe('the canary', () => {
  const nothing = report();
  const keys = { body: [] };
  const broken = { status: 500, body: 'down' };
  const page = { type: 'text/html', body: '<h1>Welcome</h1>' };
  for (const [what, script, expected] of [
    ['both services right', { [VALIDATE]: nothing, 'services/rest/server-signing/keys': keys }, true],
    ['only validation offered', { [VALIDATE]: nothing }, true],
    ['only signing offered', { 'services/rest/server-signing/keys': keys }, true],
    ['validation broken', { [VALIDATE]: broken, 'services/rest/server-signing/keys': keys }, false],
    ['signing broken', { [VALIDATE]: nothing, 'services/rest/server-signing/keys': broken }, false],
    ['everything valid', { [VALIDATE]: report({ Indication: 'PASSED' }) }, false],
    ['a page', { [VALIDATE]: page, 'services/rest/server-signing/keys': page }, false],
    ['silence', { [VALIDATE]: 'reset', 'services/rest/server-signing/keys': 'reset' }, false],
    ['nothing offered', {}, false],
  ] as const) {
    test(`${what}: ${expected}`, async (t) => {
      const { link } = await fakeEndpoint(t, script);
      equal(await dssRest.canary(link), expected);
    });
  }
});

function parametersIn(body: unknown): Readonly<Record<string, unknown>> {
  ok(typeof body === 'object' && body !== null && 'parameters' in body);
  const { parameters } = body;
  ok(typeof parameters === 'object' && parameters !== null);
  return { ...parameters };
}
