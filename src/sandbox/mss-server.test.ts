import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Product } from '../model/claim';
import { validate } from '../referee/validate';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { openCms } from './cms-surgery';
import { MSISDN_PREFIX } from './mss-server';
import { MSS_PROVIDER } from './test-secrets';
import { type DialectState, DOCUMENT, P256, startDialect } from './testing-dialect';

const OPTIONS = {
  apId: MSS_PROVIDER.id,
  apPassword: MSS_PROVIDER.password,
  msisdn: `${MSISDN_PREFIX}00`,
  'msisdn.rsa-pkcs1-sha256': `${MSISDN_PREFIX}02`,
  pollMs: '1',
};

function sign(state: DialectState, product: Product, options: Readonly<Record<string, string>> = {}) {
  const { driver, link } = state;
  return driver.sign?.(
    { ...link, option: (name) => ({ ...OPTIONS, ...options })[name] },
    { ...product, document: DOCUMENT, documentName: 'contract.txt', signingTime: SANDBOX_ORDER.instant },
  );
}

/** Whether signature and signed data agree: chains are the verifiers' matter, and this dialect has none. */
async function intact(state: DialectState, signature: Uint8Array, content: Uint8Array | null) {
  const report = validate({
    file: signature,
    contents: content === null ? [] : [{ name: null, bytes: [content] }],
    context: {
      currentTime: new Date(SANDBOX_ORDER.instant),
      anchors: [state.forged.root.certificate],
      material: { certificates: [], crls: [], ocspResponses: [] },
      algorithms: { id: 'test', digests: { sha256: null }, keys: {} },
      timeModel: 'now',
    },
  });
  return report.signatures.map((one) => one.intact);
}

test('signs at once and by polling, with the key of the number', async (t) => {
  const state = await startDialect(t, 'mss', OPTIONS);
  for (const [suite, mode] of [
    ['ecdsa-p256-sha256', 'synch'],
    ['rsa-pkcs1-sha256', 'asynchClientServer'],
  ] as const) {
    const signed = await sign(state, { ...P256, suite }, { mode });
    ok(signed?.kind === 'signed', JSON.stringify(signed));
    equal(signed.madeBy, 'endpoint');
    deepEqual(await intact(state, signed.signature, null), [true], suite);
    deepEqual(Buffer.from(openCms(signed.signature).content ?? []), DOCUMENT);
  }
  const envelopes = state.sent.map(({ bytes }) => Buffer.from(bytes).toString());
  equal(envelopes.filter((one) => one.includes('MSS_SignatureReq')).length, 2);
  equal(envelopes.filter((one) => one.includes('MSS_StatusReq')).length, 2);
  equal(await state.driver.canary({ ...state.link, option: (name) => ({ ...OPTIONS })[name] }), true);
});

test('a raw value is put together by the harness', async (t) => {
  const state = await startDialect(t, 'mss', OPTIONS);
  const identity = state.forged.signer('ecdsa-p256-sha256');
  const base64 = (der: Uint8Array | undefined) => Buffer.from(der ?? []).toString('base64');
  const raw = { value: 'raw', certificate: base64(identity.certificate), issuer: base64(identity.chain[0]) };
  const signed = await sign(state, { ...P256, packaging: 'detached' }, raw);
  ok(signed?.kind === 'signed', JSON.stringify(signed));
  equal(signed.madeBy, 'assembled');
  deepEqual(await intact(state, signed.signature, DOCUMENT), [true]);
  deepEqual(await intact(state, signed.signature, Buffer.from('other')), [false]);
});

for (const [what, options, kind, reason] of [
  ['a wrong password', { apPassword: 'wrong' }, 'silent', /status 104.*check apId and apPassword/],
  ['an unknown number', { msisdn: '1' }, 'silent', /status 105.*no telephone 1.*msisdn/],
  ['an unknown format', { mssFormat: 'urn:nothing' }, 'unsupported', /status 109/],
  [
    'nobody at the telephone',
    { mode: 'asynchClientServer', polls: '1' },
    'silent',
    /not signed after 1 status/,
  ],
] as const) {
  test(`refused: ${what}`, async (t) => {
    const state = await startDialect(t, 'mss', OPTIONS);
    const answer = await sign(state, P256, options);
    ok(answer !== undefined && 'reason' in answer, JSON.stringify(answer));
    equal(answer.kind, kind);
    match(answer.reason, reason);
  });
}
