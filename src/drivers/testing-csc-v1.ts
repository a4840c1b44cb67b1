/**
 * The sample of `csc-v1` for the contract suite.
 *
 * @module
 */
import { type DriverSample, SIGN_QUESTION } from './testing-contract';
import { BARE, CSC_FURTHER, cscFaults, cscReplies, twinProfile, UNSUPPORTED } from './testing-csc';

const REPLIES = cscReplies(
  '1.0.4.0',
  ['credentials/list', 'signatures/signHash'],
  { authMode: 'explicit', PIN: { presence: 'true' }, OTP: { presence: 'false' } },
  { 'signatures/signHash': { body: { signatures: ['c2lnbmVk'] } } },
);

export const cscV1Sample: DriverSample = {
  dialect: 'csc-v1',
  wire: 'http',
  options: { pin: '12345678' },
  containers: BARE,
  isCanary: ({ path }) => path === 'info',
  sign: {
    question: SIGN_QUESTION,
    reply: ({ path }) => REPLIES[path],
    expected: { kind: 'signed', madeBy: 'assembled', signature: Buffer.from('signed') },
    unsupported: UNSUPPORTED,
    faults: cscFaults((signatures) => ({ signatures }), 'hash'),
    further: {
      ...CSC_FURTHER,
      'an answer for later': {
        reply: { body: { responseID: '158112' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /a responseID in place of signatures/,
      },
      'a credential that wants a browser': {
        at: ({ path }) => path === 'credentials/info',
        reply: {
          body: {
            key: { status: 'enabled', algo: ['1.2.840.10045.2.1'] },
            cert: { certificates: ['Y2VydA=='] },
            authMode: 'oauth2code',
          },
        },
        kind: 'silent',
        cause: 'protocol',
        reason: /wants a consent \(oauth2code\).*option sad/,
      },
    },
  },
  twin: { profile: twinProfile('csc-v1', 'csc/v1/'), garbage: 'refused-input' },
};
