import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { mintCase } from '../forge/cases/registry';
import type { Answer } from '../model/answer';
import { SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { type DialectState, DOCUMENT, P256, startDialect } from './testing-dialect';

async function verify({ driver, link }: DialectState, signature: Uint8Array): Promise<Answer | undefined> {
  return driver.verify?.(link, {
    ...P256,
    signature,
    signatureName: 'contract.p7s',
    content: null,
    validationTime: SANDBOX_ORDER.instant,
  });
}

test('the referee speaks SiVa: passed, failed, indeterminate, refused', async (t) => {
  const state = await startDialect(t, 'siva');
  const ask = async (id: string) => {
    const made = await mintCase(id, { state: state.forged, product: P256, document: DOCUMENT });
    return verify(state, made.signature);
  };
  deepEqual(await ask('good-forged'), { kind: 'verdict', said: 'passed', subIndication: null });
  deepEqual(await ask('revoked'), {
    kind: 'verdict',
    said: 'indeterminate',
    subIndication: 'REVOKED_NO_POE',
  });

  const none = await verify(state, Buffer.from('no signature'));
  ok(none?.kind === 'refused-input', JSON.stringify(none));
  match(none.reason, /HTTP 400: document: Document malformed/);
  equal(await state.driver.canary(state.link), true);
});

test('faults of a request are named by their parameter', async (t) => {
  const { url } = await startDialect(t, 'siva');
  const ask = async (path: string, body: object) => {
    const reply = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    return { status: reply.status, body: await reply.json() };
  };
  deepEqual(await ask('validate', { filename: '', document: '???', signaturePolicy: 'POLv9' }), {
    status: 400,
    body: {
      requestErrors: [
        { key: 'filename', message: 'Must not be blank' },
        { key: 'document', message: 'Document is not encoded in a valid base64 string' },
        { key: 'signaturePolicy', message: 'Invalid signature policy: POLv9' },
      ],
    },
  });
  equal((await ask('validateHashcode', {})).status, 400);
});
