/**
 * A keyed hash over a canonical string of the request, in headers that the operator names.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc2104 RFC 2104}
 * @module
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Silent } from '../model/answer';
import type { Hmac } from '../model/profile';
import { silent } from './silence';
import type { Outgoing } from './transfer';

export type HmacRule = Pick<Hmac, 'key' | 'digest' | 'prehash' | 'encoding'>;

/** SIMA keys the digest of its container, not the container (web2app, technical document 1.2). */
export function hmacOf({ key, digest, prehash, encoding }: HmacRule, message: Uint8Array): string {
  const hashed = prehash ? createHash(digest).update(message).digest() : message;
  return createHmac(digest, key).update(hashed).digest(encoding);
}

export function hmacHeaders(
  auth: Hmac,
  out: Outgoing,
  nowMs: number,
  nonce: string = randomBytes(16).toString('hex'),
): Readonly<Record<string, string>> | Silent {
  const values = placeholders(out, nowMs, nonce);
  const message = fill(auth.canonical, values);
  if (typeof message === 'string') return unknown(message);
  const signature = Buffer.from(hmacOf(auth, message), 'latin1');
  const headers: Record<string, string> = {};
  for (const [name, template] of Object.entries(auth.headers)) {
    const value = fill(template, new Map([...values, ['signature', signature]]));
    if (typeof value === 'string') return unknown(value);
    headers[name] = value.toString('latin1');
  }
  return headers;
}

function placeholders(out: Outgoing, nowMs: number, nonce: string): ReadonlyMap<string, Uint8Array> {
  const body = out.body ?? new Uint8Array();
  const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');
  return new Map([
    ['method', text(out.method)],
    ['host', text(out.url.host)],
    ['path', text(out.url.pathname)],
    ['query', text(out.url.search.replace(/^\?/, ''))],
    ['target', text(`${out.url.pathname}${out.url.search}`)],
    ['body', body],
    ['body-sha256', text(createHash('sha256').update(body).digest('hex'))],
    ['timestamp', text(String(Math.floor(nowMs / 1000)))],
    ['nonce', text(nonce)],
  ]);
}

/** The filled template as bytes, as a body need not be text; a string names a placeholder that nobody knows. */
function fill(template: string, values: ReadonlyMap<string, Uint8Array>): Buffer | string {
  const pieces: Uint8Array[] = [];
  for (const piece of template.split(/(\{[a-z0-9-]+\})/)) {
    const name = /^\{(.+)\}$/.exec(piece)?.[1];
    const value = name === undefined ? Buffer.from(piece, 'utf8') : values.get(name);
    if (value === undefined) return piece;
    pieces.push(value);
  }
  return Buffer.concat(pieces);
}

function unknown(placeholder: string): Silent {
  return silent(
    'denied',
    `no authorisation was made: auth of the profile has the unknown placeholder ${placeholder}`,
  );
}
