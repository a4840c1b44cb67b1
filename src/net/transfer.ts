/**
 * One HTTP exchange over axios within limits of time, size and headers; the only module that opens a connection.
 *
 * @module
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import axios, { type AxiosResponse } from 'axios';
import type { Silent } from '../model/answer';
import { startDeadline } from './deadline';
import { codeOf, detailOf } from './error-code';
import { type HostMap, isLoopback, resolveTarget } from './host-map';
import type { HttpReply } from './http';
import { silenceOfError, silenceOfStatus, silent } from './silence';

export interface Limits {
  /** From the first packet to the last byte of the body. */
  readonly timeoutMs: number;
  /** Until the connection stands, TLS included. */
  readonly connectMs?: number;
  /** From there to the first line of the reply. */
  readonly firstByteMs?: number;
  /** Of the body after decompression. */
  readonly maxBytes: number;
}

export const MAX_BYTES = 8 * 1024 * 1024;
export const MAX_HEADER_BYTES = 32 * 1024;
/** Idle connections go before a server with the usual five seconds would close one under a request. */
const IDLE_MS = 4_000;

export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

export interface Transfer {
  readonly outcome: HttpReply | Silent;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** As much of the body as arrived. */
  readonly bytes: Uint8Array;
}

/** How far an exchange got, for the sentence that explains a timeout. */
interface Progress {
  phase: 'connection' | 'headers' | 'body';
  status: number | null;
  headers: Record<string, string>;
  readonly chunks: Uint8Array[];
  size: number;
}

/** Told while an exchange goes on. */
export interface Watcher {
  connected(): void;
  /** The first line of the reply is there. */
  arrived(): void;
}

export interface AgentChoice {
  /** Resolves host names instead of the system, and may refuse. */
  readonly lookup?: LookupFunction;
  readonly tls?: https.AgentOptions;
}

export function keepAliveAgents(maxSockets: number, { lookup, tls }: AgentChoice = {}): Agents {
  const options = {
    keepAlive: true,
    maxSockets,
    maxFreeSockets: maxSockets,
    scheduling: 'lifo',
    timeout: IDLE_MS,
    ...(lookup !== undefined && { lookup }),
  } as const;
  return {
    http: new http.Agent(options),
    https: new https.Agent({ ...options, ...tls, ALPNProtocols: ['http/1.1'] }),
  };
}

/** @throws TamgaError TAMGA-E-HOST for a sandbox host without a server; never for what the peer does. */
export async function transfer(
  out: Outgoing,
  agents: Agents,
  hosts: HostMap,
  limits: Limits,
  onArrival: () => void = () => undefined,
): Promise<Transfer> {
  const target = resolveTarget(out.url, hosts);
  const where = out.url.host;
  const progress: Progress = { phase: 'connection', status: null, headers: {}, chunks: [], size: 0 };
  const deadline = startDeadline(limits);
  const watcher: Watcher = {
    connected() {
      progress.phase = 'headers';
      deadline.connected();
    },
    arrived() {
      deadline.replied();
      onArrival();
    },
  };
  try {
    const response = await axios.request(configuration(out, target, agents, watcher, deadline.signal));
    progress.phase = 'body';
    progress.status = response.status;
    progress.headers = headersOf(response);
    const over = await readBody(response, progress, limits);
    return done(progress, over ?? replied(progress, where));
  } catch (error) {
    const late = deadline.missed();
    return done(
      progress,
      late === undefined
        ? silenceOfError(codeOf(error), where, detailOf(error))
        : timedOut(progress, where, late),
    );
  } finally {
    deadline.end();
  }
}

function configuration(
  out: Outgoing,
  target: ReturnType<typeof resolveTarget>,
  agents: Agents,
  watcher: Watcher,
  signal: AbortSignal,
): Parameters<typeof axios.request>[0] {
  return {
    method: out.method,
    url: target.url.href,
    headers: { ...out.headers, ...(target.hostHeader !== null && { Host: target.hostHeader }) },
    ...(out.body !== null && { data: Buffer.from(out.body) }),
    adapter: 'http',
    responseType: 'stream',
    maxRedirects: 0,
    maxBodyLength: Number.POSITIVE_INFINITY,
    validateStatus: () => true,
    httpAgent: agents.http,
    httpsAgent: agents.https,
    // The proxy variables of the environment are for the world outside this machine.
    ...((target.mapped || isLoopback(target.url)) && { proxy: false }),
    transport: watchedTransport(watcher),
    signal,
  };
}

/** Node's own client with our header limit, telling when the connection stands and when the reply begins. */
function watchedTransport(watcher: Watcher): object {
  return {
    request(options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) {
      const { request } = options.protocol === 'https:' ? https : http;
      const made = request({ ...options, maxHeaderSize: MAX_HEADER_BYTES }, (response) => {
        watcher.arrived();
        onResponse(response);
      });
      made.once('socket', (socket) => {
        if (!socket.connecting) watcher.connected();
        else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => watcher.connected());
      });
      return made;
    },
  };
}

async function readBody(
  response: AxiosResponse<NodeJS.ReadableStream>,
  progress: Progress,
  limits: Limits,
): Promise<Silent | undefined> {
  for await (const chunk of response.data) {
    const bytes = Buffer.from(chunk);
    progress.size += bytes.length;
    // Leaving the loop destroys the stream and with it the connection: the rest is not read.
    if (progress.size > limits.maxBytes) {
      return silent('limit', `the reply is longer than the ${limits.maxBytes} bytes that we read`);
    }
    progress.chunks.push(bytes);
  }
  return undefined;
}

function replied(progress: Progress, where: string): HttpReply | Silent {
  const status = progress.status ?? 0;
  const type = (progress.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
  return (
    silenceOfStatus(status, progress.headers, where) ?? {
      kind: 'reply',
      status,
      type,
      bytes: Buffer.concat(progress.chunks),
    }
  );
}

function timedOut(progress: Progress, where: string, ms: number): Silent {
  const got = {
    connection: 'no connection was made',
    headers: 'connected, but no reply began',
    body: `the reply began but was not complete, ${progress.size} bytes arrived`,
  }[progress.phase];
  return silent(
    'timeout',
    `${where} took more than ${ms} ms: ${got}; look into its log or raise timeoutMs in the profile`,
  );
}

function done(progress: Progress, outcome: HttpReply | Silent): Transfer {
  const bytes = outcome.kind === 'reply' ? outcome.bytes : Buffer.concat(progress.chunks);
  return { outcome, status: progress.status, headers: progress.headers, bytes };
}

function headersOf(response: AxiosResponse): Record<string, string> {
  const rows = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return Object.fromEntries(rows);
}
