import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import type { Product } from '../model/claim';
import { forged } from '../testing/sandbox-client';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { type DialectState, DOCUMENT, P256, startDialect } from './testing-dialect';
import { saidOfCore, verify } from './testing-negatives';

const PASSED = { kind: 'verdict', said: 'passed', subIndication: null };
const XML: Product = { format: 'XMLDSig', level: 'none', packaging: 'enveloped', suite: P256.suite };

const CONTRACT = Buffer.from('<contract>Tamga</contract>');

const store = Buffer.from(pkcs12(forged('TR'), P256.suite)).toString('base64');
const OPTIONS = { key: store, password: PKCS12_PASSWORD };

function sign({ driver, link }: DialectState, product: Product, document: Uint8Array) {
  return driver.sign?.(link, {
    ...product,
    document,
    documentName: 'contract.txt',
    signingTime: SANDBOX_ORDER.instant,
  });
}

test('CMS: the good passes, and what must not pass does not', async (t) => {
  const state = await startDialect(t, 'ncanode-v2', OPTIONS);
  deepEqual(await saidOfCore(state, { ...P256, level: 'B-T' }), {
    content: 'refused-input',
    'signature-value': 'refused-input',
    'signed-attribute': 'refused-input',
    revoked: 'not-passed',
    expired: 'not-passed',
    untrusted: 'not-passed',
  });
  equal((await verify(state, P256, Buffer.from('no signature'), null))?.kind, 'refused-input');
  equal(await state.driver.canary(state.link), true);
});

test('XML: the good passes, and what must not pass does not', async (t) => {
  const state = await startDialect(t, 'ncanode-v2', OPTIONS);
  const ids = ['revoked', 'expired', 'untrusted'];
  deepEqual(
    await saidOfCore(state, XML, CONTRACT, ids),
    Object.fromEntries(ids.map((id) => [id, 'not-passed'])),
  );
});

test('what it signs passes, and wrong passwords are told', async (t) => {
  const state = await startDialect(t, 'ncanode-v2', OPTIONS);
  let xmlSigned: Uint8Array = CONTRACT;
  for (const [product, document] of [
    [P256, DOCUMENT],
    [{ ...P256, level: 'B-T' }, DOCUMENT],
    [XML, CONTRACT],
  ] as const) {
    const signed = await sign(state, product, document);
    ok(signed?.kind === 'signed', JSON.stringify(signed));
    xmlSigned = signed.signature;
    deepEqual(await verify(state, product, signed.signature, null), PASSED);
  }
  const link = { ...state.link, option: (name: string) => ({ ...OPTIONS, password: 'wrong' })[name] };
  const refused = await sign({ ...state, link }, P256, DOCUMENT);
  ok(refused?.kind === 'refused-input', JSON.stringify(refused));
  match(refused.reason, /HTTP 500: status 5: Api error: Password incorrect/);
  const forgery = Buffer.from(
    Buffer.from(xmlSigned).toString('utf8').replace('<contract>Tamga', '<contract>Damga'),
  );
  deepEqual(await verify(state, XML, forgery, null), { ...PASSED, said: 'not-passed' });
  // XML is of version 1.0, which says the same with HTTP 200.
  const said = await sign({ ...state, link }, XML, CONTRACT);
  ok(said?.kind === 'refused-input', JSON.stringify(said));
  match(said.reason, /^status 5: Api error: Password incorrect/);
});

test('on the wire: a status for every fault', async (t) => {
  const { url } = await startDialect(t, 'ncanode-v2');
  const ask = async (body: string) => {
    const reply = await fetch(url, { method: 'POST', body });
    return [reply.status, JSON.parse(await reply.text()).status];
  };
  deepEqual(await ask('{'), [400, -1]);
  deepEqual(await ask('{}'), [400, 1]);
  deepEqual(await ask('{"version":"3.0"}'), [400, 2]);
  deepEqual(await ask('{"version":"2.0"}'), [400, 7]);
  deepEqual(await ask('{"version":"2.0","method":"constructor"}'), [400, 4]);
  deepEqual(await ask('{"version":"2.0","method":"cms.verify","params":{"cms":"???"}}'), [400, 3]);
  deepEqual(await ask('{"version":"1.0","method":"XML.verify"}'), [200, 6]);
  deepEqual(await ask('{"version":"1.0","method":"XML.verify","params":{"xml":"<"}}'), [200, 5]);
});
