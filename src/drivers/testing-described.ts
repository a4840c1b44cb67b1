/**
 * Asks an interface that a test describes, over a line that gives the reply of the test and keeps what was sent.
 *
 * @module
 */
import { ok } from 'node:assert/strict';
import type { Answer, SignAnswer } from '../model/answer';
import type { HttpTemplate, ResponseMapping } from '../model/mapping';
import type { Endpoint } from '../model/profile';
import type { HttpRequest } from '../net/http';
import type { Link, SignQuestion, VerifyQuestion } from './driver';
import { http } from './http';
import { VERIFY_QUESTION } from './testing-contract';

export const OK: ResponseMapping = {
  type: 'json',
  verdict: { expression: 'ok', values: [{ is: true, said: 'passed' }] },
};
const CANARY: HttpTemplate['canary'] = {
  method: 'GET',
  path: 'health',
  response: { type: 'text', expect: ["$ = 'UP'"] },
};

export interface Given {
  readonly template: Partial<HttpTemplate>;
  readonly question?: VerifyQuestion | SignQuestion;
  readonly reply?: { readonly status?: number; readonly body?: string | Uint8Array };
  readonly options?: Readonly<Record<string, string>>;
}

export async function askDescribed({
  template,
  question = VERIFY_QUESTION,
  reply = {},
  options = {},
}: Given) {
  const sent: HttpRequest[] = [];
  const block: HttpTemplate = { method: 'POST', path: 'verify', response: OK, canary: CANARY, ...template };
  const link: Link = {
    endpoint: {
      dialect: 'http',
      url: 'https://in-house.example/',
      auth: { scheme: 'none' },
      timeoutMs: 1000,
      budget: { concurrency: 1, retries: 0, retryDelayMs: 0 },
      options,
      http: block,
    } satisfies Endpoint,
    http: {
      async send(request) {
        sent.push(request);
        const { status = 200, body = '{"ok":true}' } = reply;
        return { kind: 'reply', status, type: 'application/json', bytes: Buffer.from(body) };
      },
      message: () => Promise.reject(new Error('no message')),
      listen: () => Promise.reject(new Error('no listener')),
      grant: () => Promise.reject(new Error('no grant')),
    },
    option: (name) => options[name],
  };
  const answer: Answer | SignAnswer | undefined =
    'document' in question ? await http.sign?.(link, question) : await http.verify?.(link, question);
  ok(answer !== undefined);
  return { answer, sent, link };
}
