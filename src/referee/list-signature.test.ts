import assert from 'node:assert/strict';
import test from 'node:test';
import { mintState } from '../forge/pki';
import { signProduct } from '../forge/product';
import { TEST_INSTANT, TEST_PROFILE } from '../forge/testing-profile';
import { timeline } from '../forge/timeline';
import { DEFAULT_POLICY } from './default-policy';
import { listSignature } from './list-signature';
import { startReferee } from './validate';

test.before(startReferee);

const STATE = mintState('lists', TEST_INSTANT, 'KZ', TEST_PROFILE);
const SUITE = 'ecdsa-p256-sha256';
const SIGNER = STATE.signer(SUITE);
const LIST = Buffer.from(
  '<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"><Services><Status>granted</Status></Services></TrustServiceStatusList>',
);

function signed(packaging: 'enveloped' | 'internally-detached', document: Uint8Array = LIST): string {
  const product = { format: 'XAdES', level: 'B-B', packaging, suite: SUITE } as const;
  const request = { state: STATE, product, document, identity: SIGNER, times: timeline(TEST_INSTANT).recent };
  return Buffer.from(signProduct(request).signature).toString('utf8');
}

function judged(list: string, ...signers: readonly Uint8Array[]): string {
  const context = { currentTime: TEST_INSTANT, algorithms: DEFAULT_POLICY, signers };
  const said = listSignature(Buffer.from(list), context);
  if (said.is === 'missing') return said.is;
  return said.is === 'broken' ? `broken: ${said.why}` : `intact, named ${said.named}`;
}

test('a list is signed as a whole, by whom it says, and by whom the caller names', () => {
  const list = signed('enveloped');
  assert.equal(judged(list), 'intact, named null');
  assert.equal(judged(list, STATE.root.certificate, SIGNER.certificate), 'intact, named true');
  assert.equal(judged(list, STATE.root.certificate), 'intact, named false');
  assert.equal(judged(LIST.toString()), 'missing');
});

test('what is changed, half signed or signed twice is broken', () => {
  const list = signed('enveloped');
  assert.match(
    judged(list.replace('granted', 'withdrawn')),
    /^broken: TOTAL_FAILED \/ HASH_FAILURE, the sha256/,
  );
  const [value = ''] = /<ds:SignatureValue[^>]*>[^<]{8}/.exec(list) ?? [];
  const other = `${value.slice(0, -8)}AAAAAAAA`;
  assert.match(judged(list.replace(value, other)), /^broken: TOTAL_FAILED \/ SIG_CRYPTO_FAILURE/);
  assert.match(judged(signed('internally-detached')), /^broken: it does not cover the whole list$/);
  assert.match(judged(signed('enveloped', Buffer.from(list))), /^broken: it is not one signature/);
  const unreadable = list.replace(/<ds:SignedInfo[\s\S]*<\/ds:SignedInfo>/, '');
  assert.match(judged(unreadable), /^broken: it is not one signature that can be read$/);
});
