/**
 * Reads what a data validation and certification server answers: a receipt, or an error note.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3029 RFC 3029}
 * @module
 */
import {
  type Cursor,
  children,
  type Element,
  finish,
  more,
  next,
  open,
  openAs,
  parseBer,
  parseDer,
  raw,
  take,
  takeOptional,
} from '../encoding/der';
import {
  readIntegerBytes,
  readOctetString,
  readOid,
  readSmallInteger,
  readString,
} from '../encoding/der-values';
import { outside } from '../encoding/json';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import { RESPONSE_DATA } from './dvcs-request';

/** PKIStatusInfo: what was decided, and in which words. */
export interface Status {
  readonly status: number;
  readonly text: string;
}

export interface Receipt {
  readonly kind: 'receipt';
  readonly service: number;
  readonly nonce: Uint8Array | null;
  readonly imprint: { readonly digestOid: string; readonly value: Uint8Array };
  readonly status: Status | null;
  /** Who vouches for it. */
  readonly signed: SignedReceipt;
}

export interface ErrorNote {
  readonly kind: 'error';
  readonly status: Status;
  readonly transaction: string | null;
}

export interface SignedReceipt {
  /** The DVCSResponse that was signed. */
  readonly content: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

export interface SignerInfo {
  readonly digestOid: string;
  readonly algorithmOid: string;
  /** Under the tag of a SET OF, as they were signed; null where there are none. */
  readonly attributes: Uint8Array | null;
  readonly messageDigest: Uint8Array | null;
  readonly value: Uint8Array;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const LIMITS = { bytes: 4 * 1024 * 1024, depth: 32, elements: 20_000 };

/** @throws TamgaError TAMGA-E-DER, TAMGA-E-LIMIT or TAMGA-E-PROTOCOL for everything else. */
export function readResponse(bytes: Uint8Array): Receipt | ErrorNote {
  const info = openAs(parseBer(bytes, LIMITS), TAG.sequence, 'ContentInfo');
  const type = readOid(next(info, 'contentType'), 'contentType');
  const wrapper = openAs(next(info, 'content'), contextTag(0), 'content');
  const content = next(wrapper, 'content');
  finish(info, 'ContentInfo');
  if (type === RESPONSE_DATA) {
    const note = readContent(content, null);
    if (note !== undefined) return note;
    throw outside('a receipt that nobody signed');
  }
  if (type !== SIGNED_DATA) throw outside(`a ContentInfo of type ${type}`);
  const signed = readSignedData(content);
  const answer = readContent(parseDer(signed.content, LIMITS), signed);
  if (answer === undefined) throw outside('a receipt that nobody signed');
  return answer;
}

function readContent(response: Element, signed: SignedReceipt | null): Receipt | ErrorNote | undefined {
  // DVCSResponse is a CHOICE: a bare SEQUENCE, or [0] IMPLICIT.
  if (response.tag === contextTag(0)) return readErrorNote(response);
  return signed === null ? undefined : readCertInfo(response, signed);
}

function readErrorNote(note: Element): ErrorNote {
  const fields = open(note);
  const status = readStatus(take(fields, TAG.sequence, 'transactionStatus'));
  return {
    kind: 'error',
    status,
    transaction: more(fields) ? readUri(next(fields, 'transactionIdentifier')) : null,
  };
}

function readUri(name: Element): string | null {
  return name.tag === contextPrimitive(6)
    ? Buffer.from(name.source.bytes.subarray(name.body, name.end)).toString('latin1')
    : null;
}

function readCertInfo(response: Element, signed: SignedReceipt): Receipt {
  const fields = openAs(response, TAG.sequence, 'DVCSCertInfo');
  takeOptional(fields, TAG.integer);
  const request = readRequestInformation(next(fields, 'dvReqInfo'));
  const imprint = readDigestInfo(next(fields, 'messageImprint'));
  take(fields, TAG.integer, 'serialNumber');
  next(fields, 'responseTime');
  const status = takeOptional(fields, contextTag(0));
  return {
    kind: 'receipt',
    ...request,
    imprint,
    status: status === undefined ? null : readStatus(status),
    signed,
  };
}

function readRequestInformation(element: Element): Pick<Receipt, 'service' | 'nonce'> {
  const fields = openAs(element, TAG.sequence, 'dvReqInfo');
  takeOptional(fields, TAG.integer);
  const service = readSmallInteger(take(fields, TAG.enumerated, 'service'), 'service');
  const nonce = takeOptional(fields, TAG.integer);
  return { service, nonce: nonce === undefined ? null : readIntegerBytes(nonce, 'nonce') };
}

function readDigestInfo(element: Element): Receipt['imprint'] {
  const fields = openAs(element, TAG.sequence, 'messageImprint');
  const algorithm = openAs(next(fields, 'digestAlgorithm'), TAG.sequence, 'digestAlgorithm');
  const digestOid = readOid(next(algorithm, 'algorithm'), 'algorithm');
  return { digestOid, value: readOctetString(next(fields, 'digest'), 'digest') };
}

/** The caller has looked at the tag, which may be IMPLICIT. */
function readStatus(element: Element): Status {
  const fields = open(element);
  const status = readSmallInteger(next(fields, 'status'), 'status', 255);
  const words = takeOptional(fields, TAG.sequence);
  const text =
    words === undefined
      ? ''
      : children(words)
          .map((word) => readString(word) ?? '')
          .join(' ');
  return { status, text };
}

function readSignedData(element: Element): SignedReceipt {
  const fields = openAs(element, TAG.sequence, 'SignedData');
  take(fields, TAG.integer, 'version');
  take(fields, TAG.set, 'digestAlgorithms');
  const encapsulated = openAs(next(fields, 'encapContentInfo'), TAG.sequence, 'encapContentInfo');
  const type = readOid(next(encapsulated, 'eContentType'), 'eContentType');
  if (type !== RESPONSE_DATA) throw outside(`signed content of type ${type}`);
  const wrapper = openAs(next(encapsulated, 'eContent'), contextTag(0), 'eContent');
  const content = readOctetString(next(wrapper, 'eContent'), 'eContent');
  const certificates = takeOptional(fields, contextTag(0));
  takeOptional(fields, contextTag(1));
  return {
    content,
    certificates: certificates === undefined ? [] : children(certificates).map(raw),
    signers: children(take(fields, TAG.set, 'signerInfos')).map(readSigner),
  };
}

function readSigner(element: Element): SignerInfo {
  const fields = openAs(element, TAG.sequence, 'SignerInfo');
  take(fields, TAG.integer, 'version');
  next(fields, 'sid');
  const digestOid = algorithmAt(fields, 'digestAlgorithm');
  const attributes = takeOptional(fields, contextTag(0));
  const algorithmOid = algorithmAt(fields, 'signatureAlgorithm');
  const value = readOctetString(next(fields, 'signature'), 'signature');
  return { digestOid, algorithmOid, value, ...readAttributes(attributes) };
}

function algorithmAt(fields: Cursor, name: string): string {
  return readOid(next(openAs(next(fields, name), TAG.sequence, name), 'algorithm'), 'algorithm');
}

function readAttributes(element: Element | undefined): Pick<SignerInfo, 'attributes' | 'messageDigest'> {
  if (element === undefined) return { attributes: null, messageDigest: null };
  // RFC 5652 section 5.4: signed under the tag of a SET OF, not under the [0] of the place.
  const attributes = Uint8Array.from(raw(element));
  attributes[0] = TAG.set;
  for (const attribute of children(element)) {
    const fields = open(attribute);
    if (readOid(next(fields, 'attrType'), 'attrType') !== MESSAGE_DIGEST) continue;
    const values = openAs(next(fields, 'attrValues'), TAG.set, 'attrValues');
    return { attributes, messageDigest: readOctetString(next(values, 'messageDigest'), 'messageDigest') };
  }
  return { attributes, messageDigest: null };
}
