import { deepEqual, equal, match } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StateCode } from '../model/profile';
import { openSandbox, type SandboxClient, testKey } from '../testing/sandbox-client';

let sandbox: SandboxClient;

before(async () => {
  sandbox = await openSandbox();
});

after(() => sandbox.close());

describe('the wire', () => {
  async function posted(code: StateCode, path: string, body: unknown) {
    const reply = await fetch(`http://127.0.0.1:${sandbox.ports[code.toLowerCase()]}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
  }

  test('ncanode-v3: a wrong password', async () => {
    const signers = [{ key: testKey('KZ'), password: 'wrong' }];
    deepEqual(await posted('KZ', 'cms/sign', { data: 'YQ==', signers, detached: false }), {
      status: 500,
      type: 'application/json',
      text: '{"status":500,"message":"signers[0]: Key reading error: Password incorrect."}',
    });
  });

  test('ncanode-v3: half a JSON', async () => {
    const { status, text } = await posted('KZ', 'cms/verify', '{"cms":');
    equal(status, 400);
    match(text, /^\{"status":400,"message":"a body that is not JSON/);
  });

  test('ncanode-v3: a reply names certificate and time-stamp', async () => {
    const cms = Buffer.from(
      await sandbox.sign('KZ', {
        format: 'CAdES',
        level: 'B-T',
        packaging: 'attached',
        suite: 'ecdsa-p256-sha256',
      }),
    ).toString('base64');
    const { text } = await posted('KZ', 'cms/verify', { cms, revocationCheck: ['OCSP', 'CRL'] });
    const { valid, signers } = JSON.parse(text);
    equal(valid, true);
    equal(signers.length, 1);
    const [{ certificates, tsp }] = signers;
    equal(certificates.length, 1);
    equal(certificates[0].valid, true);
    equal(certificates[0].subject.iin, '000000000000');
    equal(certificates[0].subject.country, 'KZ');
    equal(certificates[0].notBefore, '2025-09-01T12:00:00.000+00:00');
    equal(tsp.genTime, '2026-09-01T12:00:00.000+00:00');
    equal(tsp.tspHashAlgorithm, 'SHA256');
    equal(tsp.policy, '1.2.398.3.3.2.6.4');
  });

  for (const [what, path, body, words] of [
    [
      'an unknown alias',
      'server-signing/sign/nobody/SHA256',
      { bytes: 'YQ==' },
      /alias 'nobody' does not exist/,
    ],
    [
      'a digest that does not fit',
      'server-signing/sign/ecdsa-p256-sha256/SHA224',
      { bytes: 'YQ==' },
      /SHA224/,
    ],
    ['no parameters', 'signature/one-document/getDataToSign', {}, /signingCertificate/],
    ['half a JSON', 'validation/validateSignature', '{"signedDocument":', /not JSON/],
    [
      'a digest in place of the document',
      'validation/validateSignature',
      {
        signedDocument: { bytes: 'YQ==' },
        originalDocuments: [{ bytes: 'YQ==', digestAlgorithm: 'SHA256' }],
      },
      /Digest documents are not supported/,
    ],
  ] as const) {
    test(`dss-rest: ${what} is 500 with a sentence`, async () => {
      const { status, type, text } = await posted('TR', `services/rest/${path}`, body);
      deepEqual([status, type], [500, 'text/plain; charset=utf-8']);
      match(text, words);
    });
  }

  test('a body over the limit is not read', async () => {
    equal((await posted('KZ', 'cms/verify', 'x'.repeat(16 * 1024 * 1024 + 1))).status, 413);
  });
});
