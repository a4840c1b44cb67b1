/**
 * Signature activation data: which hashes may be signed with which credential, sealed by the service, so that nothing is kept.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeBase64Url } from '../encoding/base64';
import { type Json, parseJson, valueAt } from '../encoding/json';
import { Fault } from './csc-faults';

export interface Activation {
  readonly credentialID: string;
  /** Base64; empty: any (SCAL1). */
  readonly hashes: readonly string[];
}

/** `key` is the seed of the sandbox: the same request gets the same SAD. */
export function activate(key: string, activation: Activation): string {
  return sealed(key, activation);
}

/** A text that only the service can make, and that says what it is about. */
export function sealed(key: string, content: object): string {
  const text = Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${text}.${seal(key, text)}`;
}

/** Undefined: the service did not make it. */
export function unsealed(key: string, given: string): Json | undefined {
  const [text = '', mark = ''] = given.split('.');
  const own = Buffer.from(seal(key, text));
  const said = Buffer.from(mark);
  if (own.length !== said.length || !timingSafeEqual(own, said)) return undefined;
  return parseJson(decodeBase64Url(text) ?? new Uint8Array());
}

/** Whether the SAD allows these hashes; a hash beyond them is refused. */
export function requireActivation(
  key: string,
  sad: string,
  credentialID: string,
  hashes: readonly string[],
): void {
  const said = unsealed(key, sad);
  if (said === undefined) throw new Fault('Invalid parameter SAD');
  if (valueAt(said, 'credentialID') !== credentialID) throw new Fault('Invalid parameter SAD');
  const allowed = valueAt(said, 'hashes');
  const authorised = Array.isArray(allowed) && hashes.every((hash) => allowed.includes(hash));
  if (!authorised) throw new Fault('Hash is not authorized by the SAD.');
}

function seal(key: string, text: string): string {
  return createHmac('sha256', `sad ${key}`).update(text).digest('base64url');
}
