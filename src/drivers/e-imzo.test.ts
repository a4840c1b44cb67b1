import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf } from './e-imzo-status';

const SIGNER = { verified: true, certificateVerified: true, certificateValidAtSigningTime: true };

const said = (status: number, signer: object = SIGNER) =>
  verdictOf({ pkcs7Info: { signers: [{ ...SIGNER }, { ...signer }] }, status, message: '' }).said;

test('the status decides, without a reason in the words of EN 319 102-1', () => {
  deepEqual(
    [1, -1, -10, -11, -12, -20, -21, -22, -23].map((status) => said(status)),
    [
      'passed',
      'indeterminate',
      'not-passed',
      'not-passed',
      'not-passed',
      'indeterminate',
      'not-passed',
      'not-passed',
      'not-passed',
    ],
  );
});

test('status 1 does not speak for a signer whose flags say otherwise', () => {
  for (const flaw of [
    { verified: false },
    { certificateVerified: false },
    { certificateValidAtSigningTime: false },
    { revokedStatusInfo: { revocationTime: '2026-01-01 00:00:00', crlReason: 1 } },
    { exception: 'java.lang.NullPointerException' },
    { timeStampInfo: { verified: false } },
  ]) {
    deepEqual(said(1, { ...SIGNER, ...flaw }), 'not-passed', JSON.stringify(flaw));
  }
  deepEqual(said(1, { ...SIGNER, timeStampInfo: { verified: true }, revokedStatusInfo: null }), 'passed');
});
