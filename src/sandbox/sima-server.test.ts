import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { documentFor, readDocument } from '../forge/documents';
import type { Product } from '../model/claim';
import { validate } from '../referee/validate';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { SIMA_MASTER_KEY } from './test-secrets';
import { type DialectState, startDialect } from './testing-dialect';

const PDF: Product = { format: 'PAdES', level: 'B-B', packaging: 'enveloped', suite: 'ecdsa-p256-sha256' };
const OPTIONS = { masterKey: SIMA_MASTER_KEY, assignee: '0000000', dataInfo: 'yes' };

function sign({ driver, link }: DialectState, options: Readonly<Record<string, string>> = {}, product = PDF) {
  return driver.sign?.(
    { ...link, option: (name) => ({ ...OPTIONS, ...options })[name] },
    {
      ...product,
      document: readDocument(documentFor(PDF)),
      documentName: 'contract.pdf',
      signingTime: SANDBOX_ORDER.instant,
    },
  );
}

test('the telephone fetches, signs and calls back', async (t) => {
  const state = await startDialect(t, 'sima-web2app', OPTIONS);
  const signed = await sign(state);
  ok(signed?.kind === 'signed', JSON.stringify(signed));
  equal(signed.madeBy, 'endpoint');
  const report = validate({
    file: signed.signature,
    contents: [],
    context: {
      currentTime: new Date(SANDBOX_ORDER.instant),
      anchors: [state.forged.root.certificate],
      material: { certificates: [], crls: [], ocspResponses: [] },
      algorithms: { id: 'test', digests: { sha256: null }, keys: {} },
      timeModel: 'now',
    },
  });
  deepEqual(
    report.signatures.map(({ format, intact }) => [format, intact]),
    [['PAdES', true]],
  );
  // The same document, the same text of the QR code: ports stay out of it.
  const again = await sign(state);
  ok(again?.kind === 'signed');
  deepEqual(again.signature, signed.signature);
  const texts = state.sent
    .map(({ bytes }) => Buffer.from(bytes).toString())
    .filter((one) => one.includes('qr'));
  equal(texts.length, 2);
  equal(texts[0], texts[1]);
  equal(await state.driver.canary(state.link), true);
});

test('refused: a contract keyed with another key, other products', async (t) => {
  const state = await startDialect(t, 'sima-web2app', OPTIONS);
  const refused = await sign(state, { masterKey: 'another' });
  ok(refused?.kind === 'refused-input', JSON.stringify(refused));
  match(refused.reason, /HTTP 400: validate-request-error: the signature of the contract is wrong/);
  equal((await sign(state, {}, { ...PDF, level: 'B-T' }))?.kind, 'unsupported');
  equal((await sign(state, {}, { ...PDF, suite: 'rsa-pkcs1-sha256' }))?.kind, 'unsupported');
});
