import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer, SilentCause } from '../model/answer';
import { type FakeReply, fakeEndpoint } from '../testing/fake-endpoint';
import type { Fault } from '../testing/fault-server';
import type { VerifyQuestion } from './driver';
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

  test('of several signatures the worst, wherever it stands', async (t) => {
    const [good, bad] = [{ Indication: 'PASSED' }, { Indication: 'FAILED', SubIndication: 'HASH_FAILURE' }];
    const unsure = { Indication: 'INDETERMINATE' };
    const asked = async (...all: object[]) => (await verify(t, report(...all))).answer;
    deepEqual(await asked(good, good), verdict('passed', null));
    deepEqual(await asked(good, unsure), verdict('indeterminate', null));
    deepEqual(await asked(good, unsure, bad), verdict('failed', 'HASH_FAILURE'));
    deepEqual(await asked(bad, good), verdict('failed', 'HASH_FAILURE'));
  });

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
