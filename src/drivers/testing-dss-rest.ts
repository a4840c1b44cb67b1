/**
 * The sample of `dss-rest` for the contract suite.
 *
 * @module
 */
import { profileOf } from '../testing/sandbox-profiles';
import {
  type DriverSample,
  jsonOf,
  type SampleReply,
  type SampleRequest,
  SIGN_QUESTION,
  VERIFY_QUESTION,
} from './testing-contract';

const KEYS = 'services/rest/server-signing/keys';
const VALIDATE = 'services/rest/validation/validateSignature';
const ONE_DOCUMENT = 'services/rest/signature/one-document';
const RAW = 'services/rest/server-signing/sign/curve/SHA256';

// A self-signed P-256 certificate made by openssl for this test; its key was thrown away.
const P256 =
  'MIIBizCCATGgAwIBAgIUQFO8KBJw9VsMbaZvScLtkG62RHAwCgYIKoZIzj0EAwIwGzEZMBcGA1UEAwwQVGVzdCBjZXJ0aWZpY2F0ZTAeFw0yNjExMjIwMDEwMjRaFw0zNjExMTkwMDEwMjRaMBsxGTAXBgNVBAMMEFRlc3QgY2VydGlmaWNhdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARlQOyPEII1JESvT1U13N9oYxyeOyffmr51xLXRWxIYm86v+1diheeYEcoR57L3BmvBwCY1lm19QmtwYUYNI4L4o1MwUTAdBgNVHQ4EFgQUHyMtx6qLwWoEBJ2PqeIlOKDr5SgwHwYDVR0jBBgwFoAUHyMtx6qLwWoEBJ2PqeIlOKDr5SgwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAxZ64n/8Yko+mZaL+gD8jFh9WhjMNmFtc9T+hTJrQ53UCIEhExmj4SFoC6hleMw+sLnQp4eEc5z+pQwZY4f+ZlLB+';

function report(...signatures: readonly object[]): SampleReply {
  return {
    body: {
      SimpleReport: {
        DocumentName: VERIFY_QUESTION.signatureName,
        SignaturesCount: signatures.length,
        signatureOrTimestampOrEvidenceRecord: signatures.map((one) => ({ Signature: one })),
      },
    },
  };
}

const PASSED = { Indication: 'TOTAL_PASSED', SubIndication: null };

/** The driver asks for a file without a signature. */
function asksCanary(request: SampleRequest): boolean {
  return request.path === VALIDATE && JSON.stringify(jsonOf(request)).includes('canary.xml');
}

function reply(request: SampleRequest): SampleReply | undefined {
  if (asksCanary(request)) return report();
  const replies: Readonly<Record<string, SampleReply>> = {
    [KEYS]: {
      body: [
        {
          alias: 'curve',
          encryptionAlgo: 'ECDSA',
          certificate: { encodedCertificate: P256 },
          certificateChain: [],
        },
      ],
    },
    [`${ONE_DOCUMENT}/getDataToSign`]: { body: { bytes: 'dG8tc2lnbg==' } },
    [RAW]: { body: { algorithm: 'ECDSA_SHA256', value: 'dmFsdWU=' } },
    [`${ONE_DOCUMENT}/signDocument`]: { body: { bytes: 'c2lnbmVk', name: 'signed.p7m' } },
    [VALIDATE]: report(PASSED),
  };
  return replies[request.path];
}

export const dssRestSample: DriverSample = {
  dialect: 'dss-rest',
  wire: 'http',
  options: {},
  isCanary: asksCanary,
  sign: {
    question: SIGN_QUESTION,
    reply,
    expected: { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') },
    unsupported: { ...SIGN_QUESTION, suite: 'no-such-suite' },
    faults: {
      outsideVocabulary: {
        reply: { body: { bytes: ['c2lnbmVk'] } },
        kind: 'silent',
        cause: 'protocol',
        reason: /bytes is not a string: \["c2lnbmVk"\]/,
      },
      wrongBase64: {
        reply: { body: { bytes: '***' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /bytes is not base64: "\*\*\*"/,
      },
      twoSignaturesForOne: { cannot: 'the reply is one document; what is in it is for the referee' },
      otherDocument: { cannot: 'the reply does not name what was signed; the referee compares the content' },
      nothingSaid: {
        reply: { body: { name: 'signed.p7m' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /bytes is not a string: nothing/,
      },
      refusal: {
        reply: { status: 500, body: 'Unable to sign the document' },
        kind: 'refused-input',
        reason: /HTTP 500: Unable to sign the document/,
      },
    },
    further: {
      'a list of keys that is none': {
        at: ({ path }) => path === KEYS,
        reply: { body: { keys: [] } },
        kind: 'silent',
        cause: 'protocol',
        reason: /the body is not an array/,
      },
      'a key without its certificate': {
        at: ({ path }) => path === KEYS,
        reply: { body: [{ alias: 'curve', encryptionAlgo: 'ECDSA' }] },
        kind: 'silent',
        cause: 'protocol',
        reason: /certificate\.encodedCertificate is not a string/,
      },
      'no key of the suite': {
        at: ({ path }) => path === KEYS,
        reply: { body: [] },
        kind: 'unsupported',
        reason: /no key for the suite ecdsa-p256-sha256/,
      },
    },
  },
  verify: {
    question: VERIFY_QUESTION,
    reply,
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: { cannot: 'DSS reads format and level from the file itself' },
    faults: {
      outsideVocabulary: {
        reply: report({ Indication: 'MOSTLY_PASSED' }),
        kind: 'silent',
        cause: 'protocol',
        reason: /no indication of EN 319 102-1: MOSTLY_PASSED/,
      },
      wrongBase64: { cannot: 'the verdict of the dialect holds no base64 that is read' },
      twoSignaturesForOne: { cannot: 'a file may have several signatures, and all of them must stand' },
      otherDocument: {
        reply: {
          body: {
            SimpleReport: {
              DocumentName: 'another.p7m',
              signatureOrTimestampOrEvidenceRecord: [{ Signature: PASSED }],
            },
          },
        },
        kind: 'silent',
        cause: 'protocol',
        reason: /the report is on another\.p7m, asked was document\.txt\.p7m/,
      },
      nothingSaid: {
        reply: { body: { DetailedReport: {} } },
        kind: 'silent',
        cause: 'protocol',
        reason: /SimpleReport is not an object/,
      },
      refusal: {
        reply: { status: 500, body: 'The document format is not recognized' },
        kind: 'refused-input',
        reason: /HTTP 500: The document format is not recognized/,
      },
    },
    further: {
      'no signature in the report': {
        reply: report(),
        kind: 'refused-input',
        reason: /the report holds no signature/,
      },
      'a sub-indication that nobody knows': {
        reply: report({ Indication: 'INDETERMINATE', SubIndication: 'BAD_MOOD' }),
        kind: 'silent',
        cause: 'protocol',
        reason: /no sub-indication of EN 319 102-1: "BAD_MOOD"/,
      },
      'passed with a sub-indication': {
        reply: report({ Indication: 'TOTAL_PASSED', SubIndication: 'REVOKED' }),
        kind: 'silent',
        cause: 'protocol',
        reason: /passed, but with REVOKED/,
      },
    },
  },
  twin: { profile: profileOf('TR'), garbage: 'refused-input' },
};
