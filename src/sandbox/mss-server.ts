/**
 * Dialect `mss` from the other side: SOAP, at once or by polling, with one telephone for each suite and a patient person.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../encoding/base64';
import { parseXml } from '../encoding/xml/parse';
import { attribute, elementsBelow, isNamed, ownText, type XmlElement } from '../encoding/xml/tree';
import type { SuiteId } from '../model/claim';
import { TamgaError } from '../model/error';
import { messageOf, type Outgoing, type Service } from './server';
import type { SimulatedState } from './simulated-state';
import { MSS_PROVIDER } from './test-secrets';

const MSS = 'http://uri.etsi.org/TS102204/v1.1.2#';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The last two digits are the place of a suite among those that the state signs with. */
export const MSISDN_PREFIX = '9055500000';

const STATUS = {
  accepted: 100,
  wrongParameter: 101,
  missingParameter: 102,
  unauthorised: 104,
  unknownClient: 105,
  unsupportedProfile: 109,
  expired: 208,
  signature: 500,
  outstanding: 504,
  internal: 900,
} as const;

/** The client asks once in vain, as it would with a person. */
const POLLS_UNTIL_SIGNED = 2;

class Fault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Transaction {
  readonly ours: string;
  readonly signature: Uint8Array;
  polls: number;
}

export function mssService(state: SimulatedState, base: string): Service {
  const pending = new Map<string, Transaction>();
  return {
    prefix: base,
    routes: [
      {
        method: 'POST',
        role: 'sign',
        path: /^$/,
        answer: async ({ bytes }) => envelope(200, await answered(parseXml(bytes).root, state, pending)),
      },
    ],
    broken,
  };
}

/** SOAP 1.1 section 6.2: a fault is HTTP 500. The status of TS 102 204 is the code in its detail. */
function broken(error: unknown): Outgoing {
  const asked = error instanceof TamgaError ? STATUS.wrongParameter : STATUS.internal;
  const status = error instanceof Fault ? error.status : asked;
  return envelope(
    500,
    `<soap:Fault><faultcode>soap:Client</faultcode><faultstring>${escaped(messageOf(error))}</faultstring>` +
      `<detail><mss:Code>mss:_${status}</mss:Code></detail></soap:Fault>`,
  );
}

async function answered(
  root: XmlElement,
  state: SimulatedState,
  pending: Map<string, Transaction>,
): Promise<string> {
  const all = elementsBelow(root);
  const named = (local: string) => all.find((one) => isNamed(one, MSS, local));
  const provider = named('AP_Info');
  if (provider === undefined) throw new Fault(STATUS.missingParameter, 'AP_Info is missing');
  if (
    attribute(provider, 'AP_ID') !== MSS_PROVIDER.id ||
    attribute(provider, 'AP_PWD') !== MSS_PROVIDER.password
  ) {
    throw new Fault(STATUS.unauthorised, 'AP_ID or AP_PWD is wrong');
  }
  const ours = attribute(provider, 'AP_TransID') ?? '';
  const request = named('MSS_SignatureReq');
  if (request !== undefined) return sign({ request, ours, all, state, pending });
  const query = named('MSSP_TransID');
  if (named('MSS_StatusReq') === undefined || query === undefined) {
    throw new Fault(STATUS.missingParameter, 'neither MSS_SignatureReq nor MSS_StatusReq');
  }
  return polled(ownText(query).trim(), pending);
}

interface Asked {
  readonly request: XmlElement;
  readonly ours: string;
  readonly all: readonly XmlElement[];
  readonly state: SimulatedState;
  readonly pending: Map<string, Transaction>;
}

