/**
 * What every call to a CSC service has in common: JSON by POST, and errors of one form.
 *
 * @see {@link https://cloudsignatureconsortium.org/resources/download-api-specifications/ CSC API}, section on errors
 * @module
 */
import { type Json, parseJson, valueAt } from '../encoding/json';
import type { Silent, Unsupported } from '../model/answer';
import { printable } from '../model/printable';
import type { HttpReply } from '../net/http';
import { answering, type JsonCall, postJson, saidOfItself } from './answering';
import type { Link } from './driver';

/** About who asks, never about what was sent. */
const ABOUT_US: ReadonlySet<string> = new Set([
  'access_denied',
  'authentication_error',
  'invalid_authentication_data',
  'invalid_client',
  'invalid_otp',
  'invalid_pin',
  'invalid_token',
  'expired_token',
  'unauthorized_client',
]);

export function callTo(link: Link): JsonCall {
  return { link, readRefusal };
}

/** `{"error":"…","error_description":"…"}`; the EUDI service says `{"message":"…"}` instead. */
function readRefusal(reply: HttpReply): string | Silent | Unsupported | undefined {
  if (reply.status !== 400 && reply.status !== 501) return undefined;
  const body: Json = parseJson(reply.bytes);
  const error = valueAt(body, 'error');
  const words = valueAt(body, 'error_description') ?? valueAt(body, 'message');
  if (typeof error !== 'string' && typeof words !== 'string') return undefined;
  const sentence = [error, words].filter((one) => typeof one === 'string').join(': ');
  if (reply.status === 501 || error === 'not_implemented_method') {
    return { kind: 'unsupported', reason: `the service says: ${printable(sentence, 200)}` };
  }
  if (typeof error === 'string' && ABOUT_US.has(error)) {
    return {
      kind: 'silent',
      cause: 'denied',
      reason: `the service refuses our authorisation (${printable(sentence, 200)}): check the credential, PIN and OTP that the profile names`,
    };
  }
  return sentence;
}

/** Every service answers `info`, with the methods that it implements. */
export async function answersInfo(dialect: string, link: Link): Promise<boolean> {
  const reply = await link.http.send({
    method: 'POST',
    path: 'info',
    accept: 'application/json',
    body: { type: 'application/json', bytes: Buffer.from('{}') },
  });
  if (reply.kind === 'silent' || reply.status !== 200) return false;
  const said = await answering(dialect, async () => {
    const info = parseJson(reply.bytes);
    return typeof valueAt(info, 'specs') === 'string' && Array.isArray(valueAt(info, 'methods'));
  });
  return said === true;
}

/** The version of the interface and the name of the service. */
export function versionInInfo(dialect: string, link: Link): Promise<string | null> {
  return saidOfItself(dialect, async () => {
    const info = await postJson(callTo(link), 'info', {});
    return [valueAt(info, 'name'), valueAt(info, 'specs')];
  });
}
