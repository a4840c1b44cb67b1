import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Driver, Link, SignQuestion, VerifyQuestion } from '../drivers/driver';
import { driverFor } from '../drivers/registry';
import { mintCase } from '../forge/cases/registry';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import { mintState } from '../forge/pki';
import type { Answer } from '../model/answer';
import type { Product } from '../model/claim';
import type { StateCode } from '../model/profile';
import { createHttp, type HttpClient } from '../net/client';
import { requirePeer } from '../testing/peers';
import { profileOf, SANDBOX_ORDER, SANDBOX_PROFILES } from '../testing/sandbox-profiles';
import { type RunningStates, startStates } from './states';

const DOCUMENT = Buffer.from('Договор · Müqavilə · Sözleşme\n', 'utf8');
const AT = String(Date.parse(SANDBOX_ORDER.instant) / 1000);

let states: RunningStates;
let folder: string;
const clients: HttpClient[] = [];

before(async () => {
  states = await startStates(SANDBOX_ORDER);
  folder = mkdtempSync(join(tmpdir(), 'tamga-dialects-'));
});

after(() => {
  for (const client of clients) client.close();
  states.close();
  rmSync(folder, { recursive: true });
});

function forged(code: StateCode) {
  return mintState(
    SANDBOX_ORDER.seed,
    new Date(SANDBOX_ORDER.instant),
    code,
    profileOf(code).certificateProfile,
  );
}

function open(
  code: StateCode,
  running: RunningStates = states,
): { readonly driver: Driver; readonly link: Link } {
  const endpoint = profileOf(code).endpoints.verify;
  ok(endpoint !== undefined);
  const hosts = new Map(Object.entries(running.ports));
  const http = createHttp({ baseUrl: endpoint.url, timeoutMs: 20_000, hosts });
  clients.push(http);
  const key = Buffer.from(pkcs12(forged(code), 'ecdsa-p256-sha256')).toString('base64');
  const options: Readonly<Record<string, string>> = { key, password: PKCS12_PASSWORD };
  const needsKey = endpoint.dialect === 'ncanode-v3';
  return {
    driver: driverFor(endpoint.dialect),
    link: { endpoint, http, option: (name) => (needsKey ? options[name] : undefined) },
  };
}

async function sign(code: StateCode, product: Product, running?: RunningStates): Promise<Uint8Array> {
  const { driver, link } = open(code, running);
  const question: SignQuestion = {
    ...product,
    document: DOCUMENT,
    documentName: 'contract.txt',
    signingTime: '2026-09-01T11:00:00Z',
  };
  const answer = await driver.sign?.(link, question);
  ok(answer?.kind === 'signed', JSON.stringify(answer));
  return answer.signature;
}

function verify(code: StateCode, product: Product, signature: Uint8Array, content: Uint8Array | null) {
  const { driver, link } = open(code);
  const question: VerifyQuestion = {
    ...product,
    signature,
    signatureName: 'contract.p7s',
    content: content && { bytes: content, name: 'contract.txt' },
    validationTime: SANDBOX_ORDER.instant,
  };
  const answer = driver.verify?.(link, question);
  ok(answer !== undefined);
  return answer;
}

const PASSED: Answer = { kind: 'verdict', said: 'passed', subIndication: null };

const PRODUCTS: readonly (Product & { readonly code: StateCode })[] = SANDBOX_PROFILES.flatMap(
  ({ code, claims }) =>
    claims.flatMap(({ format, levels, packagings, suites }) =>
      levels.flatMap((level) =>
        packagings.flatMap((packaging) => suites.map((suite) => ({ code, format, level, packaging, suite }))),
      ),
    ),
);

describe('what an endpoint signs', () => {
  for (const product of PRODUCTS) {
    const { code, format, level, packaging, suite } = product;
    const name = [code, format, level, packaging, suite].join('/');
    const content = packaging === 'detached' ? DOCUMENT : null;

    test(`${name} passes at both dialects, and not with other content`, async () => {
      const signature = await sign(code, product);
      deepEqual(await verify('TR', product, signature, content), PASSED);
      deepEqual(await verify('KZ', product, signature, content), PASSED);
      if (content === null) return;
      const other = Buffer.concat([DOCUMENT, Buffer.from(' ')]);
      deepEqual(await verify('TR', product, signature, other), {
        kind: 'verdict',
        said: 'failed',
        subIndication: 'HASH_FAILURE',
      });
      deepEqual(await verify('KZ', product, signature, other), {
        kind: 'verdict',
        said: 'not-passed',
        subIndication: null,
      });
    });

    test(`${name} verifies in OpenSSL`, async (t: TestContext) => {
      if (!requirePeer('openssl', t)) return;
      const signature = await sign(code, product);
      const said = opensslVerify(code, format === 'CAdES', signature, content);
      match(said, /(CAdES|CMS) Verification successful/);
    });
  }
});

