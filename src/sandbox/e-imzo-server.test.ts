import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Link } from '../drivers/driver';
import { signCms } from '../forge/cms';
import type { Answer } from '../model/answer';
import type { Packaging, Product } from '../model/claim';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { isTimeStamped, openCms, withoutTimeStamps, writeCms } from './cms-surgery';
import { type DialectState, DOCUMENT, startDialect } from './testing-dialect';
import { CORE_NEGATIVES, saidOfCore, verify } from './testing-negatives';

const PLAIN: Product = { format: 'CMS', level: 'none', packaging: 'attached', suite: 'ecdsa-p256-sha256' };
const PASSED: Answer = { kind: 'verdict', said: 'passed', subIndication: null };
const CAPIWS = 'ws://capiws.tr.tamga.test/service/cryptapi';
const OPTIONS = { capiws: CAPIWS, certificate: 'DS-ecdsa-p256-sha256' };

function sign({ driver }: DialectState, link: Link, packaging: Packaging = 'attached') {
  return driver.sign?.(link, {
    ...PLAIN,
    packaging,
    document: DOCUMENT,
    documentName: 'contract.txt',
    signingTime: SANDBOX_ORDER.instant,
  });
}

test('the good passes, and what must not pass does not', async (t) => {
  const state = await startDialect(t, 'e-imzo', OPTIONS);
  for (const packaging of ['attached', 'detached'] as const) {
    const said = await saidOfCore(state, { ...PLAIN, format: 'CAdES', level: 'B-T', packaging });
    deepEqual(said, Object.fromEntries(CORE_NEGATIVES.map((id) => [id, 'not-passed'])));
  }
  const garbage = await verify(state, PLAIN, Buffer.from('no signature'), null);
  ok(garbage?.kind === 'refused-input', JSON.stringify(garbage));
  match(garbage.reason, /HTTP 400: /);
  equal(await state.driver.canary(state.link), true);
});

test('CAPIWS signs, the server stamps, both forms pass', async (t) => {
  const state = await startDialect(t, 'e-imzo', OPTIONS);
  for (const packaging of ['attached', 'detached'] as const) {
    const signed = await sign(state, state.link, packaging);
    ok(signed?.kind === 'signed', JSON.stringify(signed));
    equal(signed.madeBy, 'endpoint');
    const cms = openCms(signed.signature);
    equal(cms.signers.every(isTimeStamped), true);
    deepEqual(cms.content === null, packaging === 'detached');
    const content = packaging === 'detached' ? DOCUMENT : null;
    deepEqual(await verify(state, { ...PLAIN, packaging }, signed.signature, content), PASSED);
  }
  const names = state.sent.map(({ path, bytes }) =>
    path === CAPIWS ? JSON.parse(Buffer.from(bytes).toString()).name : path,
  );
  deepEqual(names.slice(0, 4), [
    'list_all_certificates',
    'load_key',
    'create_pkcs7',
    'frontend/timestamp/pkcs7',
  ]);
});

test('a name that E-IMZO does not list cannot sign; an odd list of API keys is about us', async (t) => {
  const state = await startDialect(t, 'e-imzo', OPTIONS);
  const linked = (options: Readonly<Record<string, string>>): Link => ({
    ...state.link,
    option: (name) => ({ ...OPTIONS, ...options })[name],
  });
  const unknown = await sign(state, linked({ certificate: 'nobody' }));
  ok(unknown?.kind === 'unsupported', JSON.stringify(unknown));
  match(unknown.reason, /0 certificates .* option certificate\.ecdsa-p256-sha256 \(DS-/);

  const denied = await sign(state, linked({ apiKey: 'localhost' }));
  ok(denied?.kind === 'silent' && denied.cause === 'denied', JSON.stringify(denied));
  match(denied.reason, /refuses apikey \(API keys come in pairs/);
});

test('on the wire: raw bodies, headers that must be there, a challenge once', async (t) => {
  const { url, forged } = await startDialect(t, 'e-imzo');
  const ask = async (path: string, body: string, headers: Readonly<Record<string, string>>) => {
    const reply = await fetch(`${url}${path}`, { method: 'POST', body, headers });
    return { status: reply.status, text: await reply.text() };
  };
  const user = { 'X-Real-IP': '192.0.2.1' };
  const made = signCms({
    identity: forged.signer('ecdsa-p256-sha256'),
    content: DOCUMENT,
    packaging: 'detached',
    signingTime: forged.instant,
    namesCertificate: false,
    indefiniteLength: true,
  });
  const pkcs7 = Buffer.from(made).toString('base64');
  const document = DOCUMENT.toString('base64');
  deepEqual(await ask('backend/pkcs7/verify/attached', pkcs7, {}), {
    status: 400,
    text: 'X-Real-IP is required',
  });
  equal((await ask('backend/pkcs7/verify/detached', pkcs7, user)).status, 400);

  const attached = JSON.parse((await ask('frontend/pkcs7/make-attached', `${document}|${pkcs7}`, user)).text);
  match(attached.pkcs7b64, /^MIAGCSqGSIb3DQEHAqCAMIA/);
  const said = JSON.parse((await ask('backend/pkcs7/verify/attached', attached.pkcs7b64, user)).text);
  equal(said.status, 1);
  equal(said.pkcs7Info.documentBase64, document);
  equal(said.pkcs7Info.signers[0].signingTime, '2026-09-01 17:00:00');

  const { challenge } = JSON.parse(await (await fetch(`${url}frontend/challenge`)).text());
  const login = Buffer.from(
    signCms({
      identity: forged.signer('ecdsa-p256-sha256'),
      content: Buffer.from(challenge),
      packaging: 'attached',
      signingTime: forged.instant,
      namesCertificate: false,
    }),
  ).toString('base64');
  equal(JSON.parse((await ask('backend/auth', login, user)).text).status, 1);
  equal(JSON.parse((await ask('backend/auth', login, user)).text).status, -20);
});

test('surgery leaves what it does not touch as it was', async (t) => {
  const { forged } = await startDialect(t, 'e-imzo');
  for (const indefiniteLength of [false, true]) {
    const made = signCms({
      identity: forged.signer('ecdsa-p256-sha256'),
      content: Buffer.alloc(2500, 'x'),
      packaging: 'attached',
      signingTime: forged.instant,
      namesCertificate: true,
      indefiniteLength,
    });
    const again = writeCms(withoutTimeStamps(openCms(made)));
    if (!indefiniteLength) deepEqual(Buffer.from(again), Buffer.from(made));
    equal(again[1] === 0x80, indefiniteLength);
    equal(openCms(again).content?.length, 2500);
  }
});
