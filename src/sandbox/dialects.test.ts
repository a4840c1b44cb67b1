import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { suiteById } from '../crypto/suites';
import { mintCase } from '../forge/cases/registry';
import type { Answer } from '../model/answer';
import type { Product } from '../model/claim';
import type { StateCode } from '../model/profile';
import { requirePeer } from '../testing/peers';
import { DOCUMENT, forged, openSandbox, type SandboxClient } from '../testing/sandbox-client';
import { SANDBOX_ORDER, SANDBOX_PROFILES } from '../testing/sandbox-profiles';

const AT = String(Date.parse(SANDBOX_ORDER.instant) / 1000);

let sandbox: SandboxClient;
let folder: string;

before(async () => {
  sandbox = await openSandbox();
  folder = mkdtempSync(join(tmpdir(), 'tamga-dialects-'));
});

after(() => {
  sandbox.close();
  rmSync(folder, { recursive: true });
});

const TIME_STAMPED: Product = {
  format: 'CAdES',
  level: 'B-T',
  packaging: 'attached',
  suite: 'ecdsa-p256-sha256',
};

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
      const signature = await sandbox.sign(code, product);
      deepEqual(await sandbox.verify('TR', product, signature, content), PASSED);
      deepEqual(await sandbox.verify('KZ', product, signature, content), PASSED);
      if (content === null) return;
      const other = Buffer.concat([DOCUMENT, Buffer.from(' ')]);
      deepEqual(await sandbox.verify('TR', product, signature, other), {
        kind: 'verdict',
        said: 'failed',
        subIndication: 'HASH_FAILURE',
      });
      deepEqual(await sandbox.verify('KZ', product, signature, other), {
        kind: 'verdict',
        said: 'not-passed',
        subIndication: null,
      });
    });

    // National suites are judged where forge and referee meet their peers.
    if (suiteById(suite)?.gost !== null) continue;

    test(`${name} verifies in OpenSSL`, async (t: TestContext) => {
      if (!requirePeer('openssl', t)) return;
      const signature = await sandbox.sign(code, product);
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

test('the same seed signs the same bytes, in another sandbox too', async () => {
  const again = await openSandbox();
  try {
    for (const code of ['KZ', 'TR']) {
      deepEqual(await sandbox.sign(code, TIME_STAMPED), await again.sign(code, TIME_STAMPED));
    }
  } finally {
    again.close();
  }
});

test('a verifier that ignores time-stamps departs from one that takes them, and from nothing else', async () => {
  const product = TIME_STAMPED;
  const ask = async (id: string, code: StateCode) => {
    const made = await mintCase(id, { state: forged('TR'), product, document: DOCUMENT });
    return sandbox.verify(code, product, made.signature, made.content);
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
  for (const [code, file, reason] of [
    ['TR', Buffer.from('no signature at all'), /HTTP 500: /],
    ['TR', Buffer.from('<xml/>'), /no signature/],
    ['TR', Buffer.from('30800609', 'hex'), /HTTP 500: /],
    ['KZ', Buffer.from('no signature at all'), /HTTP 400: /],
    ['KZ', Buffer.from('30800609', 'hex'), /HTTP 400: /],
  ] as const) {
    test(`${code}: ${file.toString('latin1')}`, async () => {
      const answer = await sandbox.verify(code, TIME_STAMPED, file, null);
      ok(answer.kind === 'refused-input', JSON.stringify(answer));
      match(answer.reason, reason);
    });
  }

  test('and the canaries are answered', async () => {
    for (const { code } of SANDBOX_PROFILES) {
      equal(await sandbox.canary(code), true, code);
    }
  });
});
