/**
 * What every dialect over HTTP and JSON does alike: send, read, and say nothing rather than guess.
 *
 * @module
 */

import { type Json, outside, parseJson } from '../encoding/json';
import type { RefusedInput, Silent } from '../model/answer';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { HttpReply } from '../net/http';
import type { Link } from './driver';

/** Something other than a readable reply: it ends the conversation as it is. */
class Ended extends Error {
  readonly answer: Silent | RefusedInput;

  constructor(answer: Silent | RefusedInput) {
    super(answer.reason);
    this.answer = answer;
  }
}

/** Runs a conversation; an answer outside the dialect becomes silent/protocol, a silence in its midst stays one. */
export async function answering<A>(
  dialect: string,
  converse: () => Promise<A>,
): Promise<A | Silent | RefusedInput> {
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

/** How a dialect words an exception of its own: the sentence, or undefined where it is none. */
export type ReadRefusal = (reply: HttpReply) => string | undefined;

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

async function json(call: JsonCall, request: Parameters<Link['http']['send']>[0]): Promise<Json> {
  const reply = await call.link.http.send(request);
  if (reply.kind === 'silent') throw new Ended(reply);
  if (reply.status === 200) return parseJson(reply.bytes);

  const sentence = call.readRefusal(reply);
  if (sentence !== undefined) {
    throw new Ended({ kind: 'refused-input', reason: `HTTP ${reply.status}: ${printable(sentence, 300)}` });
  }
  throw outside(`HTTP ${reply.status} for ${request.path}: ${bodyOf(reply)}`);
}

function bodyOf(reply: HttpReply): string {
  return printable(Buffer.from(reply.bytes.subarray(0, 400)).toString('utf8'), 120) || '(no body)';
}
