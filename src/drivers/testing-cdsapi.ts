/**
 * The sample of `cdsapi` for the contract suite.
 *
 * @module
 */
import { containersOf } from '../forge/raw-container';
import type { Profile } from '../model/profile';
import { forged } from '../testing/sandbox-client';
import { profileOf } from '../testing/sandbox-profiles';
import { type DriverSample, SIGN_QUESTION, type Spoilt, VERIFY_QUESTION } from './testing-contract';

const STATE = forged('TR');
const METHODS = 'user-auth-methods';
/** ContentInfo with id-signedData and nothing behind it: the driver does not look further. */
const CMS = Buffer.from('300d06092a864886f70d010702a000', 'hex');
const ACCOUNT = { isActive: true, token: 'user-token' };
const CERTIFICATE = Buffer.from(STATE.signer(SIGN_QUESTION.suite).certificate).toString('base64');

function row(body: object, reason: RegExp): Spoilt {
  return { reply: { body }, kind: 'silent', cause: 'protocol', reason };
}

const REFUSED: Spoilt = {
  reply: { status: 400, body: { errorCode: 4, errorMessage: 'hash is too long' } },
  kind: 'refused-input',
  reason: /HTTP 400: errorCode 4: hash is too long/,
};

const replies: Readonly<Record<string, object>> = {
  [METHODS]: { userAuthMethodList: [] },
  'account/auth': ACCOUNT,
  'get-sign/for-hash': { isSuccesfull: true, sign: CMS.toString('base64'), timestamp: 1 },
  'check-sign/for-hash': { verified: true, timestamp: 1 },
};

const reply = ({ path }: { readonly path: string }) => {
  const body = replies[path];
  return body === undefined ? undefined : { body };
};

/** The interface signs a hash and verifies a value beside its document: detached, without a time-stamp. */
function twinProfile(): Profile {
  const profile = profileOf('KG');
  const { sign, verify } = profile.endpoints;
  const { suite } = SIGN_QUESTION;
  const spoken = { dialect: 'cdsapi', url: 'http://cdsapi.kg.tamga.test/api/' };
  const options = {
    personIdnp: '10101199900000',
    pin: '123456',
    [`certificate.${suite}`]: `sandbox:test-certificate:${suite}`,
    issuer: `sandbox:test-issuer:${suite}`,
  };
  const said = { format: 'CAdES', levels: ['B-B'], packagings: ['detached'], suites: [suite] } as const;
  return {
    ...profile,
    claims: [
      { role: 'sign', ...said },
      { role: 'verify', ...said },
    ],
    endpoints: {
      ...(sign !== undefined && { sign: { ...sign, ...spoken, options } }),
      ...(verify !== undefined && { verify: { ...verify, ...spoken, options } }),
    },
  };
}

export const cdsapiSample: DriverSample = {
  dialect: 'cdsapi',
  wire: 'http',
  options: { personIdnp: '10101199900000', pin: '123456', certificate: CERTIFICATE },
  containers: containersOf(STATE),
  isCanary: ({ path }) => path === METHODS,
  sign: {
    question: { ...SIGN_QUESTION, packaging: 'detached' },
    reply,
    expected: { kind: 'signed', madeBy: 'endpoint', signature: CMS },
    unsupported: { ...SIGN_QUESTION, level: 'B-T' },
    faults: {
      outsideVocabulary: row(
        { isSuccesfull: 'yes', sign: 'YQ==' },
        /isSuccesfull is not true or false: "yes"/,
      ),
      wrongBase64: row({ isSuccesfull: true, sign: 'c2ln*' }, /sign is not base64/),
      twoSignaturesForOne: { cannot: 'the reply has one field for one value' },
      otherDocument: { cannot: 'the reply does not name what was signed; the referee compares it' },
      nothingSaid: row({ isSuccesfull: true }, /sign is not a string: nothing/),
      refusal: REFUSED,
    },
    further: {
      'a success that is none': {
        reply: { body: { isSuccesfull: false } },
        kind: 'refused-input',
        reason: /isSuccesfull is false/,
      },
      'the correct spelling': row(
        { isSuccessful: true, sign: 'YQ==' },
        /isSuccesfull is not true or false: nothing/,
      ),
      'a person who may not': {
        reply: {
          status: 400,
          body: { errorCode: 1, errorMessage: 'closed', isActive: false, inactiveReason: 'by request' },
        },
        kind: 'silent',
        cause: 'denied',
        reason: /errorCode 1: closed; by request/,
      },
      'a raw value that is no pair': row(
        { isSuccesfull: true, sign: 'YWJj' },
        /ECDSA value of 3 bytes that is no SEQUENCE/,
      ),
    },
  },
  verify: {
    question: { ...VERIFY_QUESTION, packaging: 'detached', content: { bytes: Buffer.from('a'), name: 'a' } },
    reply,
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: VERIFY_QUESTION,
    faults: {
      outsideVocabulary: row({ verified: 1 }, /verified is not true or false: 1/),
      wrongBase64: { cannot: 'the verdict of the dialect holds no base64' },
      twoSignaturesForOne: { cannot: 'one verdict speaks for the signature' },
      otherDocument: { cannot: 'the reply does not name what was verified' },
      nothingSaid: row({}, /verified is not true or false: nothing/),
      refusal: REFUSED,
    },
  },
  twin: { profile: twinProfile(), garbage: 'not-passed' },
};
