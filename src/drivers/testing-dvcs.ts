/**
 * The sample of `dvcs` for the contract suite, and receipts that a test can make wrong in one way.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import {
  encode,
  explicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  utf8String,
} from '../encoding/der-writer';
import { contextTag, TAG } from '../encoding/tags';
import { signCms } from '../forge/cms';
import { dvcsIdentity } from '../forge/dvcs';
import { forged } from '../testing/sandbox-client';
import { profileOf } from '../testing/sandbox-profiles';
import { dvcsRequest, RESPONSE_DATA } from './dvcs-request';
import { type DriverSample, VERIFY_QUESTION } from './testing-contract';

const STATE = forged('TR');
const IDENTITY = dvcsIdentity(STATE);
const SHA256 = '2.16.840.1.101.3.4.2.1';

export interface ReceiptParts {
  readonly service?: number;
  readonly nonce?: Uint8Array | null;
  readonly message?: Uint8Array;
  readonly digestOid?: string;
  /** Null: no status at all. */
  readonly status?: number | null;
}

/** DVCSCertInfo on the signature of the sample question. */
export function certInfo(parts: ReceiptParts = {}): Uint8Array {
  const { signature, validationTime } = VERIFY_QUESTION;
  const asked = dvcsRequest('vsd', signature, validationTime);
  const { service = 2, nonce = asked.nonce, digestOid = SHA256, status = 0 } = parts;
  const digest = createHash('sha256')
    .update(parts.message ?? signature)
    .digest();
  return sequence(
    sequence(encode(TAG.enumerated, Uint8Array.of(service)), ...(nonce === null ? [] : [integer(nonce)])),
    sequence(sequence(objectIdentifier(digestOid)), octetString(digest)),
    integer(7),
    encode(TAG.generalizedTime, Buffer.from('20260901120000Z')),
    ...(status === null ? [] : [encode(contextTag(0), integer(status), sequence(utf8String('in words')))]),
  );
}

export function signedReceipt(content: Uint8Array, contentType = RESPONSE_DATA): Uint8Array {
  return signCms({
    identity: IDENTITY,
    content,
    contentType,
    packaging: 'attached',
    signingTime: STATE.instant,
    namesCertificate: true,
  });
}

export function errorNote(words: string): Uint8Array {
  const note = encode(contextTag(0), sequence(integer(2), sequence(utf8String(words))));
  return sequence(objectIdentifier(RESPONSE_DATA), explicit(0, note));
}

function reply(body: Uint8Array) {
  return { type: 'application/dvcs', body };
}

const PROTOCOL = { kind: 'silent', cause: 'protocol' } as const;
const CANARY = Buffer.from('no signature in here');

function twinProfile(): ReturnType<typeof profileOf> {
  const profile = profileOf('TR');
  const { sign, verify } = profile.endpoints;
  if (sign === undefined || verify === undefined) throw new Error('the test profile has no endpoints');
  const dvcs = { ...verify, dialect: 'dvcs', url: 'http://dvcs.tr.tamga.test/dvcs/' };
  return { ...profile, endpoints: { sign, verify: dvcs } };
}

export const dvcsSample: DriverSample = {
  dialect: 'dvcs',
  wire: 'http',
  options: {},
  isCanary: ({ bytes }) => Buffer.from(bytes).includes(CANARY),
  verify: {
    question: VERIFY_QUESTION,
    reply: ({ bytes }) =>
      reply(Buffer.from(bytes).includes(CANARY) ? errorNote('no signature') : signedReceipt(certInfo())),
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: { ...VERIFY_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: {
        ...PROTOCOL,
        reply: reply(signedReceipt(certInfo({ status: 77 }))),
        reason: /neither grants nor rejects: PKIStatus 77, in words/,
      },
      wrongBase64: { cannot: 'receipts are DER, not base64' },
      twoSignaturesForOne: { cannot: 'one status speaks for all signatures of the document' },
      otherDocument: {
        ...PROTOCOL,
        reply: reply(signedReceipt(certInfo({ message: Buffer.from('other') }))),
        reason: /a receipt on another document than the one sent/,
      },
      nothingSaid: {
        ...PROTOCOL,
        reply: reply(signedReceipt(certInfo({ status: null }))),
        reason: /a receipt without a status/,
      },
      refusal: {
        reply: reply(errorNote('Невозможно проверить')),
        kind: 'refused-input',
        reason: /no receipt: PKIStatus 2, Невозможно проверить/,
      },
    },
    further: {
      'an old receipt': {
        ...PROTOCOL,
        reply: reply(signedReceipt(certInfo({ nonce: Buffer.from('old') }))),
        reason: /another nonce/,
      },
      'a receipt that nobody signed': {
        ...PROTOCOL,
        reply: reply(sequence(objectIdentifier(RESPONSE_DATA), explicit(0, certInfo()))),
        reason: /nobody signed/,
      },
    },
  },
  twin: { profile: twinProfile(), garbage: 'not-passed' },
};
