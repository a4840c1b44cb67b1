/** What a described interface is asked, and how its replies are read; the faults of the wire are in contract.test.ts. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer, SignAnswer } from '../model/answer';
import type { BodyTemplate, HttpTemplate, ResponseMapping } from '../model/mapping';
import type { Endpoint } from '../model/profile';
import type { HttpRequest } from '../net/http';
import type { Link, SignQuestion, VerifyQuestion } from './driver';
import { http } from './http';
import { SIGN_QUESTION, VERIFY_QUESTION } from './testing-contract';

const OK: ResponseMapping = {
  type: 'json',
  verdict: { expression: 'ok', values: [{ is: true, said: 'passed' }] },
};
const CANARY: HttpTemplate['canary'] = {
  method: 'GET',
  path: 'health',
  response: { type: 'text', expect: ["$ = 'UP'"] },
};
const DETACHED: VerifyQuestion = {
  ...VERIFY_QUESTION,
  signatureName: 'case-revoked.P7S',
  content: { bytes: Buffer.from('content ü'), name: 'revoked\r\n"x".txt' },
  packaging: 'detached',
};

interface Given {
  readonly template: Partial<HttpTemplate>;
  readonly question?: VerifyQuestion | SignQuestion;
  readonly reply?: { readonly status?: number; readonly body?: string | Uint8Array };
  readonly options?: Readonly<Record<string, string>>;
}

async function ask({ template, question = VERIFY_QUESTION, reply = {}, options = {} }: Given) {
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

async function bodyOf(body: BodyTemplate, given: Omit<Given, 'template'> = {}) {
  const { sent } = await ask({ ...given, template: { body } });
  const [request] = sent;
  ok(request?.body !== undefined);
  return { type: request.body.type, text: Buffer.from(request.body.bytes).toString('utf8') };
}

describe('what is sent', () => {
  const JSON_BODY: BodyTemplate = {
    kind: 'json',
    value: {
      file: '{signature:base64}',
      content: '{document:base64url}',
      both: ['{signature:hex}', '{document:hex}'],
      label: '{format} {level}, {packaging} {unknown}',
      name: '{signature-name}',
      of: '{document-name}',
      at: '{time}',
      seconds: '{time:seconds}',
      local: '{time:date} {time:clock}',
      pin: '{option:pin}',
      none: '{option:other}',
      fixed: [1, null, true],
    },
  };

  test('JSON, without what the question has no value for', async () => {
    const { type, text } = await bodyOf({
      kind: 'json',
      value: { file: '{signature:base64}', content: '{document:base64}', list: ['{document:hex}'] },
    });
    equal(type, 'application/json');
    deepEqual(JSON.parse(text), { file: 'c2lnbmF0dXJl', list: [] });
  });

  test('JSON with every placeholder, under neutral names', async () => {
    const known = JSON.parse(JSON.stringify(JSON_BODY).replace(' {unknown}', ''));
    const { text } = await bodyOf(known, { question: DETACHED, options: { pin: '12"34' } });
    deepEqual(JSON.parse(text), {
      file: 'c2lnbmF0dXJl',
      content: 'Y29udGVudCDDvA',
      both: ['7369676e6174757265', '636f6e74656e7420c3bc'],
      label: 'CAdES B-B, detached',
      name: 'signature.p7s',
      of: 'document.txt',
      at: '2026-09-01T12:00:00Z',
      seconds: '1788264000',
      local: '2026-09-01 12:00:00',
      pin: '12"34',
      fixed: [1, null, true],
    });
  });

  test('a form', async () => {
    const body: BodyTemplate = {
      kind: 'form',
      fields: { file: '{signature:base64}', a: 'x & {format}=', content: '{document:hex}' },
    };
    deepEqual(await bodyOf(body), {
      type: 'application/x-www-form-urlencoded',
      text: 'file=c2lnbmF0dXJl&a=x+%26+CAdES%3D',
    });
  });

  test('a form of several parts, the same in every run', async () => {
    const body: BodyTemplate = {
      kind: 'multipart',
      parts: [
        { name: 'format', text: '{format}' },
        { name: 'signature', file: 'signature', type: 'application/pkcs7-mime' },
        { name: 'document', file: 'document', fileName: 'über.{format}' },
        { name: 'pin', text: '{option:pin}' },
      ],
    };
    const made = await bodyOf(body, { question: DETACHED });
    deepEqual(await bodyOf(body, { question: DETACHED }), made);
    const boundary = /^multipart\/form-data; boundary=(tamga-[0-9a-f]{32})$/.exec(made.type)?.[1];
    ok(boundary !== undefined, made.type);
    const expected = [
      `--${boundary}`,
      'Content-Disposition: form-data; name="format"',
      '',
      'CAdES',
      `--${boundary}`,
      'Content-Disposition: form-data; name="signature"; filename="signature.p7s"',
      'Content-Type: application/pkcs7-mime',
      '',
      'signature',
      `--${boundary}`,
      'Content-Disposition: form-data; name="document"; filename="%C3%BCber.CAdES"',
      'Content-Type: application/octet-stream',
      '',
      'content ü',
      `--${boundary}--`,
      '',
    ];
    equal(made.text, expected.join('\r\n'));
    const without = await bodyOf(body);
    ok(!without.text.includes('name="document"'));
  });

  test('a form of several parts is read by what we did not write', async () => {
    const parts = [
      { name: 'file', file: 'document' },
      { name: 'at', text: '{time}' },
    ] as const;
    const { sent } = await ask({ template: { body: { kind: 'multipart', parts } }, question: DETACHED });
    const { body } = sent[0] ?? {};
    ok(body !== undefined);
    const response = new Response(Buffer.from(body.bytes), { headers: { 'content-type': body.type } });
    const form = await response.formData();
    equal(form.get('at'), '2026-09-01T12:00:00Z');
    const file = form.get('file');
    ok(file instanceof Blob);
    equal(await file.text(), 'content ü');
  });

  test('text and bytes', async () => {
    const text: BodyTemplate = {
      kind: 'text',
      type: 'text/xml; charset=utf-8',
      text: '<v f="{format}">{signature:base64}</v>',
    };
    deepEqual(await bodyOf(text), { type: 'text/xml; charset=utf-8', text: '<v f="CAdES">c2lnbmF0dXJl</v>' });
    const binary: BodyTemplate = { kind: 'binary', type: 'application/pkcs7-mime', file: 'signature' };
    deepEqual(await bodyOf(binary), { type: 'application/pkcs7-mime', text: 'signature' });
  });

  test('a path and headers, which no value can break out of', async () => {
    const { sent } = await ask({
      template: {
        path: 'verify/{option:tenant}/{format}?at={time}',
        headers: { 'X-Format': '{format}', 'X-Tenant': 'of {option:tenant}', 'X-Pin': '{option:pin}' },
      },
      options: { tenant: '../ä\r\nX: y' },
    });
    deepEqual(sent, [
      {
        method: 'POST',
        path: 'verify/..%2F%C3%A4%0D%0AX%3A%20y/CAdES?at=2026-09-01T12%3A00%3A00Z',
        headers: { 'X-Format': 'CAdES', 'X-Tenant': 'of ..%2F%C3%A4%0D%0AX%3A%20y' },
      },
    ]);
  });

  test("the service's own words; nothing is asked where it has none", async () => {
    const words: HttpTemplate['words'] = {
      format: { CAdES: 'cms', 'ASiC-E/XAdES': 'container' },
      level: { 'B-B': 'baseline' },
      suite: { 'ecdsa-p256-sha256': 'ES256' },
    };
    const body: BodyTemplate = {
      kind: 'text',
      type: 'text/plain',
      text: '{format} {level} {packaging} {suite}',
    };
    const { sent } = await ask({
      template: { words, body, response: { type: 'text', signature: { from: 'body' } } },
      question: SIGN_QUESTION,
    });
    equal(Buffer.from(sent[0]?.body?.bytes ?? []).toString(), 'cms baseline attached ES256');
    for (const [change, reason] of [
      [{ format: 'JAdES' }, 'http: the profile has no word for the format JAdES'],
      [{ level: 'B-T' }, 'http: the profile has no word for the level B-T'],
      [{ suite: 'constructor' }, 'http: the profile has no word for the suite constructor'],
    ] as const) {
      const asked = await ask({ template: { words, body }, question: { ...SIGN_QUESTION, ...change } });
      deepEqual(asked.answer, { kind: 'unsupported', reason });
      deepEqual(asked.sent, []);
    }
  });

  test('not a detached signature without its document', async () => {
    for (const body of [
      { kind: 'json', value: { file: '{signature:base64}' } },
      { kind: 'binary', type: 'application/pkcs7-mime', file: 'signature' },
      { kind: 'multipart', parts: [{ name: 'file', file: 'signature' }] },
      { kind: 'form', fields: { document: 'x' } },
    ] as const) {
      const { answer, sent } = await ask({ template: { body }, question: DETACHED });
      equal(answer.kind, 'unsupported');
      deepEqual(sent, []);
    }
  });
});

describe('how a reply is read', () => {
  const read = async (response: ResponseMapping, body: string, status = 200) =>
    (await ask({ template: { response }, reply: { status, body } })).answer;

  test('other statuses where the profile lists them', async () => {
    const response: ResponseMapping = {
      ...OK,
      answers: [200, 422],
      refused: '$status = 422',
      reason: 'errors.text',
    };
    deepEqual(await read(response, '{"errors":[{"text":"not\\u0000 CMS"}]}', 422), {
      kind: 'refused-input',
      reason: 'the endpoint refuses this input: not CMS',
    });
    const other = await read(response, '{"ok":true}', 201);
    ok(other.kind === 'silent' && other.cause === 'protocol');
    match(other.reason, /HTTP 201 for verify: \{"ok":true\}; .*compare version and dialect/);
  });

  test('words of EN 319 102-1, in the spellings that are met', async () => {
    const response: ResponseMapping = { type: 'json', indication: 'result', subIndication: 'why' };
    for (const [result, why, said] of [
      ['TOTAL-PASSED', undefined, 'passed'],
      ['TOTAL_FAILED', 'HASH_FAILURE', 'failed'],
      ['indeterminate', 'no-poe', 'indeterminate'],
    ] as const) {
      const answer = await read(response, JSON.stringify({ result, why }));
      ok(answer.kind === 'verdict', JSON.stringify(answer));
      equal(answer.said, said);
    }
    for (const body of [
      '{"result":"VALID"}',
      '{"result":"TOTAL_FAILED","why":"BAD"}',
      '{"result":true}',
      '{}',
    ]) {
      const answer = await read(response, body);
      ok(answer.kind === 'silent' && answer.cause === 'protocol', JSON.stringify(answer));
    }
  });

  test('a bare yes or no', async () => {
    const response: ResponseMapping = {
      type: 'json',
      verdict: {
        expression: '$',
        values: [
          { is: true, said: 'passed' },
          { is: false, said: 'not-passed' },
        ],
      },
    };
    equal((await read(response, 'true')).kind, 'verdict');
    deepEqual(await read(response, 'false'), { kind: 'verdict', said: 'not-passed', subIndication: null });
    for (const body of ['"true"', '1', 'null', '[true]', '[true,true]', '{"valid":true}']) {
      const answer = await read(response, body);
      ok(answer.kind === 'silent', `${body}: ${JSON.stringify(answer)}`);
    }
  });

  test('what says neither yes nor no where one of them is wanted', async () => {
    const answer = await read({ ...OK, refused: 'error' }, '{"error":"bad","ok":true}');
    ok(answer.kind === 'silent');
    match(
      answer.reason,
      /response\/refused of the profile \(error\) is neither true nor false, it leads to "bad"/,
    );
  });

  test('a signature that is the body', async () => {
    const bytes = Buffer.from([0x30, 0x80, 0xff, 0x00]);
    const response: ResponseMapping = { type: 'json', signature: { from: 'body' } };
    const { answer } = await ask({ template: { response }, question: SIGN_QUESTION, reply: { body: bytes } });
    deepEqual(answer, { kind: 'signed', madeBy: 'endpoint', signature: bytes });
    const empty = await ask({ template: { response }, question: SIGN_QUESTION, reply: { body: '' } });
    equal(empty.answer.kind, 'silent');
  });

  test('no signature where the profile does not say where it is', async () => {
    const { answer } = await ask({ template: { response: { type: 'json' } }, question: SIGN_QUESTION });
    ok(answer.kind === 'silent');
    match(answer.reason, /response\.signature is not in the profile/);
  });
});

test('the canary is what the profile says', async () => {
  const { link } = await ask({ template: {}, reply: { body: 'UP' } });
  equal(await http.canary(link), true);
  const { link: down } = await ask({ template: {}, reply: { body: 'DOWN' } });
  equal(await http.canary(down), false);
  const { link: gone } = await ask({ template: {}, reply: { status: 404, body: 'UP' } });
  equal(await http.canary(gone), false);
});
