/**
 * The sample of `ncanode-v3` for the contract suite.
 *
 * @module
 */
import { profileOf } from '../testing/sandbox-profiles';
import { type DriverSample, SIGN_QUESTION, VERIFY_QUESTION } from './testing-contract';

const OK = { status: 200, message: 'OK' };
const HEALTH = 'actuator/health';
const REFUSED = { status: 400, body: { status: 400, message: 'CMS parsing error' } };

function twinProfile(): ReturnType<typeof profileOf> {
  const profile = profileOf('KZ');
  const { sign } = profile.endpoints;
  const options = { key: 'sandbox:test-key', password: 'sandbox:test-key-password' };
  return {
    ...profile,
    endpoints: { ...profile.endpoints, ...(sign !== undefined && { sign: { ...sign, options } }) },
  };
}

export const ncanodeV3Sample: DriverSample = {
  dialect: 'ncanode-v3',
  wire: 'http',
  options: { key: 'cDEy', password: 'tamga-test' },
  isCanary: ({ path }) => path === HEALTH,
  sign: {
    question: { ...SIGN_QUESTION, suite: 'rsa-pkcs1-sha256' },
    reply: ({ path }) =>
      ({
        'cms/sign': { body: { ...OK, cms: 'c2lnbmVk' } },
        [HEALTH]: { body: { status: 'UP' } },
      })[path],
    expected: { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') },
    unsupported: { ...SIGN_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: {
        reply: { body: { ...OK, cms: true } },
        kind: 'silent',
        cause: 'protocol',
        reason: /cms is not a string: true/,
      },
      wrongBase64: {
        reply: { body: { ...OK, cms: 'c2ln*' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /cms is not base64: "c2ln\*"/,
      },
      twoSignaturesForOne: {
        cannot: 'the reply has one field for one CMS; what is in it is for the referee',
      },
      otherDocument: { cannot: 'the reply does not name what was signed; the referee compares the content' },
      nothingSaid: {
        reply: { body: OK },
        kind: 'silent',
        cause: 'protocol',
        reason: /cms is not a string: nothing/,
      },
      refusal: {
        reply: {
          status: 500,
          body: { status: 500, message: 'signers[0]: Key reading error: Password incorrect.' },
        },
        kind: 'refused-input',
        reason: /HTTP 500: signers\[0\]: Key reading error: Password incorrect/,
      },
    },
  },
  verify: {
    question: VERIFY_QUESTION,
    reply: ({ path }) =>
      ({
        'cms/verify': { body: { ...OK, valid: true, signers: [] } },
        [HEALTH]: { body: { status: 'UP' } },
      })[path],
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: { ...VERIFY_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: {
        reply: { body: { ...OK, valid: 'yes' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /valid is not true or false: "yes"/,
      },
      wrongBase64: { cannot: 'the verdict of the dialect holds no base64 that is read' },
      twoSignaturesForOne: { cannot: 'one verdict speaks for all signers of a CMS' },
      otherDocument: { cannot: 'the reply does not name what was verified' },
      nothingSaid: {
        reply: { body: OK },
        kind: 'silent',
        cause: 'protocol',
        reason: /valid is not true or false: nothing/,
      },
      refusal: { reply: REFUSED, kind: 'refused-input', reason: /HTTP 400: CMS parsing error/ },
    },
    further: {
      'a framework that words an error': {
        reply: { status: 400, body: { timestamp: 1, error: 'Bad Request' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /HTTP 400 .*compare version and dialect/,
      },
      'a status that contradicts the body': {
        reply: { status: 500, body: { status: 400, message: 'x' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /HTTP 500 .*look into the log/,
      },
    },
  },
  twin: { profile: twinProfile(), garbage: 'refused-input' },
};
