/**
 * JSON and base64url as they are written into a JWS: in the order given, without a blank.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7515 RFC 7515}
 * @module
 */
import type { Json } from '../../encoding/json';

export function encodeBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

export function encodeText(text: string): string {
  return encodeBase64Url(Buffer.from(text, 'utf8'));
}

export function encodeJson(value: Json): string {
  return encodeText(JSON.stringify(value));
}

/** The standard alphabet, for DER (RFC 7515 section 4.1.6). */
export function encodeDer(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}