function opensslVerify(
  code: StateCode,
  cades: boolean,
  signature: Uint8Array,
  content: Uint8Array | null,
): string {
  const root = join(folder, `${code}.pem`);
  execFileSync('openssl', ['x509', '-inform', 'der', '-out', root], {
    input: forged(code).root.certificate,
  });
  const file = join(folder, 'signature.p7s');
  const document = join(folder, 'document');
  writeFileSync(file, signature);
  writeFileSync(document, DOCUMENT);
  const { stderr } = spawnSync(
    'openssl',
    // biome-ignore format: one option a word
    ['cms', '-verify', ...(cades ? ['-cades'] : []), '-binary', '-inform', 'der', '-in', file, '-CAfile', root,
      '-purpose', 'any', '-attime', AT, ...(content === null ? [] : ['-content', document]), '-out', '/dev/null'],
    { encoding: 'utf8' },
  );
  return stderr;
}

test('the same seed signs the same bytes, in another process too', async () => {
  const again = await startStates(SANDBOX_ORDER);
  try {
    const product = {
      format: 'CAdES',
      level: 'B-T',
      packaging: 'attached',
      suite: 'ecdsa-p256-sha256',
    } as const;
    for (const code of ['KZ', 'TR']) {
      deepEqual(await sign(code, product), await sign(code, product, again));
    }
  } finally {
    again.close();
  }
});

test('a verifier that ignores time-stamps departs from one that takes them, and from nothing else', async () => {
  const product = {
    format: 'CAdES',
    level: 'B-T',
    packaging: 'attached',
    suite: 'ecdsa-p256-sha256',
  } as const;
  const ask = async (id: string, code: StateCode) => {
    const made = await mintCase(id, { state: forged('TR'), product, document: DOCUMENT });
    return verify(code, product, made.signature, made.content);
  };
  deepEqual(await ask('before-revocation', 'TR'), PASSED);
  deepEqual(await ask('before-revocation', 'KG'), {
    kind: 'verdict',
    said: 'indeterminate',
    subIndication: 'REVOKED_NO_POE',
  });
  deepEqual(await ask('good-forged', 'KG'), PASSED);
});

describe('what cannot be read is refused in the words of the dialect', () => {
  const product = {
    format: 'CAdES',
    level: 'B-B',
    packaging: 'attached',
    suite: 'ecdsa-p256-sha256',
  } as const;
  for (const [code, file, reason] of [
    ['TR', Buffer.from('no signature at all'), /HTTP 500: /],
    ['TR', Buffer.from('<xml/>'), /no signature/],
    ['TR', Buffer.from('30800609', 'hex'), /HTTP 500: /],
    ['KZ', Buffer.from('no signature at all'), /HTTP 400: /],
    ['KZ', Buffer.from('30800609', 'hex'), /HTTP 400: /],
  ] as const) {
    test(`${code}: ${file.toString('latin1')}`, async () => {
      const answer = await verify(code, product, file, null);
      ok(answer.kind === 'refused-input', JSON.stringify(answer));
      match(answer.reason, reason);
    });
  }

  test('and the canaries are answered', async () => {
    for (const { code } of SANDBOX_PROFILES) {
      const { driver, link } = open(code);
      equal(await driver.canary(link), true, code);
    }
  });
});

describe('the wire', () => {
  async function posted(code: StateCode, path: string, body: unknown) {
    const reply = await fetch(`http://127.0.0.1:${states.ports[code.toLowerCase()]}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
  }

  test('ncanode-v3: a wrong password', async () => {
    const key = Buffer.from(pkcs12(forged('KZ'), 'ecdsa-p256-sha256')).toString('base64');
    const signers = [{ key, password: 'wrong' }];
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
    const product = {
      format: 'CAdES',
      level: 'B-T',
      packaging: 'attached',
      suite: 'ecdsa-p256-sha256',
    } as const;
    const cms = Buffer.from(await sign('KZ', product)).toString('base64');
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
      'server-signing/sign/ecdsa-p256-sha256/SHA512',
      { bytes: 'YQ==' },
      /SHA512/,
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
