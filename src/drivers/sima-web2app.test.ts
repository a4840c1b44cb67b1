import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Identity } from '../forge/forged';
import { signWith } from '../forge/signing';
import type { SignAnswer } from '../model/answer';
import { createHttp } from '../net/client';
import type { RecordedExchange } from '../net/record';
import { startTestServer } from '../testing/fault-server';
import { forged } from '../testing/sandbox-client';
import type { SignQuestion } from './driver';
import { simaWeb2app } from './sima-web2app';

const SUITE = 'ecdsa-p256-sha256';
const STATE = forged('TR');
const OWNER = STATE.signer(SUITE);
const OTHER = STATE.signer(SUITE, 'other');

const QUESTION: SignQuestion = {
  format: 'PAdES',
  level: 'B-B',
  packaging: 'enveloped',
  suite: SUITE,
  document: Buffer.from('%PDF-'),
  documentName: 'contract.pdf',
  signingTime: '2026-09-01T12:00:00Z',
};

interface Visit {
  readonly fetcher?: Identity;
  readonly caller?: Identity;
  readonly signedTarget?: string;
  readonly body?: object;
  readonly fetches?: boolean;
  readonly calls?: boolean;
}

function ts(identity: Identity, signed: Uint8Array): Readonly<Record<string, string>> {
  return {
    'ts-cert': Buffer.from(identity.certificate).toString('base64'),
    'ts-sign-alg': 'ECDSA_SHA256',
    'ts-sign': Buffer.from(signWith(SUITE, identity.key, signed)).toString('base64'),
  };
}

/** A telephone that does what the visit says, and what came of it. */
async function visited(t: TestContext, visit: Visit) {
  const statuses: number[] = [];
  const server = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const home = `http://127.0.0.1:${request.headers['x-listen-port']}`;
    const qr = new URL(JSON.parse(Buffer.concat(chunks).toString()).qr);
    const target = `${qr.pathname}${qr.search}`;
    const contract = JSON.parse(Buffer.from(qr.search.slice('?tsquery='.length), 'base64').toString());
    if (visit.fetches !== false) {
      const headers = ts(visit.fetcher ?? OWNER, Buffer.from(visit.signedTarget ?? target));
      statuses.push((await fetch(`${home}${target}`, { headers })).status);
    }
    if (visit.calls !== false) {
      const { OperationId } = contract.SignableContainer.OperationInfo;
      const told = { Type: 'Sign', OperationId, DataSignature: 'c2lnbmVk', AlgName: 'SHA256', ...visit.body };
      const body = JSON.stringify(told);
      const headers = ts(visit.caller ?? OWNER, Buffer.from(body));
      statuses.push((await fetch(`${home}/callback`, { method: 'POST', headers, body })).status);
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"status":"done"}');
  });
  const records: RecordedExchange[] = [];
  const http = createHttp({
    baseUrl: server.url,
    timeoutMs: 5000,
    hosts: new Map(),
    secrets: ['master-key'],
    record: (one) => records.push(one),
  });
  t.after(async () => {
    http.close();
    await server.close();
  });
  const options: Readonly<Record<string, string>> = { masterKey: 'master-key' };
  const endpoint = {
    dialect: 'sima-web2app',
    url: server.url,
    auth: { scheme: 'none' },
    timeoutMs: 300,
    budget: { concurrency: 1, retries: 0, retryDelayMs: 0 },
    options,
  } as const;
  const answer = await simaWeb2app.sign?.({ endpoint, http, option: (name) => options[name] }, QUESTION);
  return { answer, statuses, records };
}

test('who fetched calls back, and both visits are recorded', async (t) => {
  const { answer, statuses, records } = await visited(t, {});
  const expected: SignAnswer = { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') };
  deepEqual(answer, expected);
  deepEqual(statuses, [200, 200]);
  deepEqual(
    records.map(({ method, url }) => `${method} ${new URL(url).pathname}`),
    ['GET /Home/GetFile/', 'POST /callback', 'POST /web2app'],
  );
  equal(records[0] && new URL(records[0].url).hostname, 'web2app.harness.tamga.test');
});

describe('no answer', () => {
  for (const [what, visit, cause, reason] of [
    [
      'nobody comes',
      { fetches: false, calls: false },
      'timeout',
      /nobody fetched the document within 300 ms/,
    ],
    ['nobody calls back', { calls: false }, 'timeout', /fetched, and nobody called back/],
    [
      'a signature over another address',
      { signedTarget: '/', calls: false },
      'timeout',
      /of who fetches the document, ts-sign is not right/,
    ],
    ['another calls back', { caller: OTHER }, 'timeout', /who calls back is not who fetched/],
    [
      'called back without having fetched',
      { fetches: false },
      'timeout',
      /who calls back is not who fetched/,
    ],
    ['another operation', { body: { OperationId: 'x' } }, 'protocol', /for another OperationId/],
    ['another type', { body: { Type: 'Auth' } }, 'protocol', /not of the type Sign/],
    ['wrong base64', { body: { DataSignature: 'a*' } }, 'protocol', /DataSignature is not base64/],
  ] as const) {
    test(what, async (t) => {
      const { answer } = await visited(t, visit);
      ok(answer?.kind === 'silent', JSON.stringify(answer));
      equal(answer.cause, cause);
      match(answer.reason, reason);
    });
  }
});
