/**
 * The sample of `siva` for the contract suite.
 *
 * @module
 */
import { profileOf } from '../testing/sandbox-profiles';
import { type DriverSample, jsonOf, type SampleRequest, VERIFY_QUESTION } from './testing-contract';

const NOTHING_FOUND = { key: 'document', message: 'Document malformed or not matching documentType' };

function isCanary(request: SampleRequest): boolean {
  const body = request.bytes.length === 0 ? null : jsonOf(request);
  return typeof body === 'object' && body !== null && 'filename' in body && body.filename === 'canary.txt';
}

function report(fields: object): { readonly body: object } {
  return {
    body: {
      validationReport: { validationConclusion: { signaturesCount: 1, validSignaturesCount: 1, ...fields } },
    },
  };
}

const PASSED = { id: 'S1', indication: 'TOTAL-PASSED', signatureFormat: 'CAdES_BASELINE_B' };

function twinProfile(): ReturnType<typeof profileOf> {
  const profile = profileOf('TR');
  const { sign, verify } = profile.endpoints;
  if (sign === undefined || verify === undefined) throw new Error('the test profile has no endpoints');
  const siva = { ...verify, dialect: 'siva', url: 'http://siva.tr.tamga.test/' };
  return { ...profile, endpoints: { sign, verify: siva } };
}

export const sivaSample: DriverSample = {
  dialect: 'siva',
  wire: 'http',
  options: { signaturePolicy: 'POLv3' },
  isCanary,
  verify: {
    question: VERIFY_QUESTION,
    reply: (request) => {
      if (request.path !== 'validate') return undefined;
      return isCanary(request)
        ? { status: 400, body: { requestErrors: [NOTHING_FOUND] } }
        : report({ signatures: [PASSED] });
    },
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: { ...VERIFY_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: {
        reply: report({ signatures: [{ ...PASSED, indication: 'VALID' }] }),
        kind: 'silent',
        cause: 'protocol',
        reason: /no indication of EN 319 102-1: VALID/,
      },
      wrongBase64: { cannot: 'the verdict of the dialect holds no base64 that is decoded' },
      twoSignaturesForOne: { cannot: 'a file may have several signatures, and all of them must stand' },
      otherDocument: {
        reply: report({ signatures: [PASSED], validatedDocument: { filename: 'other.p7m' } }),
        kind: 'silent',
        cause: 'protocol',
        reason: /a report on other\.p7m, but document\.txt\.p7m was sent/,
      },
      nothingSaid: {
        reply: report({ signatures: [{ id: 'S1' }] }),
        kind: 'silent',
        cause: 'protocol',
        reason: /indication is not a string: nothing/,
      },
      refusal: {
        reply: { status: 400, body: { requestErrors: [NOTHING_FOUND] } },
        kind: 'refused-input',
        reason: /HTTP 400: document: Document malformed/,
      },
    },
    further: {
      'a report without a signature': {
        reply: report({ signaturesCount: 0, validSignaturesCount: 0 }),
        kind: 'refused-input',
        reason: /holds no signature/,
      },
      'sums that contradict the signatures': {
        reply: report({ signatures: [PASSED], validSignaturesCount: 0 }),
        kind: 'silent',
        cause: 'protocol',
        reason: /validSignaturesCount is 0, but the signatures say 1/,
      },
      'a framework that words an error': {
        reply: { status: 400, body: { error: 'Bad Request' } },
        kind: 'silent',
        cause: 'protocol',
        reason: /HTTP 400 .*compare version and dialect/,
      },
    },
  },
  twin: { profile: twinProfile(), garbage: 'refused-input' },
};
