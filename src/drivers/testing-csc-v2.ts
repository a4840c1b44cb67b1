/**
 * The sample of `csc-v2` for the contract suite: a service that signs documents.
 *
 * @module
 */
import { type DriverSample, SIGN_QUESTION } from './testing-contract';
import { BARE, CSC_FURTHER, cscFaults, cscReplies, twinProfile, UNSUPPORTED } from './testing-csc';

const REPLIES = cscReplies(
  '2.0.0.0',
  ['credentials/list', 'signatures/signDoc'],
  { auth: { mode: 'explicit', expression: 'PIN', objects: [{ type: 'Password', id: 'PIN' }] } },
  { 'signatures/signDoc': { body: { DocumentWithSignature: ['c2lnbmVk'], SignatureObject: [] } } },
);

export const cscV2Sample: DriverSample = {
  dialect: 'csc-v2',
  wire: 'http',
  options: { pin: '12345678' },
  containers: BARE,
  isCanary: () => false,
  sign: {
    question: SIGN_QUESTION,
    reply: ({ path }) => REPLIES[path],
    expected: { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') },
    unsupported: UNSUPPORTED,
    faults: cscFaults((SignatureObject) => ({ DocumentWithSignature: [], SignatureObject }), 'document'),
    further: CSC_FURTHER,
  },
  twin: { profile: twinProfile('csc-v2', 'csc/v2/'), garbage: 'refused-input' },
};
