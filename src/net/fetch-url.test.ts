import { equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { printable } from '../model/printable';
import { startTestServer } from '../testing/fault-server';
import { createFetcher } from './fetch-url';

describe('fetchUrl', () => {
  test('gets and posts to the host that a certificate names', async (t) => {
    const server = await startTestServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () =>
        response.end(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'} ${body}`),
      );
    });
    t.after(() => server.close());
    const fetcher = createFetcher({
      hosts: new Map([['kz', server.port]]),
      timeoutMs: 2000,
      reach: 'sandbox',
    });
    t.after(() => fetcher.close());
    const got = await fetcher.fetchUrl({ url: 'http://pki.kz.tamga.test/pki/issuing.crl' });
    ok(got.kind === 'reply');
    equal(Buffer.from(got.bytes).toString(), 'GET /pki/issuing.crl - ');
    const posted = await fetcher.fetchUrl({
      url: 'http://pki.kz.tamga.test/pki/ocsp',
      body: { type: 'application/ocsp-request', bytes: Buffer.from('asked') },
    });
    ok(posted.kind === 'reply');
    equal(Buffer.from(posted.bytes).toString(), 'POST /pki/ocsp application/ocsp-request asked');
  });

  for (const [url, reason] of [
    ['http://pki.tr.tamga.test/x', /no sandbox server answers for http:\/\/pki\.tr\.tamga\.test/],
    ['http://169.254.169.254/latest/meta-data', /outside the sandbox/],
    ['http://kz.tamga.test.evil.example/', /outside the sandbox/],
    ['ldap://directory.example/cn=x', /not an http or https URL/],
    ['not a url', /not an http or https URL/],
  ] as const) {
    test(`does not leave the sandbox for ${url}`, async () => {
      const fetcher = createFetcher({ hosts: new Map([['kz', 1]]), timeoutMs: 500, reach: 'sandbox' });
      const got = await fetcher.fetchUrl({ url });
      ok(got.kind === 'silent');
      match(got.reason, reason);
    });
  }
});

test('printable keeps one harmless line', () => {
  equal(printable('a\u0000b\nc\u202Ed  e'), 'a b c d e');
  equal(printable('x'.repeat(300)).length, 201);
});
