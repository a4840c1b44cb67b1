import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FakeReply, fakeEndpoint } from '../testing/fake-endpoint';
import type { VerifyQuestion } from './driver';
import { siva } from './siva';

const QUESTION: VerifyQuestion = {
  signature: Buffer.from('signature'),
  signatureName: 'document.p7s',
  content: null,
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  validationTime: '2026-09-01T12:00:00Z',
};

function conclusion(fields: object): FakeReply {
  return {
    body: {
      validationReport: {
        validationConclusion: { signaturesCount: 1, validSignaturesCount: 0, ...fields },
      },
    },
  };
}

const PASSED = { indication: 'TOTAL-PASSED' };
const FAILED = { indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' };
const ONE = { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' };

async function verify(t: Parameters<typeof fakeEndpoint>[0], reply: FakeReply, question = QUESTION) {
  const { link, requests } = await fakeEndpoint(t, { validate: reply, validateHashcode: reply });
  const answer = await siva.verify?.(link, question);
  ok(answer !== undefined);
  return { answer, requests };
}

describe('verify reads', () => {
  for (const [name, fields, said, subIndication] of [
    ['passed', { validSignaturesCount: 1, signatures: [{ indication: 'TOTAL-PASSED' }] }, 'passed', null],
    [
      'passed with an empty sub-indication',
      { validSignaturesCount: 1, signatures: [{ indication: 'TOTAL-PASSED', subIndication: '' }] },
      'passed',
      null,
    ],
    [
      'failed',
      { signatures: [{ indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' }] },
      'failed',
      'HASH_FAILURE',
    ],
    ['indeterminate', { signatures: [ONE] }, 'indeterminate', 'NO_CERTIFICATE_CHAIN_FOUND'],
    [
      'two that pass as passed',
      { signaturesCount: 2, validSignaturesCount: 2, signatures: [PASSED, PASSED] },
      'passed',
      null,
    ],
    [
      'the worst of several, wherever it stands',
      { signaturesCount: 3, validSignaturesCount: 1, signatures: [PASSED, ONE, FAILED] },
      'failed',
      'HASH_FAILURE',
    ],
  ] as const) {
    test(name, async (t) => {
      const { answer } = await verify(t, conclusion(fields));
      deepEqual(answer, { kind: 'verdict', said, subIndication });
    });
  }
});

describe('verify does not believe', () => {
  for (const [name, fields, reason] of [
    [
      'two signatures of which one is counted twice',
      { signaturesCount: 2, validSignaturesCount: 2, signatures: [PASSED, ONE] },
      /validSignaturesCount is 2, but the signatures say 1/,
    ],
    ['sums that contradict', { validSignaturesCount: 1, signatures: [ONE] }, /validSignaturesCount is 1/],
    ['a missing sum', { signaturesCount: undefined, signatures: [ONE] }, /signaturesCount is not a number/],
    [
      'the report on another document',
      { validatedDocument: { filename: 'other.p7s' }, signatures: [ONE] },
      /a report on other\.p7s, but document\.p7s was sent/,
    ],
    [
      'the report on other bytes',
      { validatedDocument: { fileHash: 'AAAA', hashAlgo: 'SHA256' }, signatures: [ONE] },
      /another hash/,
    ],
    [
      'a word outside the vocabulary',
      { signatures: [{ indication: 'VALID' }] },
      /no indication of EN 319 102-1: VALID/,
    ],
    [
      'a reason beside passed',
      { signatures: [{ indication: 'TOTAL-PASSED', subIndication: 'REVOKED' }] },
      /passed, but with REVOKED/,
    ],
  ] as const) {
    test(name, async (t) => {
      const { answer } = await verify(t, conclusion(fields));
      ok(answer.kind === 'silent', JSON.stringify(answer));
      equal(answer.cause, 'protocol');
      match(answer.reason, reason);
    });
  }
});

describe('verify answers', () => {
  test('refused input with the words of requestErrors', async (t) => {
    const requestErrors = [{ key: 'document', message: 'Document malformed' }];
    const { answer } = await verify(t, { status: 400, body: { requestErrors } });
    deepEqual(answer, { kind: 'refused-input', reason: 'HTTP 400: document: Document malformed' });
  });

  test('refused input for a report without a signature', async (t) => {
    const { answer } = await verify(t, conclusion({ signaturesCount: 0 }));
    equal(answer.kind, 'refused-input');
  });

  test("silence for somebody else's 400", async (t) => {
    const { answer } = await verify(t, { status: 400, body: { error: 'x' } });
    equal(answer.kind, 'silent');
  });

  test('unsupported for a detached CMS and for JAdES', async (t) => {
    const content = { bytes: Buffer.from('content'), name: 'document.txt' };
    const detached = await verify(t, conclusion({}), { ...QUESTION, packaging: 'detached', content });
    const jades = await verify(t, conclusion({}), { ...QUESTION, format: 'JAdES' });
    equal(detached.answer.kind, 'unsupported');
    equal(jades.answer.kind, 'unsupported');
    deepEqual([...detached.requests, ...jades.requests], []);
  });
});

test('what is asked: the file, or the digests of what a detached XML signature signs', async (t) => {
  const whole = await verify(t, conclusion({ signatures: [ONE] }));
  deepEqual(whole.requests, [
    {
      path: 'validate',
      body: { filename: 'document.p7s', document: 'c2lnbmF0dXJl', reportType: 'Simple' },
    },
  ]);
  const content = { bytes: Buffer.from('content'), name: 'document.txt' };
  const parts = await verify(t, conclusion({ signatures: [ONE] }), {
    ...QUESTION,
    format: 'XAdES',
    packaging: 'detached',
    content,
  });
  const hash = '7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=';
  const datafiles = [{ filename: 'document.txt', hashAlgo: 'SHA256', hash }];
  deepEqual(parts.requests, [
    {
      path: 'validateHashcode',
      body: { signatureFiles: [{ signature: 'c2lnbmF0dXJl', datafiles }], reportType: 'Simple' },
    },
  ]);
});

describe('the canary', () => {
  for (const [name, reply, alive] of [
    ['refused', { status: 400, body: { requestErrors: [{ key: 'document', message: 'x' }] } }, true],
    ['reported without a signature', conclusion({ signaturesCount: 0 }), true],
    [
      'reported with a signature',
      conclusion({ validSignaturesCount: 1, signatures: [{ indication: 'TOTAL-PASSED' }] }),
      false,
    ],
    ['an error of somebody else', { status: 500, body: 'oops' }, false],
    ['a page', { body: '<html/>' }, false],
  ] as const) {
    test(`${name}: ${alive}`, async (t) => {
      const { link } = await fakeEndpoint(t, { validate: reply });
      equal(await siva.canary(link), alive);
    });
  }
});
