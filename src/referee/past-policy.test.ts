/** A policy that does not have an algorithm of the chain is no reason to fall over on the way into the past. */
import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { mintCase } from '../forge/cases/registry';
import { mintState } from '../forge/pki';
import { crl } from '../forge/revocation';
import { TEST_PROFILE } from '../forge/testing-profile';
import { DEFAULT_POLICY } from './default-policy';
import { validate } from './validate';

test('a chain whose algorithm the policy never accepted has no control time', () => {
  const instant = new Date('2026-09-01T12:00:00Z');
  // Only what the issuing authority signs with is missing: nothing below it comes to speak.
  const issuing = { ...TEST_PROFILE.issuing, suite: 'rsa-pkcs1-sha256' };
  const root = { ...TEST_PROFILE.root, suite: 'ecdsa-p256-sha256' };
  const state = mintState('past-policy', instant, 'TR', { ...TEST_PROFILE, root, issuing });
  const { signature } = mintCase('good-forged', {
    state,
    product: { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: 'ecdsa-p256-sha256' },
    document: Buffer.from('a document', 'utf8'),
  });
  const { 'rsa-pkcs1': _, ...keys } = DEFAULT_POLICY.keys;
  const { signatures } = validate({
    file: signature,
    contents: [],
    context: {
      currentTime: instant,
      anchors: [state.root.certificate],
      material: { certificates: [], crls: [crl(state, 'root'), crl(state, 'issuing')], ocspResponses: [] },
      algorithms: { ...DEFAULT_POLICY, keys, revocationMaximumAgeHours: 1 },
      timeModel: 'best-signature-time',
    },
  });
  equal(signatures[0]?.indication, 'INDETERMINATE');
  equal(signatures[0]?.subIndication, 'TRY_LATER');
});
