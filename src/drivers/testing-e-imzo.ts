/**
 * The sample of `e-imzo` for the contract suite: the server. CAPIWS is no HTTP and has tests of its own.
 *
 * @module
 */

import type { Profile } from '../model/profile';
import { profileOf } from '../testing/sandbox-profiles';
import { type DriverSample, type Spoilt, VERIFY_QUESTION } from './testing-contract';

const PING = 'ping';
const SIGNER = { verified: true, certificateVerified: true, certificateValidAtSigningTime: true };

function reply(signers: readonly object[], status: unknown = 1): object {
  return { pkcs7Info: { signers, documentBase64: 'YQ==' }, status, message: '' };
}

function row(body: object, reason: RegExp): Spoilt {
  return { reply: { body }, kind: 'silent', cause: 'protocol', reason };
}

function twinProfile(): Profile {
  const profile = profileOf('UZ');
  const url = 'http://e-imzo.uz.tamga.test/';
  const { sign, verify } = profile.endpoints;
  return {
    ...profile,
    endpoints: {
      ...(sign !== undefined && {
        sign: {
          ...sign,
          dialect: 'e-imzo',
          url,
          options: {
            capiws: 'ws://capiws.uz.tamga.test/service/cryptapi',
            'certificate.ecdsa-p256-sha256': 'DS-ecdsa-p256-sha256',
            'certificate.uz-dst1092-dst1106': 'DS-uz-dst1092-dst1106',
          },
        },
      }),
      ...(verify !== undefined && { verify: { ...verify, dialect: 'e-imzo', url } }),
    },
  };
}

export const eImzoSample: DriverSample = {
  dialect: 'e-imzo',
  wire: 'http',
  options: {},
  isCanary: ({ path }) => path === PING,
  elsewhere: {
    sign: 'CAPIWS is a WebSocket: src/net/websocket.test.ts and src/sandbox/e-imzo-server.test.ts',
  },
  verify: {
    question: VERIFY_QUESTION,
    reply: ({ path }) =>
      ({
        'backend/pkcs7/verify/attached': { body: reply([SIGNER]) },
        [PING]: { body: { serverDateTime: '2026-09-01 17:00:00', yourIP: '127.0.0.1' } },
      })[path],
    expected: { kind: 'verdict', said: 'passed', subIndication: null },
    unsupported: { ...VERIFY_QUESTION, format: 'XAdES' },
    faults: {
      outsideVocabulary: row(reply([SIGNER], 7), /status 7 is not in the table of the dialect/),
      wrongBase64: { cannot: 'the verdict of the dialect holds no base64 that is read' },
      twoSignaturesForOne: { cannot: 'a CMS may have several signers, and all of them must stand' },
      otherDocument: { cannot: 'the reply names no document by digest' },
      nothingSaid: row({ message: '' }, /status is no whole number: null/),
      refusal: {
        reply: { status: 400, type: 'text/plain', body: 'Invalid PKCS7' },
        kind: 'refused-input',
        reason: /HTTP 400: Invalid PKCS7/,
      },
    },
    further: {
      'a success without a signer': row(reply([]), /signers is empty/),
      'a signer without flags': row(reply([{}]), /verified is not true or false: nothing/),
      'a status in words': row(reply([SIGNER], 'ok'), /status is no whole number: "ok"/),
    },
  },
  twin: { profile: twinProfile(), garbage: 'refused-input' },
};
