/**
 * What a JWS signs: its payload, or data objects elsewhere that `sigD` names.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 5.2.8}
 * @module
 */
import { digestByName } from '../../crypto/digests';
import type { Json, JsonObject } from '../../encoding/json';
import { TamgaError } from '../../model/error';
import { encodeBase64Url, encodeDer } from './text';

/** `plain`: RFC 7515 appendix F, no `sigD` at all. */
const MECHANISMS = ['plain', 'ObjectIdByURI', 'ObjectIdByURIHash', 'HttpHeaders'] as const;
export type Mechanism = (typeof MECHANISMS)[number];

export interface PayloadRequest {
  readonly document: Uint8Array;
  readonly packaging: 'attached' | 'detached';
  readonly mechanism: Mechanism;
  /** What `sigD` calls the document. */
  readonly uri: string;
  readonly mimeType: string;
  /** RFC 7797: the octets themselves instead of base64url. */
  readonly unencoded: boolean;
  /** Of the HTTP message whose body the document is; `digest` follows them by itself. */
  readonly fields: readonly HttpField[];
}

export interface HttpField {
  readonly name: string;
  readonly value: string;
}

export interface Payload {
  /** Behind the dot of the signing input. */
  readonly signed: string;
  /** In archive time-stamps, where data objects stand in the place of their hashes. */
  readonly stamped: string;
  /** The member `payload`; null where the JWS is detached. */
  readonly carried: string | null;
  readonly header: JsonObject;
}

const MECHANISM = 'http://uri.etsi.org/19182/';

export function payloadOf(request: PayloadRequest): Payload {
  const { document, packaging, mechanism, uri, mimeType, unencoded } = request;
  const text = unencoded ? textOf(document) : encodeBase64Url(document);
  const b64: JsonObject = unencoded ? { b64: false } : {};
  if (packaging === 'attached') {
    return { signed: text, stamped: text, carried: text, header: { cty: mimeType, ...b64 } };
  }
  if (mechanism === 'HttpHeaders') return httpHeaders(request);
  if (mechanism === 'plain') return { signed: text, stamped: text, carried: null, header: b64 };
  const hashes: Readonly<Record<string, Json>> =
    mechanism === 'ObjectIdByURI'
      ? {}
      : { hashM: 'S256', hashV: [encodeBase64Url(digestByName('sha256').of(Buffer.from(text)))] };
  const sigD = { mId: `${MECHANISM}${mechanism}`, pars: [uri], ...hashes, ctys: [mimeType] };
  // Section 5.2.8.3.3: with hashes the payload contributes nothing.
  const signed = mechanism === 'ObjectIdByURI' ? text : '';
  return { signed, stamped: text, carried: null, header: { sigD, ...b64 } };
}

/** The body's own field (RFC 3230). */
export function digestField(body: Uint8Array): HttpField {
  return { name: 'digest', value: `SHA-256=${encodeDer(digestByName('sha256').of(body))}` };
}

/** Section 5.2.8.2: one line per field, in the order of `pars`; `b64` is false. */
function httpHeaders({ document, fields }: PayloadRequest): Payload {
  const all = [...fields, digestField(document)];
  const text = all.map(({ name, value }) => `${name.toLowerCase()}: ${value}`).join('\n');
  const sigD = { mId: `${MECHANISM}HttpHeaders`, pars: all.map(({ name }) => name) };
  return { signed: text, stamped: text, carried: null, header: { sigD, b64: false } };
}

/** RFC 7797 section 5.3: what stands unencoded in JSON is text. */
function textOf(document: Uint8Array): string {
  const text = Buffer.from(document).toString('utf8');
  if (Buffer.from(text, 'utf8').equals(document)) return text;
  throw new TamgaError('TAMGA-E-MINT', 'a payload that is not UTF-8 cannot go unencoded');
}
