/**
 * The sample of `mss` for the contract suite.
 *
 * @module
 */
import {
  type DriverSample,
  type SampleReply,
  type SampleRequest,
  SIGN_QUESTION,
  type Spoilt,
} from './testing-contract';

const MSS = 'http://uri.etsi.org/TS102204/v1.1.2#';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

function soap(body: string, status = 200): SampleReply {
  return {
    status,
    type: 'text/xml',
    body: `<s:Envelope xmlns:s="${SOAP}" xmlns:m="${MSS}"><s:Body>${body}</s:Body></s:Envelope>`,
  };
}

interface Parts {
  readonly status?: string;
  readonly signature?: string;
  readonly transaction?: string;
}

function response({ status = '500', signature = 'c2lnbmVk', transaction }: Parts): string {
  const ours = transaction === undefined ? '' : `<m:AP_Info AP_TransID="${transaction}"/>`;
  const signed = `<m:MSS_Signature><m:Base64Signature>${signature}</m:Base64Signature></m:MSS_Signature>`;
  return `<m:MSS_SignatureResp>${ours}<m:MSSP_TransID>1</m:MSSP_TransID>${signature === '' ? '' : signed}<m:Status><m:StatusCode Value="${status}"/></m:Status></m:MSS_SignatureResp>`;
}

function row(body: string, reason: RegExp): Spoilt {
  return { reply: soap(body), kind: 'silent', cause: 'protocol', reason };
}

function isCanary({ bytes }: SampleRequest): boolean {
  return Buffer.from(bytes).toString('utf8').includes('MSS_StatusReq');
}

export const mssSample: DriverSample = {
  dialect: 'mss',
  wire: 'http',
  options: { apId: 'http://tamga.test', apPassword: 'tamga-test', msisdn: '905550000000' },
  isCanary,
  sign: {
    question: SIGN_QUESTION,
    reply: (request) =>
      soap(isCanary(request) ? '<s:Fault><faultstring>_208</faultstring></s:Fault>' : response({})),
    expected: { kind: 'signed', madeBy: 'endpoint', signature: Buffer.from('signed') },
    unsupported: { ...SIGN_QUESTION, format: 'JAdES' },
    faults: {
      outsideVocabulary: row(response({ status: 'OK' }), /StatusCode is no number: OK/),
      wrongBase64: row(response({ signature: 'c2ln*' }), /Base64Signature is not base64: c2ln\*/),
      twoSignaturesForOne: row(response({}) + response({}), /2 responses of a mobile signature service/),
      otherDocument: row(
        response({ transaction: 'T0' }),
        /a reply to the transaction T0, not to T[0-9a-f]{24}/,
      ),
      nothingSaid: row(response({ signature: '' }), /status 500, and no Base64Signature/),
      refusal: {
        reply: soap(
          '<s:Fault><faultcode>s:Client</faultcode><faultstring>too long</faultstring><detail>mss:_103</detail></s:Fault>',
          500,
        ),
        kind: 'refused-input',
        reason: /the mss service says: status 103 .*too long/,
      },
    },
    further: {
      'a person who said no': {
        reply: soap(response({ status: '401', signature: '' })),
        kind: 'silent',
        cause: 'denied',
        reason: /status 401: the person or the card said no/,
      },
      'a status that is not of this request': row(
        response({ status: '777' }),
        /status 777, which TS 102 204 does not have/,
      ),
      'a document type': {
        reply: { type: 'text/xml', body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' },
        kind: 'silent',
        cause: 'protocol',
        reason: /document type/,
      },
      'another root': {
        reply: { type: 'text/xml', body: '<a/>' },
        kind: 'silent',
        cause: 'protocol',
        reason: /an element a in place of a SOAP envelope/,
      },
    },
  },
  twin: { cannot: 'the dialect does not verify; src/sandbox/mss-server.test.ts signs with the twin' },
};
