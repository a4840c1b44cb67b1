/**
 * The endpoint of a sample: it answers well, except where a test spoils one request of the conversation.
 *
 * @module
 */
import type * as http from 'node:http';
import { createAllowances } from '../exchange/allowance';
import { createGate } from '../exchange/ask';
import { openDoor } from '../exchange/door';
import { NO_LEDGER } from '../exchange/ledger';
import type { Answer, SignAnswer } from '../model/answer';
import type { Role } from '../model/claim';
import type { Endpoint } from '../model/profile';
import { systemClock } from '../round/clock';
import { FAULTS, type Fault } from '../testing/fault-server';
import type { SignQuestion, VerifyQuestion } from './driver';
import type { DriverSample, RoleSample, SampleReply, SampleRequest } from './testing-contract';

/** What happens to the spoilt request. */
export type Spoiling =
  | { readonly fault: Fault }
  | { readonly reply: SampleReply }
  | { readonly headers: (good: SampleReply) => Readonly<Record<string, string>> }
  | { readonly body: (good: string) => string | Uint8Array };

export interface Spoiled {
  readonly at: (request: SampleRequest) => boolean;
  readonly how: Spoiling;
}

export type AnyRole = RoleSample<SignQuestion, SignAnswer> | RoleSample<VerifyQuestion, Answer>;

/** Answers for the sample; `seen` gets every request that is no canary's. */
export function sampleHandler(
  sample: DriverSample,
  role: AnyRole,
  spoiled: Spoiled | null,
  seen: SampleRequest[],
): http.RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const one: SampleRequest = {
      method: request.method ?? '',
      path: (request.url ?? '').replace(/^\//, ''),
      headers: request.headers,
      bytes: Buffer.concat(chunks),
    };
    const canary = sample.isCanary(one);
    if (!canary) seen.push(one);
    const good = role.reply(one) ?? { status: 404, body: 'nothing here' };
    if (spoiled === null || canary || !spoiled.at(one)) return send(response, good);
    const { how } = spoiled;
    if ('fault' in how) return FAULTS[how.fault](request, response);
    if ('reply' in how) return send(response, how.reply);
    if ('headers' in how) return send(response, good, how.headers(good));
    return send(response, { ...good, type: typeOf(good), body: how.body(textOf(good)) });
  };
}

export function textOf({ body }: SampleReply): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : JSON.stringify(body);
}

export function typeOf({ type, body }: SampleReply): string {
  const plain = typeof body === 'string' || body instanceof Uint8Array;
  return type ?? (plain ? 'text/plain' : 'application/json');
}

function send(
  response: http.ServerResponse,
  reply: SampleReply,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(reply.status ?? 200, { 'content-type': typeOf(reply), ...headers });
  response.end(reply.body instanceof Uint8Array ? reply.body : textOf(reply));
}

export interface AskOptions {
  readonly url: string;
  readonly timeoutMs?: number;
  readonly tls?: Endpoint['tls'];
  readonly secrets?: Readonly<Record<string, string>>;
  readonly unsupported?: boolean;
}

/** As a round asks: through door and gate, so that a refusal is weighed with the canary. */
export async function ask(
  sample: DriverSample,
  role: Role,
  { url, timeoutMs = 10_000, tls, secrets = {}, unsupported = false }: AskOptions,
): Promise<Answer | SignAnswer> {
  const endpoint: Endpoint = {
    dialect: sample.dialect,
    url,
    auth: { scheme: 'none' },
    timeoutMs,
    maxBytes: 256 * 1024,
    ...(tls !== undefined && { tls }),
    budget: { concurrency: 4, retries: 0, retryDelayMs: 0 },
    options: sample.options,
    ...sample[role]?.block,
  };
  const store = { put: () => '', get: () => undefined };
  const allowances = createAllowances({ clock: systemClock, ledger: NO_LEDGER });
  const { containers } = sample;
  const door = openDoor(`${sample.dialect} ${role}`, endpoint, {
    hosts: new Map(),
    store,
    secret: (text) => secrets[text] ?? text,
    clock: systemClock,
    allowances,
    ...(containers !== undefined && { containers }),
  });
  try {
    const gate = createGate();
    const asked =
      role === 'sign'
        ? await gate.sign(door, questionOf(sample.sign, unsupported))
        : await gate.verify(door, questionOf(sample.verify, unsupported));
    const last = asked.answers.at(-1);
    if (last === undefined) throw new Error('no answer at all');
    return last;
  } finally {
    allowances.close();
    door.close();
  }
}

function questionOf<Q extends object>(role: RoleSample<Q, unknown> | undefined, unsupported: boolean): Q {
  if (role === undefined) throw new Error('the sample does not have this role');
  if (!unsupported) return role.question;
  if ('cannot' in role.unsupported) throw new Error('the sample has no unsupported question');
  return role.unsupported;
}
