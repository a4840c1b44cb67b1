/** The scripts for curl drive the sandbox as the drivers do: what they print is what the drivers would read. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { mintCase } from '../forge/cases/registry';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import { packageRoot } from '../model/package-root';
import { requirePeer } from '../testing/peers';
import { openCms } from './cms-surgery';
import { MSISDN_PREFIX } from './mss-server';
import { CDSAPI_PIN, MSS_PROVIDER, SIMA_MASTER_KEY } from './test-secrets';
import { DOCUMENT, P256, startDialect } from './testing-dialect';

const CREDENTIAL = ['tr-ecdsa-p256-sha256', '1.2.840.10045.4.3.2'];

function fileIn(t: TestContext, name: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-curl-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

/** What the sandbox takes as secrets, as the scripts read them. */
const SECRETS = {
  PIN: PKCS12_PASSWORD,
  PASSWORD: PKCS12_PASSWORD,
  AP_ID: MSS_PROVIDER.id,
  AP_PWD: MSS_PROVIDER.password,
  MASTER_KEY: SIMA_MASTER_KEY,
};

async function run(
  t: TestContext,
  script: string,
  words: readonly string[],
  secrets: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  if (!requirePeer('curl', t) || !requirePeer('openssl', t)) return undefined;
  const path = join(packageRoot(), 'deploy', 'curl', script);
  const env = { ...process.env, ...SECRETS, ...secrets };
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

test('e-imzo.sh gets a verdict on attached and detached signatures', async (t) => {
  const { url, forged } = await startDialect(t, 'e-imzo');
  for (const packaging of ['attached', 'detached'] as const) {
    const product = { ...P256, packaging };
    const made = await mintCase('good-forged', { state: forged, product, document: DOCUMENT });
    const content = packaging === 'detached' ? [fileIn(t, 'contract.txt', DOCUMENT)] : [];
    const said = await run(t, 'e-imzo.sh', [url, fileIn(t, 'contract.p7s', made.signature), ...content]);
    if (said === undefined) return;
    const { status, pkcs7Info } = JSON.parse(said);
    deepEqual([status, pkcs7Info.signers.length], [1, 1]);
  }
});

test('ncanode-v2.sh signs and has it verified', async (t) => {
  const { url, forged } = await startDialect(t, 'ncanode-v2');
  const store = fileIn(t, 'key.p12', pkcs12(forged, P256.suite));
  const said = await run(t, 'ncanode-v2.sh', [url, store, fileIn(t, 'contract.txt', DOCUMENT)]);
  if (said === undefined) return;
  const { status, result } = JSON.parse(said);
  deepEqual([status, result.signers[0].cert.valid], [0, true]);
});

test('cdsapi.sh gets a value over the digest', async (t) => {
  const { url, forged } = await startDialect(t, 'cdsapi', {}, '/api/');
  const words = [url, '10101199900000', fileIn(t, 'contract.txt', DOCUMENT)];
  const said = await run(t, 'cdsapi.sh', words, { PIN: CDSAPI_PIN });
  if (said === undefined) return;
  const { publicKey } = new X509Certificate(forged.signer(P256.suite).certificate);
  ok(verify('sha256', DOCUMENT, publicKey, Buffer.from(said.trim(), 'base64')));
});

test('mss.sh gets a CMS that holds the file', async (t) => {
  const { url } = await startDialect(t, 'mss');
  const file = fileIn(t, 'a & "b" <c>.txt', DOCUMENT);
  const said = await run(t, 'mss.sh', [url, `${MSISDN_PREFIX}00`, file]);
  if (said === undefined) return;
  deepEqual(Buffer.from(openCms(Buffer.from(said.trim(), 'base64')).content ?? []), DOCUMENT);
});

test('sima.sh makes a contract that the telephone takes, and one with another key that it does not', async (t) => {
  const { url } = await startDialect(t, 'sima-web2app');
  const words = [url, 'http://web2app.harness.tamga.test/', '0000000', fileIn(t, 'contract.pdf', DOCUMENT)];
  const said = await run(t, 'sima.sh', words);
  if (said === undefined) return;
  match(JSON.parse(said).errormessage, /^sign-document-error: nothing listens/);
  const refused = await run(t, 'sima.sh', words, { MASTER_KEY: 'another' });
  match(JSON.parse(refused ?? '{}').errormessage, /the signature of the contract is wrong/);
});

test('every script is run here', () => {
  const scripts = readdirSync(join(packageRoot(), 'deploy', 'curl'));
  const source = readFileSync(join(packageRoot(), 'src', 'sandbox', 'curl-scripts.test.ts'), 'utf8');
  deepEqual(
    scripts.filter((name) => !source.includes(`'${name}'`)),
    [],
  );
});
