/** Programs that we did not write, and our own, as verifiers of a state: the endpoints that docs/dialects.md shows. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { crl } from '../forge/revocation';
import { pem } from '../forge/testing-openssl';
import type { Answer, SignAnswer } from '../model/answer';
import type { Product } from '../model/claim';
import { packageRoot } from '../model/package-root';
import { requirePeer } from '../testing/peers';
import { DOCUMENT, forged } from '../testing/sandbox-client';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { askCommand } from './testing-command';
import { documentedEndpoint } from './testing-documents';

const STATE = forged('TR');
const SUITE = 'ecdsa-p256-sha256';
const CADES: Product = { format: 'CAdES', level: 'B-B', packaging: 'attached', suite: SUITE };
const DETACHED: Product = { ...CADES, packaging: 'detached' };
const XADES: Product = { format: 'XAdES', level: 'B-B', packaging: 'enveloped', suite: SUITE };
const XML = Buffer.from('<document xmlns="urn:tamga:test">signed</document>');

/** Of the profiles: anchors and revocation data lie beside them. */
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamga-cli-tools-'));
  mkdirSync(join(folder, 'trust'));
  mkdirSync(join(folder, 'material'));
  writeFileSync(join(folder, 'trust', 'root.pem'), pem(STATE.root.certificate));
  writeFileSync(join(folder, 'material', 'issuing.crl'), crl(STATE, 'issuing'));
  writeFileSync(join(folder, 'material', 'root.crl'), crl(STATE, 'root'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

interface Put {
  readonly product: Product;
  readonly signature: Uint8Array;
  readonly content: Uint8Array | null;
}

function good(product: Product, document: Uint8Array = DOCUMENT): Put {
  const made = mintCase('good-forged', { state: STATE, product, document });
  return { product, signature: made.signature, content: product.packaging === 'detached' ? document : null };
}

/** One bit of the signed bytes is another: in the middle of what was signed, so that the form stays. */
function altered(put: Put, text: string): Put {
  const signature = Buffer.from(put.signature);
  const at = signature.indexOf(text);
  ok(at >= 0, `no ${text} in the signature`);
  signature.writeUInt8(signature.readUInt8(at) ^ 1, at);
  return { ...put, signature };
}

async function ask(host: string, { product, signature, content }: Put): Promise<Answer | SignAnswer> {
  const { cli, timeoutMs } = documentedEndpoint('cli', host);
  ok(cli !== undefined);
  const { format, level, packaging } = product;
  const question = {
    signature,
    signatureName: format === 'XAdES' ? 'signed.xml' : 'signed.p7m',
    content: content && { bytes: content, name: 'contract.txt' },
    format,
    level,
    packaging,
    validationTime: SANDBOX_ORDER.instant,
  };
  return (await askCommand(cli, question, { folder, timeoutMs })).answer;
}

function said(answer: Answer | SignAnswer): string {
  return answer.kind === 'verdict'
    ? `${answer.said} ${answer.subIndication ?? ''}`.trim()
    : JSON.stringify(answer);
}

const ALTERED = 'Sözleşme';

test('OpenSSL takes what it should, and says no to the rest', async (t) => {
  if (!requirePeer('openssl', t)) return;
  equal(said(await ask('openssl', good(CADES))), 'passed');
  equal(said(await ask('openssl', altered(good(CADES), ALTERED))), 'not-passed');
  equal(said(await ask('openssl', good(DETACHED))), 'passed');
  const other = { ...good(DETACHED), content: Buffer.from('another document') };
  equal(said(await ask('openssl', other)), 'not-passed');
  const stranger = mintCase('untrusted', { state: STATE, product: CADES, document: DOCUMENT });
  equal(
    said(await ask('openssl', { product: CADES, signature: stranger.signature, content: null })),
    'not-passed',
  );
});

test('OpenSSL refuses what is no CMS, in its own words, and is not asked for XAdES', async (t) => {
  if (!requirePeer('openssl', t)) return;
  deepEqual(await ask('openssl', { product: CADES, signature: Buffer.from('no signature'), content: null }), {
    kind: 'refused-input',
    reason: 'the endpoint refuses this input: Error reading SMIME Content Info',
  });
  deepEqual(await ask('openssl', good(XADES, XML)), {
    kind: 'unsupported',
    reason: 'cli: the profile has no word for the format XAdES',
  });
});

test('xmlsec1 says yes or no', async (t) => {
  if (!requirePeer('xmlsec1', t)) return;
  equal(said(await ask('xmlsec1', good(XADES, XML))), 'passed');
  equal(said(await ask('xmlsec1', altered(good(XADES, XML), 'signed'))), 'not-passed');
});

test('tamga validate says why', async (t) => {
  if (!builtProgram(t)) return;
  equal(said(await ask('tamga', good(CADES))), 'passed');
  equal(said(await ask('tamga', altered(good(CADES), ALTERED))), 'failed HASH_FAILURE');
  equal(said(await ask('tamga', good(DETACHED))), 'passed');
  const stranger = mintCase('untrusted', { state: STATE, product: CADES, document: DOCUMENT });
  const untrusted = { product: CADES, signature: stranger.signature, content: null };
  equal(said(await ask('tamga', untrusted)), 'indeterminate NO_CERTIFICATE_CHAIN_FOUND');
  const nothing = await ask('tamga', {
    product: CADES,
    signature: Buffer.from('no signature'),
    content: null,
  });
  equal(nothing.kind, 'refused-input', JSON.stringify(nothing));
});

/** The program runs as it is compiled. */
function builtProgram(t: TestContext): boolean {
  if (existsSync(join(packageRoot(), 'dist', 'src', 'cli', 'main.js'))) return true;
  if (process.env['TAMGA_REQUIRE_PEERS'] === '1') throw new Error('the program is required and not built');
  t.skip('the program is not built: npm run build');
  return false;
}
