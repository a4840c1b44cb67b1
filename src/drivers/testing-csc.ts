/**
 * What the samples of `csc-v1` and `csc-v2` have in common: one credential, one value, and what can be wrong with them.
 *
 * @module
 */
import type { Containers } from '../model/container';
import type { Profile } from '../model/profile';
import { profileOf } from '../testing/sandbox-profiles';
import { type OwnFaults, type SampleReply, SIGN_QUESTION } from './testing-contract';

/** Puts nothing around the value, so that the value is the signature. */
export const BARE: Containers = {
  prepare: () => ({
    toBeSigned: Buffer.from('to be signed'),
    hash: Buffer.alloc(32, 7),
    digestOid: '2.16.840.1.101.3.4.2.1',
    signatureOid: '1.2.840.10045.4.3.2',
    signatureParameters: null,
    imprint: () => null,
    assemble: (value) => value,
  }),
};

const CREDENTIAL = {
  key: { status: 'enabled', algo: ['1.2.840.10045.2.1'], len: 256, curve: '1.2.840.10045.3.1.7' },
  cert: { status: 'valid', certificates: ['Y2VydGlmaWNhdGU='] },
  SCAL: '2',
  multisign: 1,
};

/** Replies by path; `authorisation` is how the version words what a credential wants. */
export function cscReplies(
  specs: string,
  methods: readonly string[],
  authorisation: object,
  last: object,
): Readonly<Record<string, SampleReply>> {
  return {
    info: { body: { specs, name: 'sample', methods } },
    'credentials/list': { body: { credentialIDs: ['GX0112348'] } },
    'credentials/info': { body: { ...CREDENTIAL, ...authorisation } },
    'credentials/authorize': { body: { SAD: 'c2FkIG9mIG9uZSBoYXNo', expiresIn: 3600 } },
    ...last,
  };
}

export const UNSUPPORTED = { ...SIGN_QUESTION, suite: 'ed25519' };

/** `wrap` makes the last reply out of the list of values. */
export function cscFaults(wrap: (values: unknown) => object, name: string): OwnFaults {
  const protocol = { kind: 'silent', cause: 'protocol' } as const;
  return {
    outsideVocabulary: {
      ...protocol,
      reply: { body: wrap([true]) },
      reason: /is not (a string: true|base64)/,
    },
    wrongBase64: { ...protocol, reply: { body: wrap(['c2ln*']) }, reason: /is not base64/ },
    twoSignaturesForOne: {
      ...protocol,
      reply: { body: wrap(['c2ln', 'c2ln']) },
      reason: new RegExp(`2 signatures for one ${name}`),
    },
    otherDocument: { cannot: 'the reply does not name what was signed; the referee compares the content' },
    nothingSaid: { ...protocol, reply: { body: { other: [] } }, reason: /signatures/ },
    refusal: {
      reply: {
        status: 400,
        body: { error: 'invalid_request', error_description: 'Invalid digest value length' },
      },
      kind: 'refused-input',
      reason: /HTTP 400: invalid_request: Invalid digest value length/,
    },
  };
}

const at = (path: string) => (request: { readonly path: string }) => request.path === path;

/** Rows that both versions have. */
export const CSC_FURTHER = {
  'a wrong PIN': {
    at: at('credentials/authorize'),
    reply: { status: 400, body: { error: 'invalid_pin', error_description: 'The PIN is invalid' } },
    kind: 'silent',
    cause: 'denied',
    reason:
      /refuses our authorisation \(invalid_pin: The PIN is invalid\): check the credential, PIN and OTP/,
  },
  'a method that is not there': {
    reply: { status: 501, body: { error: 'not_implemented_method', error_description: 'no such method' } },
    kind: 'unsupported',
    reason: /the service says: not_implemented_method: no such method/,
  },
  'no credential at all': {
    at: at('credentials/list'),
    reply: { body: { credentialIDs: [] } },
    kind: 'unsupported',
    reason: /no enabled credential signs with 1\.2\.840\.10045\.4\.3\.2/,
  },
  'a credential without a certificate': {
    at: at('credentials/info'),
    reply: { body: { ...CREDENTIAL, cert: { certificates: [] } } },
    kind: 'silent',
    cause: 'protocol',
    reason: /comes without a certificate/,
  },
  'errors as the EUDI service words them': {
    reply: { status: 400, body: { message: 'invalid hash' } },
    kind: 'refused-input',
    reason: /HTTP 400: invalid hash/,
  },
} as const;

export function twinProfile(dialect: string, path: string): Profile {
  const profile = profileOf('TR');
  const { sign, verify } = profile.endpoints;
  if (sign === undefined || verify === undefined) throw new Error('the test profile has no endpoints');
  const options = { pin: 'sandbox:test-key-password' };
  const csc = { ...sign, dialect, url: `http://${dialect}.tr.tamga.test/${path}`, options };
  return { ...profile, endpoints: { sign: csc, verify } };
}
