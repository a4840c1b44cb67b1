/**
 * Signature activation data: which hashes may be signed with which credential, sealed by the service, so that nothing is kept.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeBase64Url } from '../encoding/base64';
import { parseJson, valueAt } from '../encoding/json';
import { Fault } from './csc-faults';

export interface Activation {
  readonly credentialID: string;
  /** Base64; empty: any (SCAL1). */
  readonly hashes: readonly string[];
}

/** `key` is the seed of the sandbox: the same request gets the same SAD. */
export function activate(key: string, activation: Activation): string {
  const text = Buffer.from(JSON.stringify(activation)).toString('base64url');
  return `${text}.${seal(key, text)}`;
}

/** Whether the SAD allows these hashes; a hash beyond them is refused. */
export function requireActivation(
  key: string,
  sad: string,
  credentialID: string,
  hashes: readonly string[],
): void {
  const [text = '', sealed = ''] = sad.split('.');
  const own = Buffer.from(seal(key, text));
  const given = Buffer.from(sealed);
  if (own.length !== given.length || !timingSafeEqual(own, given)) throw new Fault('Invalid parameter SAD');
  const said = parseJson(decodeBase64Url(text) ?? new Uint8Array());
  if (valueAt(said, 'credentialID') !== credentialID) throw new Fault('Invalid parameter SAD');
  const allowed = valueAt(said, 'hashes');
  const authorised = Array.isArray(allowed) && hashes.every((hash) => allowed.includes(hash));
  if (!authorised) throw new Fault('Hash is not authorized by the SAD.');
}

function seal(key: string, text: string): string {
  return createHmac('sha256', `sad ${key}`).update(text).digest('base64url');
}
