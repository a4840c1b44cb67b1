/** Receipts of the sandbox, changed on their way: each change must be noticed. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explicit, objectIdentifier, sequence } from '../encoding/der-writer';
import type { Answer } from '../model/answer';
import type { HttpReply, HttpRequest } from '../net/http';
import type { Link, VerifyQuestion } from './driver';
import { dvcs } from './dvcs';
import { dvcsRequest, RESPONSE_DATA } from './dvcs-request';
import { VERIFY_QUESTION } from './testing-contract';
import { certInfo, errorNote, signedReceipt } from './testing-dvcs';

const QUESTION: VerifyQuestion = VERIFY_QUESTION;
const STREEBOG = '1.2.643.7.1.1.2.2';
const NONCE = dvcsRequest('vsd', QUESTION.signature, QUESTION.validationTime).nonce;

async function verify(reply: Partial<HttpReply> & { readonly bytes: Uint8Array }): Promise<Answer> {
  const requests: HttpRequest[] = [];
  const link: Link = {
    endpoint: {
      dialect: 'dvcs',
      url: 'http://dvcs.example/',
      auth: { scheme: 'none' },
      timeoutMs: 1000,
      budget: { concurrency: 1, retries: 0, retryDelayMs: 0 },
      options: {},
    },
    http: {
      async send(request) {
        requests.push(request);
        return { kind: 'reply', status: 200, type: 'application/dvcs', ...reply };
      },
      message: async () => ({ kind: 'silent', cause: 'protocol', reason: 'no WebSocket here' }),
      grant: async () => ({ kind: 'silent', cause: 'protocol', reason: 'no grant here' }),
      listen: async () => ({ port: 0, close: () => undefined }),
    },
    option: () => undefined,
  };
  const answer = await dvcs.verify?.(link, QUESTION);
  ok(answer !== undefined);
  equal(requests[0]?.body?.type, 'application/dvcs');
  return answer;
}

describe('a receipt is read', () => {
  for (const [name, parts, said] of [
    ['granted', {}, 'passed'],
    ['rejected', { status: 2 }, 'not-passed'],
    [
      'with something added to the right end of the nonce',
      {
        nonce: Buffer.concat([NONCE, Buffer.of(9)]),
      },
      'passed',
    ],
    [
      'with a national digest, which the nonce stands in for',
      { digestOid: STREEBOG, message: Buffer.of(1) },
      'passed',
    ],
  ] as const) {
    test(name, async () => {
      deepEqual(await verify({ bytes: signedReceipt(certInfo(parts)) }), {
        kind: 'verdict',
        said,
        subIndication: null,
      });
    });
  }

  test('an error note is a refusal in its own words', async () => {
    const bytes = errorNote('Невозможно проверить');
    deepEqual(await verify({ bytes }), {
      kind: 'refused-input',
      reason: 'no receipt: PKIStatus 2, Невозможно проверить',
    });
  });
});

describe('a receipt is not believed', () => {
  const flipped = Buffer.from(signedReceipt(certInfo({})));
  const last = flipped.length - 1;
  flipped.writeUInt8(flipped.readUInt8(last) ^ 1, last);
  const unsigned = sequence(objectIdentifier(RESPONSE_DATA), explicit(0, certInfo({})));
  for (const [name, bytes, reason] of [
    ['of another service', signedReceipt(certInfo({ service: 1 })), /of service 1, asked was 2/],
    ['without a nonce', signedReceipt(certInfo({ nonce: null })), /another nonce/],
    ['with another nonce', signedReceipt(certInfo({ nonce: Buffer.from('other') })), /another nonce/],
    ['on another document', signedReceipt(certInfo({ message: Buffer.from('other') })), /another document/],
    ['without a status', signedReceipt(certInfo({ status: null })), /without a status/],
    [
      'granted with modifications',
      signedReceipt(certInfo({ status: 1 })),
      /neither grants nor rejects: PKIStatus 1, in words/,
    ],
    ['still waiting', signedReceipt(certInfo({ status: 3 })), /neither grants nor rejects/],
    ['that nobody signed', unsigned, /nobody signed/],
    ['whose signature was changed', flipped, /not that of the certificate/],
    [
      'of another content type',
      signedReceipt(certInfo({}), '1.2.840.113549.1.7.1'),
      /signed content of type/,
    ],
    ['that is a page', Buffer.from('<html>busy</html>'), /no DVCSResponse .*busy/],
    ['that is cut off', signedReceipt(certInfo({})).subarray(0, 200), /no DVCSResponse/],
    ['that is empty', new Uint8Array(), /\(empty\)/],
  ] as const) {
    test(name, async () => {
      const answer = await verify({ bytes });
      ok(answer.kind === 'silent', JSON.stringify(answer));
      equal(answer.cause, 'protocol');
      match(answer.reason, reason);
    });
  }

  test('with a status of HTTP that is no answer', async () => {
    const answer = await verify({ status: 500, bytes: Buffer.from('out of order') });
    ok(answer.kind === 'silent');
    match(answer.reason, /HTTP 500 for \/: out of order; .*look into the log/);
  });
});
