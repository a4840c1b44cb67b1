/**
 * The envelopes of the mobile signature service: what is asked in SOAP, and what is read out of the reply.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/102200_102299/102204/ ETSI TS 102 204}, V1.1.4
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import { outside } from '../encoding/json';
import { parseXml } from '../encoding/xml/parse';
import {
  attribute,
  elementsBelow,
  isNamed,
  ownText,
  textContent,
  type XmlElement,
} from '../encoding/xml/tree';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';

export const MSS = 'http://uri.etsi.org/TS102204/v1.1.2#';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
/** Services answer in either version of SOAP. */
const SOAPS: readonly string[] = [SOAP, 'http://www.w3.org/2003/05/soap-envelope'];

const LIMITS = { bytes: 8 * 1024 * 1024, depth: 64, elements: 10_000, attributes: 100 };

export interface ApplicationProvider {
  readonly id: string;
  readonly password: string;
  readonly transaction: string;
  /** ISO 8601 UTC. */
  readonly instant: string;
}

export interface SignatureRequest {
  readonly provider: ApplicationProvider;
  readonly mode: 'synch' | 'asynchClientServer';
  readonly msspUri: string;
  readonly msisdn: string;
  readonly data: Uint8Array;
  /** Shown on the telephone. */
  readonly display: string;
  readonly signatureProfile: string;
  readonly format: string;
}

export function signatureRequest(request: SignatureRequest): string {
  const { provider, mode, msspUri, msisdn, data, display, signatureProfile, format } = request;
  return envelope(
    'MSS_Signature',
    `<mss:MSS_SignatureReq MajorVersion="1" MinorVersion="1" MessagingMode="${mode}">` +
      head(provider, msspUri) +
      `<mss:MobileUser><mss:MSISDN>${escaped(msisdn)}</mss:MSISDN></mss:MobileUser>` +
      `<mss:DataToBeSigned MimeType="application/octet-stream" Encoding="base64">${encodeBase64(data)}</mss:DataToBeSigned>` +
      `<mss:DataToBeDisplayed MimeType="text/plain" Encoding="UTF-8">${escaped(display)}</mss:DataToBeDisplayed>` +
      `<mss:SignatureProfile><mss:mssURI>${escaped(signatureProfile)}</mss:mssURI></mss:SignatureProfile>` +
      `<mss:MSS_Format><mss:mssURI>${escaped(format)}</mss:mssURI></mss:MSS_Format>` +
      '</mss:MSS_SignatureReq>',
  );
}

export function statusRequest(provider: ApplicationProvider, msspUri: string, transaction: string): string {
  return envelope(
    'MSS_StatusQuery',
    `<mss:MSS_StatusReq MajorVersion="1" MinorVersion="1">${head(provider, msspUri)}` +
      `<mss:MSSP_TransID>${escaped(transaction)}</mss:MSSP_TransID></mss:MSS_StatusReq>`,
  );
}

function head({ id, password, transaction, instant }: ApplicationProvider, msspUri: string): string {
  return (
    `<mss:AP_Info AP_ID="${escaped(id)}" AP_TransID="${escaped(transaction)}" AP_PWD="${escaped(password)}" Instant="${escaped(instant)}"/>` +
    `<mss:MSSP_Info><mss:MSSP_ID><mss:URI>${escaped(msspUri)}</mss:URI></mss:MSSP_ID></mss:MSSP_Info>`
  );
}

function envelope(operation: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${SOAP}" xmlns:mss="${MSS}"><soap:Body><mss:${operation}>${body}</mss:${operation}></soap:Body></soap:Envelope>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

export type MssReply =
  | {
      readonly kind: 'response';
      /** Null: the service names no transaction of ours. */
      readonly ours: string | null;
      readonly theirs: string;
      readonly status: number;
      readonly message: string;
      /** Base64 as it stands; null where there is none yet. */
      readonly signature: string | null;
    }
  /** `status` is the subcode of TS 102 204, where the fault has one. */
  | { readonly kind: 'fault'; readonly status: number | null; readonly message: string };

/** @throws TamgaError TAMGA-E-PROTOCOL for anything but one response, or one fault, in an envelope. */
export function readReply(bytes: Uint8Array): MssReply {
  const root = rootOf(bytes);
  const all = elementsBelow(root);
  if (!SOAPS.includes(root.uri) || root.local !== 'Envelope') {
    throw outside(`an element ${printable(root.local, 60)} in place of a SOAP envelope`);
  }
  const fault = all.find((one) => SOAPS.includes(one.uri) && one.local === 'Fault');
  if (fault !== undefined) return readFault(fault);
  const responses = all.filter((one) => RESPONSES.some((name) => isNamed(one, MSS, name)));
  const [response] = responses;
  if (response === undefined || responses.length > 1) {
    throw outside(`${responses.length} responses of a mobile signature service in one envelope`);
  }
  return readResponse(response);
}

const RESPONSES = ['MSS_SignatureResp', 'MSS_StatusResp'];

function rootOf(bytes: Uint8Array): XmlElement {
  try {
    return parseXml(bytes, LIMITS).root;
  } catch (cause) {
    if (!(cause instanceof TamgaError) || cause.code === 'TAMGA-E-INTERNAL') throw cause;
    throw outside(`a body that is not XML: ${cause.message}`, cause);
  }
}

function readResponse(response: XmlElement): MssReply {
  const provider = one(response, 'AP_Info');
  const status = attribute(required(response, 'StatusCode'), 'Value') ?? '';
  if (!/^\d{1,4}$/.test(status)) throw outside(`StatusCode is no number: ${printable(status, 40)}`);
  const signature = one(response, 'Base64Signature');
  const transaction = one(response, 'MSSP_TransID');
  const message = one(response, 'StatusMessage');
  return {
    kind: 'response',
    ours: provider === undefined ? null : (attribute(provider, 'AP_TransID') ?? null),
    // A status response names it in an attribute of its own kind, or not at all.
    theirs:
      transaction === undefined ? (attribute(response, 'MSSP_TransID') ?? '') : ownText(transaction).trim(),
    status: Number(status),
    message: message === undefined ? '' : printable(ownText(message), 200),
    signature: signature === undefined ? null : ownText(signature).trim(),
  };
}

function readFault(fault: XmlElement): MssReply {
  const texts = elementsBelow(fault).map((element) => ownText(element).trim());
  const code = texts
    .map((text) => /^(?:[\w-]+:)?_?(\d{3})$/.exec(text)?.[1])
    .find((found) => found !== undefined);
  return {
    kind: 'fault',
    status: code === undefined ? null : Number(code),
    message: printable(textContent(fault).replace(/\s+/g, ' ').trim(), 240) || 'without a word',
  };
}

function one(above: XmlElement, local: string): XmlElement | undefined {
  const found = elementsBelow(above).filter((element) => isNamed(element, MSS, local));
  if (found.length > 1) throw outside(`${found.length} elements ${local} in one response`);
  return found[0];
}

function required(above: XmlElement, local: string): XmlElement {
  const found = one(above, local);
  if (found === undefined) throw outside(`the response has no ${local}`);
  return found;
}
