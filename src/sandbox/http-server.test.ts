/** The in-house service behind the dialects http and cli: its words, its numbers, HTTP 200 whatever it says. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { DOCUMENT, P256, startDialect } from './testing-dialect';

async function call(url: string, body: unknown): Promise<{ status: number; said: Record<string, unknown> }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', body: text });
  return { status: response.status, said: JSON.parse(await response.text()) };
}

test('a number for each outcome', async (t) => {
  const { url, forged } = await startDialect(t, 'http', {}, '/service/');
  const minted = (id: string) => mintCase(id, { state: forged, product: P256, document: DOCUMENT }).signature;
  for (const [id, valid, code] of [
    ['good-forged', true, 0],
    ['two-signatures', true, 0],
    ['one-of-two-broken', false, 100],
    ['signature-value', false, 100],
    ['untrusted', false, 200],
    ['revoked', false, 200],
  ] as const) {
    const file = minted(id);
    const { status, said } = await call(`${url}verify`, { file: Buffer.from(file).toString('base64') });
    equal(status, 200);
    deepEqual(said, {
      valid,
      code,
      message: valid ? 'OK' : 'NOT OK',
      fileHash: createHash('sha256').update(file).digest('hex'),
    });
  }
});

test('what it cannot read, and what it does not do', async (t) => {
  const { url } = await startDialect(t, 'http', {}, '/service/');
  const document = DOCUMENT.toString('base64');
  const order = {
    document,
    documentName: 'a.txt',
    format: 'cades',
    level: 'b-b',
    packaging: 'attached',
    algorithm: P256.suite,
  };
  for (const [path, body, code, message] of [
    ['verify', 'no JSON', 400, /not JSON/],
    ['verify', {}, 400, /file is not a string/],
    ['verify', { file: 'not base64!' }, 400, /file is not base64/],
    ['verify', { file: document }, 400, /./],
    ['verify', { file: document, at: 'yesterday' }, 400, /at is no instant/],
    ['sign', { ...order, algorithm: 'rsa-pkcs1-sha1' }, 415, /no key for rsa-pkcs1-sha1/],
    ['sign', { ...order, format: 'CAdES' }, 415, /no format CAdES/],
    ['sign', { ...order, level: 'b-x' }, 415, /no level b-x/],
    ['sign', { ...order, document: undefined }, 400, /document is not a string/],
  ] as const) {
    const { status, said } = await call(`${url}${path}`, body);
    equal(status, 200);
    equal(said['valid'], false);
    equal(said['code'], code, JSON.stringify(said));
    match(String(said['message']), message);
  }
  const { said } = await call(`${url}sign`, order);
  equal(said['code'], 0);
});

test('the client of the command finds it below cli/', async (t) => {
  const { url } = await startDialect(t, 'cli');
  const response = await fetch(`${url}cli/health`);
  deepEqual(await response.json(), { status: 'UP' });
});
