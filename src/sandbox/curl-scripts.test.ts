/** The scripts for curl drive the sandbox as the drivers do: what they print is what the drivers would read. */
import { equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { mintCase } from '../forge/cases/registry';
import { PKCS12_PASSWORD } from '../forge/pkcs12';
import { packageRoot } from '../model/package-root';
import { requirePeer } from '../testing/peers';
import { DOCUMENT, P256, startDialect } from './testing-dialect';

const CREDENTIAL = ['tr-ecdsa-p256-sha256', '1.2.840.10045.4.3.2'];

function fileIn(t: TestContext, name: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-curl-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

async function run(t: TestContext, script: string, words: readonly string[]): Promise<string | undefined> {
  if (!requirePeer('curl', t) || !requirePeer('openssl', t)) return undefined;
  const path = join(packageRoot(), 'deploy', 'curl', script);
  const env = { ...process.env, PIN: PKCS12_PASSWORD };
  const { stdout } = await promisify(execFile)('sh', [path, ...words], { env });
  return stdout;
}

test('siva.sh gets a report', async (t) => {
  const { url, forged } = await startDialect(t, 'siva');
  const made = await mintCase('good-forged', { state: forged, product: P256, document: DOCUMENT });
  const said = await run(t, 'siva.sh', [url, fileIn(t, 'contract.p7m', made.signature)]);
  if (said === undefined) return;
  const { validationReport } = JSON.parse(said);
  equal(validationReport.validationConclusion.signatures[0].indication, 'TOTAL-PASSED');
});

test('csc-v1.sh gets a value over the digest', async (t) => {
  const { url, forged } = await startDialect(t, 'csc-v1', {}, '/csc/v1/');
  const said = await run(t, 'csc-v1.sh', [url, ...CREDENTIAL, fileIn(t, 'contract.txt', DOCUMENT)]);
  if (said === undefined) return;
  const { publicKey } = new X509Certificate(forged.signer(P256.suite).certificate);
  ok(verify('sha256', DOCUMENT, publicKey, Buffer.from(said.trim(), 'base64')));
});

test('csc-v2.sh gets a signature', async (t) => {
  const { url } = await startDialect(t, 'csc-v2', {}, '/csc/v2/');
  const said = await run(t, 'csc-v2.sh', [url, ...CREDENTIAL, fileIn(t, 'contract.txt', DOCUMENT)]);
  if (said === undefined) return;
  ok(Buffer.from(said.trim(), 'base64').includes(DOCUMENT));
});

test('dvcs.sh gets a receipt', async (t) => {
  const { url } = await startDialect(t, 'dvcs', {}, '/dvcs/');
  const said = await run(t, 'dvcs.sh', [url, fileIn(t, 'contract.txt', DOCUMENT)]);
  if (said !== undefined) match(said, /pkcs7-signedData[\s\S]*id-smime-ct-DVCSResponseData/);
});
