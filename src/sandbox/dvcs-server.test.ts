import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readResponse } from '../drivers/dvcs-receipt';
import { dvcsRequest } from '../drivers/dvcs-request';
import { mintCase } from '../forge/cases/registry';
import { dvcsIdentity } from '../forge/dvcs';
import type { Answer } from '../model/answer';
import { requirePeer } from '../testing/peers';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { type DialectState, DOCUMENT, P256, startDialect } from './testing-dialect';

async function verify(
  { driver, link }: DialectState,
  signature: Uint8Array,
  content: Uint8Array | null = null,
): Promise<Answer | undefined> {
  return driver.verify?.(link, {
    ...P256,
    signature,
    signatureName: 'contract.p7s',
    content: content && { bytes: content, name: 'contract.txt' },
    validationTime: SANDBOX_ORDER.instant,
  });
}

async function minted({ forged }: DialectState, id: string): Promise<Uint8Array> {
  return (await mintCase(id, { state: forged, product: P256, document: DOCUMENT })).signature;
}

test('a receipt grants, rejects, or is not given', async (t) => {
  const state = await startDialect(t, 'dvcs', {}, '/dvcs/');
  const verdict = (said: string) => ({ kind: 'verdict', said, subIndication: null });
  deepEqual(await verify(state, await minted(state, 'good-forged')), verdict('passed'));
  deepEqual(await verify(state, await minted(state, 'revoked')), verdict('not-passed'));
  deepEqual(await verify(state, Buffer.from('no signature')), verdict('not-passed'));
  equal((await verify(state, await minted(state, 'good-forged'), DOCUMENT))?.kind, 'unsupported');
  equal(await state.driver.canary(state.link), true);
});

test('the profile may name the certificate that signs receipts', async (t) => {
  const own = await startDialect(t, 'dvcs');
  const signature = await minted(own, 'good-forged');
  const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
  const pinned = (certificate: string): DialectState => ({
    ...own,
    link: { ...own.link, option: (name) => (name === 'certificate' ? certificate : undefined) },
  });
  const { certificate } = dvcsIdentity(own.forged);
  equal((await verify(pinned(base64(certificate)), signature))?.kind, 'verdict');
  const other = await verify(pinned(base64(own.forged.root.certificate)), signature);
  ok(other?.kind === 'silent', JSON.stringify(other));
  match(other.reason, /not that of the certificate of the server/);
});

test('receipts for possession, by the document or its digest, and none for certificates', async (t) => {
  const { url } = await startDialect(t, 'dvcs');
  const ask = async (body: Uint8Array) => {
    const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/dvcs' }, body });
    return readResponse(new Uint8Array(await reply.arrayBuffer()));
  };
  for (const service of ['cpd', 'ccpd'] as const) {
    const answer = await ask(dvcsRequest(service, DOCUMENT, SANDBOX_ORDER.instant).bytes);
    ok(answer.kind === 'receipt');
    equal(answer.status?.status, 0);
  }
  const garbage = await ask(Buffer.from('3000', 'hex'));
  ok(garbage.kind === 'error');
  match(garbage.status.text, /^Невозможно проверить /);
});

test('OpenSSL verifies a receipt', async (t) => {
  if (!requirePeer('openssl', t)) return;
  const state = await startDialect(t, 'dvcs');
  const folder = mkdtempSync(join(tmpdir(), 'tamga-dvcs-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { bytes } = dvcsRequest('cpd', DOCUMENT, SANDBOX_ORDER.instant);
  const reply = await state.link.http.send({
    method: 'POST',
    path: '',
    body: { type: 'application/dvcs', bytes },
  });
  ok(reply.kind === 'reply');
  const file = join(folder, 'receipt.der');
  const root = join(folder, 'root.pem');
  writeFileSync(file, reply.bytes);
  execFileSync('openssl', ['x509', '-inform', 'der', '-out', root], { input: state.forged.root.certificate });
  const at = String(Date.parse(SANDBOX_ORDER.instant) / 1000);
  const content = execFileSync(
    'openssl',
    // biome-ignore format: one option a word
    ['cms', '-verify', '-binary', '-inform', 'der', '-in', file, '-CAfile', root, '-purpose', 'any', '-attime', at],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const receipt = readResponse(reply.bytes);
  ok(receipt.kind === 'receipt');
  deepEqual(content, Buffer.from(receipt.signed.content));
});
