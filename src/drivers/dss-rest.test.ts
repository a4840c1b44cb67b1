import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer, SilentCause } from '../model/answer';
import { type FakeReply, fakeEndpoint, type Script } from '../testing/fake-endpoint';
import type { Fault } from '../testing/fault-server';
import type { SignQuestion, VerifyQuestion } from './driver';
import { dssRest } from './dss-rest';

const VALIDATE = 'services/rest/validation/validateSignature';

const QUESTION: VerifyQuestion = {
  signature: Buffer.from('signature'),
  signatureName: 'document.txt.p7s',
  content: { bytes: Buffer.from('content'), name: 'document.txt' },
  format: 'CAdES',
  level: 'B-B',
  packaging: 'detached',
  validationTime: '2026-09-01T12:00:00Z',
};

function report(...signatures: object[]): FakeReply {
  return {
    body: {
      SimpleReport: { signatureOrTimestampOrEvidenceRecord: signatures.map((one) => ({ Signature: one })) },
    },
  };
}

async function verify(t: Parameters<typeof fakeEndpoint>[0], reply: FakeReply | Fault) {
  const { link, requests } = await fakeEndpoint(t, { [VALIDATE]: reply });
  const answer = await dssRest.verify?.(link, QUESTION);
  ok(answer !== undefined);
  return { answer, requests };
}

describe('verify reads', () => {
  const verdict = (said: string, subIndication: string | null) => ({ kind: 'verdict', said, subIndication });
  for (const [signature, expected] of [
    [{ Indication: 'TOTAL-PASSED' }, verdict('passed', null)],
    [{ Indication: 'TOTAL_PASSED', SubIndication: null }, verdict('passed', null)],
    [{ Indication: 'PASSED' }, verdict('passed', null)],
    [{ Indication: 'TOTAL-FAILED', SubIndication: 'HASH_FAILURE' }, verdict('failed', 'HASH_FAILURE')],
    [
      { Indication: 'TOTAL_FAILED', SubIndication: 'SIG-CRYPTO-FAILURE' },
      verdict('failed', 'SIG_CRYPTO_FAILURE'),
    ],
    [
      { Indication: 'INDETERMINATE', SubIndication: 'REVOKED_NO_POE' },
      verdict('indeterminate', 'REVOKED_NO_POE'),
    ],
    [{ Indication: 'INDETERMINATE' }, verdict('indeterminate', null)],
  ] as const) {
    test(JSON.stringify(signature), async (t) => {
      deepEqual((await verify(t, report(signature))).answer, expected);
    });
  }

  test('a report whose time-stamps stand beside the signature', async (t) => {
    const { answer } = await verify(t, {
      body: {
        SimpleReport: {
          signatureOrTimestampOrEvidenceRecord: [
            { Timestamp: { Indication: 'INDETERMINATE' } },
            { Signature: { Indication: 'TOTAL-PASSED' } },
          ],
        },
      },
    });
    deepEqual(answer, verdict('passed', null));
  });
});

test('verify sends content, name and time', async (t) => {
  const { requests } = await verify(t, report({ Indication: 'TOTAL-PASSED' }));
  deepEqual(requests, [
    {
      path: VALIDATE,
      body: {
        signedDocument: { bytes: 'c2lnbmF0dXJl', name: 'document.txt.p7s' },
        originalDocuments: [{ bytes: 'Y29udGVudA==', name: 'document.txt' }],
        validationTime: '2026-09-01T12:00:00Z',
        tokenExtractionStrategy: 'NONE',
      },
    },
  ]);
});

describe('verify keeps apart what is no verdict', () => {
  const silent = (cause: SilentCause, reason: RegExp) => (answer: Answer) => {
    ok(answer.kind === 'silent', `it was ${answer.kind}`);
    equal(answer.cause, cause);
    match(answer.reason, reason);
  };
  const refused = (reason: RegExp) => (answer: Answer) => {
    ok(answer.kind === 'refused-input', `it was ${answer.kind}`);
    match(answer.reason, reason);
  };
  for (const [what, reply, check] of [
    ['half a JSON', 'half-json', silent('protocol', /not an answer in dss-rest: a body that is not JSON/)],
    ['HTML', 'html', silent('protocol', /not JSON: <!doctype html>/)],
    ['a hanging endpoint', 'no-headers', silent('timeout', /500 ms/)],
    ['10 MB of zeros', 'ten-megabytes-of-zeros', silent('limit', /8388608/)],
    ['401', 'denied', silent('denied', /401/)],
    [
      'two signatures',
      report({ Indication: 'PASSED' }, { Indication: 'FAILED' }),
      silent('protocol', /2 signatures/),
    ],
    ['no signature', report(), refused(/no signature/)],
    ['an unknown indication', report({ Indication: 'VALID' }), silent('protocol', /no indication.*VALID/)],
    [
      'an unknown sub-indication',
      report({ Indication: 'INDETERMINATE', SubIndication: 'BAD_MOOD' }),
      silent('protocol', /no sub-indication.*BAD_MOOD/),
    ],
    [
      'passed with a sub-indication',
      report({ Indication: 'PASSED', SubIndication: 'REVOKED' }),
      silent('protocol', /passed, but with REVOKED/),
    ],
    [
      'an indication that is no text',
      report({ Indication: true }),
      silent('protocol', /Indication is not a string/),
    ],
    ['no SimpleReport', { body: { ok: true } }, silent('protocol', /SimpleReport is not an object/)],
    [
      'JSON null',
      { body: 'null', type: 'application/json' },
      silent('protocol', /SimpleReport is not an object/),
    ],
    [
      '500 with a sentence',
      { status: 500, body: 'Unable to parse CMS' },
      refused(/HTTP 500: Unable to parse CMS/),
    ],
    [
      '500 with a page',
      { status: 500, type: 'text/html', body: '<h1>Oops</h1>' },
      silent('protocol', /HTTP 500/),
    ],
    ['500 with an object', { status: 500, body: { error: 'Oops' } }, silent('protocol', /HTTP 500/)],
    ['500 with nothing', { status: 500, body: '' }, silent('protocol', /no body/)],
    ['404', { status: 404, body: 'no such service' }, silent('protocol', /HTTP 404.*no such service/)],
  ] as const) {
    test(what, async (t) => check((await verify(t, reply)).answer));
  }
});

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
    ['a level', { ...SIGN, level: 'B-LTA' }, /signature level CAdES B-LTA/],
    ['a format', { ...SIGN, format: 'XMLDSig' }, /signature level XMLDSig/],
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
