/**
 * The sample of `ncanode-v2` for the contract suite.
 *
 * @module
 */
import type { Endpoint, Profile } from '../model/profile';
import { profileOf } from '../testing/sandbox-profiles';
import {
  type DriverSample,
  jsonOf,
  type SampleReply,
  type SampleRequest,
  SIGN_QUESTION,
  type Spoilt,
  VERIFY_QUESTION,
} from './testing-contract';

const OK = { message: '', status: 0 };
const ACTIVE = { status: 'ACTIVE', revokationReason: 0, revokationTime: null };
const CERT = { valid: true, ocsp: ACTIVE, crl: ACTIVE };

function isCanary(request: SampleRequest): boolean {
  return JSON.stringify(jsonOf(request)).includes('node.info');
}

/** There is one address; the body says what is asked. */
function answering(body: object): (request: SampleRequest) => SampleReply {
  return (request) => ({ body: isCanary(request) ? OK : { ...OK, ...body } });
}

function signers(...certs: readonly object[]): object {
  return { result: { tsp: [], signers: certs.map((cert) => ({ chain: [], tsps: [], cert })) } };
}

function row(body: object, reason: RegExp): Spoilt {
  return { reply: { body: { ...OK, ...body } }, kind: 'silent', cause: 'protocol', reason };
}

function twinProfile(): Profile {
  const profile = profileOf('KZ');
  const { sign, verify } = profile.endpoints;
  const spoken = { dialect: 'ncanode-v2', url: 'http://ncanode-v2.kz.tamga.test/' };
  const speaking = (endpoint: Endpoint): Endpoint => ({ ...endpoint, ...spoken });
  const options = { key: 'sandbox:test-key', password: 'sandbox:test-key-password' };
  return {
    ...profile,
    endpoints: {
      ...(sign !== undefined && { sign: { ...speaking(sign), options } }),
      ...(verify !== undefined && { verify: speaking(verify) }),
    },
  };
}

export const ncanodeV2Sample: DriverSample = {
  dialect: 'ncanode-v2',
  wire: 'http',
  options: { key: 'cDEy', password: 'tamga-test' },
  isCanary,
  sign: {
    question: SIGN_QUESTION,
    reply: answering({ cms: 'c2lnbmVk' }),
    expected: { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') },
    unsupported: { ...SIGN_QUESTION, packaging: 'detached' },
    faults: {
      outsideVocabulary: row({ status: 'OK' }, /status is no whole number: "OK"/),
      wrongBase64: row({ cms: 'c2ln*' }, /cms is not base64/),
      twoSignaturesForOne: {
        cannot: 'the reply has one field for one CMS; what is in it is for the referee',
      },
      otherDocument: { cannot: 'the reply does not name what was signed; the referee compares the content' },
      nothingSaid: row({ cms: null }, /cms is not a string: null/),
      refusal: {
        reply: { status: 500, body: { status: 5, message: 'Api error: Password incorrect.' } },
        kind: 'refused-input',
        reason: /HTTP 500: status 5: Api error: Password incorrect/,
      },
    },
    further: {
      'a refusal under HTTP 200': {
        reply: { body: { status: 3, message: 'Invalid parameter "data"' } },
        kind: 'refused-input',
        reason: /^status 3: Invalid parameter "data"/,
      },
      'a method that is not there': {
        reply: { body: { status: 4, message: 'Method not found' } },
        kind: 'unsupported',
        reason: /ncanode-v2 service says: status 4: Method not found/,
      },
    },
  },
  verify: {
    question: VERIFY_QUESTION,
    reply: answering(signers(CERT)),
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: { ...VERIFY_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: row(signers({ ...CERT, ocsp: { status: 1 } }), /ocsp\.status is not a string: 1/),
      wrongBase64: { cannot: 'the verdict of the dialect holds no base64 that is read' },
      twoSignaturesForOne: { cannot: 'a CMS may have several signers, and all of them must stand' },
      otherDocument: { cannot: 'the reply does not name what was verified' },
      nothingSaid: row({ result: {} }, /result\.signers is not an array: nothing/),
      refusal: {
        reply: { status: 400, body: { status: 5, message: 'Api error: Certificate not found.' } },
        kind: 'refused-input',
        reason: /HTTP 400: status 5: Api error: Certificate not found/,
      },
    },
    further: {
      'no signer': row(signers(), /result\.signers is empty/),
      'revocation not looked at': row(signers({ valid: true }), /ocsp\.status is not a string: nothing/),
    },
  },
  twin: { profile: twinProfile(), garbage: 'refused-input' },
};
