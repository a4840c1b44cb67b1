/**
 * The sample of `http` for the contract suite: an in-house service, described as a profile describes it.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { HttpTemplate, ResponseMapping, Words } from '../model/mapping';
import type { Profile } from '../model/profile';
import { profileOf } from '../testing/sandbox-profiles';
import { type DriverSample, SIGN_QUESTION, type Spoilt, VERIFY_QUESTION } from './testing-contract';

export const WORDS: Words = {
  format: { CAdES: 'cades', XAdES: 'xades', PAdES: 'pades' },
  level: { 'B-B': 'b-b', 'B-T': 'b-t' },
};

/** What the service answers to `verify`, whatever carries it. */
export const VERDICT: ResponseMapping = {
  type: 'json',
  unsupported: 'code = 415',
  refused: 'code = 400',
  reason: 'message',
  expect: ['fileHash = $asked.signature.sha256', 'valid = (code = 0)'],
  verdict: {
    expression: 'code',
    values: [
      { is: 0, said: 'passed' },
      { is: 100, said: 'failed' },
      { is: 200, said: 'indeterminate' },
    ],
  },
};

const CANARY: HttpTemplate['canary'] = {
  method: 'GET',
  path: 'health',
  response: { type: 'json', expect: ["status = 'UP'"] },
};

export const VERIFY: HttpTemplate = {
  method: 'POST',
  path: 'verify',
  headers: { 'X-Format': '{format}' },
  body: {
    kind: 'json',
    value: { file: '{signature:base64}', content: '{document:base64}', at: '{time}' },
  },
  words: WORDS,
  response: VERDICT,
  canary: CANARY,
};

export const SIGN: HttpTemplate = {
  method: 'POST',
  path: 'sign',
  body: {
    kind: 'json',
    value: {
      document: '{document:base64}',
      documentName: '{document-name}',
      format: '{format}',
      level: '{level}',
      packaging: '{packaging}',
      algorithm: '{suite}',
      at: '{time}',
    },
  },
  words: WORDS,
  response: {
    type: 'json',
    unsupported: 'code = 415',
    refused: 'code = 400',
    reason: 'message',
    expect: ['code = 0'],
    signature: { from: 'expression', expression: 'signed', encoding: 'base64' },
  },
  canary: CANARY,
};

const SIGNATURE = Buffer.from('signed');
const GOOD = {
  valid: true,
  code: 0,
  message: 'OK',
  fileHash: createHash('sha256').update(VERIFY_QUESTION.signature).digest('hex'),
};

const reply = ({ path }: { readonly path: string }) => {
  if (path === 'health') return { body: { status: 'UP' } };
  if (path === 'verify') return { body: GOOD };
  return path === 'sign' ? { body: { code: 0, signed: SIGNATURE.toString('base64') } } : undefined;
};

function row(body: object, reason: RegExp): Spoilt {
  return { reply: { body }, kind: 'silent', cause: 'protocol', reason };
}

const REFUSED: Spoilt = {
  reply: { body: { valid: false, code: 400, message: 'file is unreadable' } },
  kind: 'refused-input',
  reason: /refuses this input: file is unreadable/,
};

const FURTHER: Readonly<Record<string, Spoilt>> = {
  'a number for what it does not do': {
    reply: { body: { valid: false, code: 415, message: 'no such format' } },
    kind: 'unsupported',
    reason: /does not do this product: no such format/,
  },
  'a number for a refusal, without words': {
    reply: { body: { code: 400 } },
    kind: 'refused-input',
    reason: /refuses this input, without a reason/,
  },
  'an array in the place of the object': row([], /response\/expect\/0 of the profile \(.*\) is not true/),
};

export function twinProfile(): Profile {
  const profile = profileOf('TR');
  const { sign, verify } = profile.endpoints;
  if (sign === undefined || verify === undefined) throw new Error('the test profile has no endpoints');
  const spoken = { dialect: 'http', url: 'http://in-house.tr.tamga.test/service/', options: {} };
  return {
    ...profile,
    endpoints: { sign: { ...sign, ...spoken, http: SIGN }, verify: { ...verify, ...spoken, http: VERIFY } },
  };
}

export const httpSample: DriverSample = {
  dialect: 'http',
  wire: 'http',
  options: {},
  isCanary: ({ path }) => path === 'health',
  sign: {
    question: SIGN_QUESTION,
    block: { http: SIGN },
    reply,
    expected: { kind: 'signed', madeBy: 'endpoint', signature: SIGNATURE },
    unsupported: { ...SIGN_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: row(
        { code: 'OK', signed: 'YQ==' },
        /response\/expect\/0 .*\(code = 0\) is not true, it leads to false/,
      ),
      wrongBase64: row(
        { code: 0, signed: 'c2ln*' },
        /response\/signature .*\(signed\) is not base64, it leads to "c2ln\*"/,
      ),
      twoSignaturesForOne: row(
        { code: 0, signed: ['YQ==', 'Yg=='] },
        /response\/signature .* is not base64, it leads to \["YQ==","Yg=="\]/,
      ),
      otherDocument: { cannot: 'the reply does not name what was signed; the referee compares it' },
      nothingSaid: row({ code: 0 }, /response\/signature .*\(signed\) is not base64, it leads to nothing/),
      refusal: REFUSED,
    },
    further: {
      ...FURTHER,
      'an empty signature': row({ code: 0, signed: '' }, /no signature: the place .* is empty/),
    },
  },
  verify: {
    question: VERIFY_QUESTION,
    block: { http: VERIFY },
    reply,
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: { ...VERIFY_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: row(
        { ...GOOD, valid: false, code: 7 },
        /response\/verdict of the profile \(code\) is none of 0, 100, 200, it leads to 7/,
      ),
      wrongBase64: { cannot: 'the verdict holds no base64 that is decoded' },
      twoSignaturesForOne: row({ ...GOOD, code: [0, 0] }, /it leads to (false|\[0,0\])/),
      otherDocument: row(
        { ...GOOD, fileHash: 'ab'.repeat(32) },
        /response\/expect\/0 of the profile \(fileHash = \$asked\.signature\.sha256\) is not true, it leads to false/,
      ),
      nothingSaid: row({ fileHash: GOOD.fileHash }, /response\/expect\/1 .* is not true/),
      refusal: REFUSED,
    },
    further: {
      ...FURTHER,
      'a yes that contradicts its number': row(
        { ...GOOD, code: 100 },
        /response\/expect\/1 .*valid = \(code = 0\)/,
      ),
      'a number in words': row({ ...GOOD, code: '0' }, /response\/expect\/1/),
    },
  },
  twin: { profile: twinProfile(), garbage: 'refused-input' },
};
