/**
 * What every dialect over HTTP and JSON does alike: send, read, and say nothing rather than guess.
 *
 * @module
 */

import { type Json, outside, parseJson } from '../encoding/json';
import type { RefusedInput, Silent, Unsupported } from '../model/answer';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { HttpReply, HttpRequest } from '../net/http';
import type { Link } from './driver';

/** Something other than a readable reply: it ends the conversation as it is. */
class Ended extends Error {
  readonly answer: Silent | RefusedInput | Unsupported;

  constructor(answer: Silent | RefusedInput | Unsupported) {
    super(answer.reason);
    this.answer = answer;
  }
}

/** Runs a conversation; an answer outside the dialect becomes silent/protocol, a silence in its midst stays one. */
export async function answering<A>(
  dialect: string,
  converse: () => Promise<A>,
): Promise<A | Silent | RefusedInput | Unsupported> {
  try {
    return await converse();
  } catch (error) {
    if (error instanceof Ended) return error.answer;
    if (error instanceof TamgaError && error.code === 'TAMGA-E-PROTOCOL') {
      return { kind: 'silent', cause: 'protocol', reason: `not an answer in ${dialect}: ${error.message}` };
    }
    throw error;
  }
}

/** What an endpoint says of itself, in one line; null where it says nothing that the dialect knows. */
export async function saidOfItself(
  dialect: string,
  converse: () => Promise<readonly (Json | undefined)[]>,
): Promise<string | null> {
  const said = await answering(dialect, converse);
  if ('kind' in said) return null;
  const words = said.filter((word) => typeof word === 'string' || typeof word === 'number');
  return printable(words.join(' '), 120) || null;
}

/**
 * How a dialect words an exception of its own: the sentence, or undefined where it is none. An exception about something
 * else than the input, as a wrong PIN or a method that is not there, is an answer by itself.
 */
export type ReadRefusal = (reply: HttpReply) => string | Silent | Unsupported | undefined;

export interface JsonCall {
  readonly link: Link;
  readonly readRefusal: ReadRefusal;
}

export function getJson(call: JsonCall, path: string): Promise<Json> {
  return json(call, { method: 'GET', path, accept: 'application/json' });
}

export function postJson(call: JsonCall, path: string, value: unknown): Promise<Json> {
  const body = { type: 'application/json', bytes: Buffer.from(JSON.stringify(value), 'utf8') };
  return json(call, { method: 'POST', path, accept: 'application/json', body });
}

/** The body of a 200; anything else ends the conversation. */
export async function json(call: JsonCall, request: HttpRequest): Promise<Json> {
  return parseJson(await bodyOfReply(call, request));
}

/** The body of a reply with status 200; everything else ends the conversation. */
export async function bodyOfReply(call: JsonCall, request: HttpRequest): Promise<Uint8Array> {
  const reply = await call.link.http.send(request);
  if (reply.kind === 'silent') throw new Ended(reply);
  if (reply.status === 200) return reply.bytes;

  const refusal = call.readRefusal(reply);
  if (typeof refusal === 'string') {
    throw new Ended({ kind: 'refused-input', reason: `HTTP ${reply.status}: ${printable(refusal, 300)}` });
  }
  if (refusal !== undefined) throw new Ended(refusal);
  throw unexpected(reply, request);
}

/** The end of a conversation by a status that the dialect does not word. */
export function unexpected(reply: HttpReply, request: HttpRequest): Error {
  if (reply.status === 413) return new Ended(tooLarge(request.body?.bytes.length ?? 0));
  return outside(
    `HTTP ${reply.status} for ${request.path || '/'}: ${bodyOf(reply)}; ${adviceOn(reply.status)}`,
  );
}

/** Ends the conversation with this answer, from wherever it is. */
export function endWith(answer: Silent | RefusedInput | Unsupported): Error {
  return new Ended(answer);
}

/** RFC 9110 section 15.5.14: whoever says it, the service or what stands before it, this input does not get through. */
function tooLarge(bytes: number): RefusedInput {
  return {
    kind: 'refused-input',
    reason: `HTTP 413: a request of ${bytes} bytes is larger than the endpoint takes; raise its limit`,
  };
}

function adviceOn(status: number): string {
  if (status === 404 || status === 405)
    return 'the dialect has this service: check base URL and dialect in the profile, and the version of the endpoint';
  if (status >= 500) return 'the dialect words its exceptions otherwise: look into the log of the endpoint';
  return 'the dialect has no such answer: compare version and dialect, and look into the log of the endpoint';
}

function bodyOf(reply: HttpReply): string {
  return printable(Buffer.from(reply.bytes.subarray(0, 400)).toString('utf8'), 120) || '(no body)';
}
