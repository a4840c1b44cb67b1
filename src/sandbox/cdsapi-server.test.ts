import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Product } from '../model/claim';
import { forged } from '../testing/sandbox-client';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { CDSAPI_PIN } from './test-secrets';
import { type DialectState, DOCUMENT, P256, startDialect } from './testing-dialect';
import { CORE_NEGATIVES, saidOfCore, verify } from './testing-negatives';

const DETACHED: Product = { ...P256, packaging: 'detached' };
const PASSED = { kind: 'verdict', said: 'passed', subIndication: null };

function certificate(suite: string): Readonly<Record<string, string>> {
  const identity = forged('TR').signer(suite);
  const base64 = (der: Uint8Array | undefined) => Buffer.from(der ?? []).toString('base64');
  return {
    [`certificate.${suite}`]: base64(identity.certificate),
    issuer: base64(identity.chain[0]),
  };
}

const OPTIONS = {
  personIdnp: '10101199900000',
  pin: CDSAPI_PIN,
  ...certificate('ecdsa-p256-sha256'),
  ...certificate('rsa-pkcs1-sha256'),
};

function sign(
  { driver, link }: DialectState,
  product: Product,
  options: Readonly<Record<string, string>> = {},
) {
  const option = (name: string) => ({ ...OPTIONS, ...options })[name];
  return driver.sign?.(
    { ...link, option },
    { ...product, document: DOCUMENT, documentName: 'contract.txt', signingTime: SANDBOX_ORDER.instant },
  );
}

test('the good passes, and what must not pass does not', async (t) => {
  const state = await startDialect(t, 'cdsapi', OPTIONS);
  deepEqual(
    await saidOfCore(state, DETACHED),
    Object.fromEntries(CORE_NEGATIVES.map((id) => [id, 'not-passed'])),
  );
  equal((await verify(state, DETACHED, Buffer.from('no signature'), DOCUMENT))?.kind, 'verdict');
  equal((await verify(state, P256, Buffer.from('no signature'), null))?.kind, 'unsupported');
  equal(await state.driver.canary(state.link), true);
});

test('values are put together by the harness, whatever hash means', async (t) => {
  const state = await startDialect(t, 'cdsapi', OPTIONS);
  for (const [suite, hash] of [
    ['ecdsa-p256-sha256', 'document'],
    ['rsa-pkcs1-sha256', 'document'],
    ['ecdsa-p256-sha256', 'hex'],
  ] as const) {
    const signed = await sign(state, { ...DETACHED, suite }, { hash });
    ok(signed?.kind === 'signed', JSON.stringify(signed));
    equal(signed.madeBy, 'assembled');
    deepEqual(
      await verify(state, { ...DETACHED, suite }, signed.signature, DOCUMENT),
      PASSED,
      `${suite} ${hash}`,
    );
  }
  const hexadecimal = state.sent.filter(({ bytes }) =>
    /"hash":"[0-9a-f]{64}"/.test(Buffer.from(bytes).toString()),
  );
  equal(hexadecimal.length, 1);
});

test('a wrong PIN is about the person, a missing certificate about the profile', async (t) => {
  const state = await startDialect(t, 'cdsapi', OPTIONS);
  const denied = await sign(state, DETACHED, { pin: '000000' });
  ok(denied?.kind === 'silent' && denied.cause === 'denied', JSON.stringify(denied));
  match(denied.reason, /errorCode 2: wrong PIN.*check personIdnp/);
  const none = await sign(state, DETACHED, { 'certificate.ecdsa-p256-sha256': '' });
  ok(none?.kind === 'unsupported', JSON.stringify(none));
  match(none.reason, /name the signer's in the option certificate\.ecdsa-p256-sha256/);
  equal((await sign(state, { ...DETACHED, level: 'B-T' }))?.kind, 'unsupported');
});
