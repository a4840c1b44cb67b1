/** What a described interface is asked; how replies are read is in declared-response.test.ts, the wire in contract.test.ts. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BodyTemplate, HttpTemplate } from '../model/mapping';
import type { VerifyQuestion } from './driver';
import { SIGN_QUESTION, VERIFY_QUESTION } from './testing-contract';
import { askDescribed, type Given } from './testing-described';

const DETACHED: VerifyQuestion = {
  ...VERIFY_QUESTION,
  signatureName: 'case-revoked.P7S',
  content: { bytes: Buffer.from('content ü'), name: 'revoked\r\n"x".txt' },
  packaging: 'detached',
};

async function bodyOf(body: BodyTemplate, given: Omit<Given, 'template'> = {}) {
  const { sent } = await askDescribed({ ...given, template: { body } });
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
    const { sent } = await askDescribed({
      template: { body: { kind: 'multipart', parts } },
      question: DETACHED,
    });
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
    const { sent } = await askDescribed({
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
    const { sent } = await askDescribed({
      template: { words, body, response: { type: 'text', signature: { from: 'body' } } },
      question: SIGN_QUESTION,
    });
    equal(Buffer.from(sent[0]?.body?.bytes ?? []).toString(), 'cms baseline attached ES256');
    for (const [change, reason] of [
      [{ format: 'JAdES' }, 'http: the profile has no word for the format JAdES'],
      [{ level: 'B-T' }, 'http: the profile has no word for the level B-T'],
      [{ suite: 'constructor' }, 'http: the profile has no word for the suite constructor'],
    ] as const) {
      const asked = await askDescribed({
        template: { words, body },
        question: { ...SIGN_QUESTION, ...change },
      });
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
      const { answer, sent } = await askDescribed({ template: { body }, question: DETACHED });
      equal(answer.kind, 'unsupported');
      deepEqual(sent, []);
    }
  });
});
