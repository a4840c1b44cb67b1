/** Several hierarchies of one state: each its own authorities, addresses and serial numbers. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ForgedState, rootsOf } from './forged';
import { mintState } from './pki';
import { signProduct } from './product';
import { NATIONAL_HIERARCHY, NATIONAL_SUITE, TEST_INSTANT, TEST_PROFILE } from './testing-profile';
import { timeline } from './timeline';

const OLDER = 'kz-gost2004-gost34311';
const plain = mintState('hierarchies', TEST_INSTANT, 'KZ', TEST_PROFILE);
const state = mintState('hierarchies', TEST_INSTANT, 'KZ', {
  ...TEST_PROFILE,
  hierarchies: [NATIONAL_HIERARCHY],
});
const [national] = state.others;
if (national === undefined) throw new Error('no further hierarchy');

function holds(bytes: Uint8Array, part: Uint8Array | string): boolean {
  return Buffer.from(bytes).includes(Buffer.from(part));
}

describe('a further hierarchy', () => {
  it('leaves the first one as it was', () => {
    for (const name of ['root', 'issuing', 'timeStamping', 'ocsp'] as const)
      deepEqual(state[name].certificate, plain[name].certificate);
    deepEqual(state.signer('ecdsa-p256-sha256').certificate, plain.signer('ecdsa-p256-sha256').certificate);
  });
  it('vouches for its own suites and no other', () => {
    equal(state.hierarchyOf(NATIONAL_SUITE), national);
    equal(state.hierarchyOf(OLDER), state);
    deepEqual(state.signer(NATIONAL_SUITE).chain, [national.issuing.certificate]);
    deepEqual(state.signer('rsa-pkcs1-sha256').chain, [state.issuing.certificate]);
    equal(national.issuing.suite, NATIONAL_SUITE);
  });
  it('answers at addresses of its own', () => {
    const own = state.signer(NATIONAL_SUITE).certificate;
    for (const file of ['issuing.cer', 'issuing.crl', 'ocsp'])
      ok(holds(own, `http://pki.kz.tamga.test/pki/hierarchies/national/${file}`), file);
    ok(holds(state.signer(OLDER).certificate, 'http://pki.kz.tamga.test/pki/issuing.crl'));
  });
  it('numbers what it issues apart, and revokes it apart', () => {
    const serials = ({ issued }: ForgedState) => issued.map(({ serial }) => serial);
    const both = [...serials(national), ...serials(state)];
    equal(new Set(both).size, both.length);
  });
  it('is an anchor of the state beside the first', () => {
    deepEqual(rootsOf(state), [state.root.certificate, national.root.certificate]);
    deepEqual(rootsOf(plain), [plain.root.certificate]);
  });
  it('stamps what its signers sign', () => {
    const signed = (suite: string) =>
      signProduct({
        state,
        product: { format: 'CAdES', level: 'B-T', packaging: 'attached', suite },
        document: Buffer.from('a contract'),
        identity: state.signer(suite),
        times: timeline(state.instant).recent,
      }).signature;
    ok(holds(signed(NATIONAL_SUITE), national.timeStamping.certificate));
    ok(holds(signed('ecdsa-p256-sha256'), state.timeStamping.certificate));
  });
});