async function sign({ request, ours, all, state, pending }: Asked): Promise<string> {
  const text = (local: string): string => {
    const found = all.find((one) => isNamed(one, MSS, local));
    if (found === undefined) throw new Fault(STATUS.missingParameter, `${local} is missing`);
    return ownText(found).trim();
  };
  const msisdn = text('MSISDN');
  const suite = state.signer.suites.find(
    (_, at) => msisdn === `${MSISDN_PREFIX}${String(at).padStart(2, '0')}`,
  );
  if (suite === undefined) throw new Fault(STATUS.unknownClient, `no telephone ${msisdn}`);
  const data = decodeBase64(text('DataToBeSigned'));
  if (data === undefined || data.length === 0)
    throw new Fault(STATUS.wrongParameter, 'DataToBeSigned is not base64');
  const format = all.find((one) => isNamed(one, MSS, 'MSS_Format'));
  const uri =
    format === undefined
      ? ''
      : elementsBelow(format)
          .map((one) => ownText(one).trim())
          .join('');
  const signature = await signatureOf(uri, suite, data, state);
  const theirs = createHash('sha256').update(`${ours} ${msisdn}`).digest('hex').slice(0, 16);
  if (attribute(request, 'MessagingMode') === 'synch') {
    return response('MSS_SignatureResp', { ours, theirs, status: STATUS.signature, signature });
  }
  pending.set(theirs, { ours, signature, polls: 0 });
  return response('MSS_SignatureResp', { ours, theirs, status: STATUS.accepted, signature: null });
}

async function signatureOf(
  uri: string,
  suite: SuiteId,
  data: Uint8Array,
  { signer, forged, profile }: SimulatedState,
): Promise<Uint8Array> {
  const identity = signer.identity(suite);
  if (uri === `${MSS}PKCS1`) return signer.value(identity, suite, data);
  if (uri !== `${MSS}PKCS7`) throw new Fault(STATUS.unsupportedProfile, `no format ${uri}`);
  const plain = profile.claims.some(({ role, format }) => role === 'sign' && format === 'CMS');
  const order = {
    ...(plain ? ({ format: 'CMS', level: 'none' } as const) : ({ format: 'CAdES', level: 'B-B' } as const)),
    packaging: 'attached',
    suite,
    identity,
    document: data,
    documentName: 'data',
    signingTime: forged.instant,
  } as const;
  return signer.assembled(order, signer.value(identity, suite, signer.toSign(order)));
}

function polled(theirs: string, pending: Map<string, Transaction>): string {
  const transaction = pending.get(theirs);
  if (transaction === undefined) throw new Fault(STATUS.expired, `no transaction ${theirs}`);
  transaction.polls += 1;
  const done = transaction.polls >= POLLS_UNTIL_SIGNED;
  if (done) pending.delete(theirs);
  return response('MSS_StatusResp', {
    ours: transaction.ours,
    theirs,
    status: done ? STATUS.signature : STATUS.outstanding,
    signature: done ? transaction.signature : null,
  });
}

interface Told {
  readonly ours: string;
  readonly theirs: string;
  readonly status: number;
  readonly signature: Uint8Array | null;
}

function response(name: string, { ours, theirs, status, signature }: Told): string {
  const signed =
    signature === null
      ? ''
      : `<mss:MSS_Signature><mss:Base64Signature>${encodeBase64(signature)}</mss:Base64Signature></mss:MSS_Signature>`;
  const words = status === STATUS.signature ? 'SIGNATURE' : 'OUTSTANDING_TRANSACTION';
  return (
    `<mss:${name} MajorVersion="1" MinorVersion="1"><mss:AP_Info AP_ID="${escaped(MSS_PROVIDER.id)}" AP_TransID="${escaped(ours)}"/>` +
    `<mss:MSSP_TransID>${escaped(theirs)}</mss:MSSP_TransID>${signed}` +
    `<mss:Status><mss:StatusCode Value="${status}"/><mss:StatusMessage>${words}</mss:StatusMessage></mss:Status></mss:${name}>`
  );
}

function envelope(status: number, body: string): Outgoing {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${SOAP}" xmlns:mss="${MSS}"><soap:Body>${body}</soap:Body></soap:Envelope>`;
  return { status, type: 'text/xml; charset=utf-8', bytes: Buffer.from(xml, 'utf8') };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
