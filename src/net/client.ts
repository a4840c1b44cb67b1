/**
 * The door to one endpoint: base URL, resolved authorisation, limits, redacted record.
 *
 * @module
 */
import { TamgaError } from '../model/error';
import type { Authoriser } from './authoriser';
import { call, callAuthorised, callOwn, type Line } from './call';
import { authorizationCode } from './grant';
import { type HostMap, resolveTarget } from './host-map';
import type { Http, HttpRequest, MessageRequest } from './http';
import { type Answering, openInbox } from './inbox';
import { type Inspection, inspect } from './inspect';
import type { Pacer } from './pacer';
import { noteIncoming, type Recorder, redactReason, redactText } from './record';
import { type TlsSettings, tlsOptions } from './tls';
import { keepAliveAgents, MAX_BYTES, type Outgoing } from './transfer';
import { createVault, type Vault } from './vault';

export interface HttpOptions {
  readonly baseUrl: string;
  /** Sent with every request; secrets are resolved by the caller. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For connection, headers and body together. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs?: number;
  readonly firstByteTimeoutMs?: number;
  readonly maxBytes?: number;
  /** Connections at once. */
  readonly maxSockets?: number;
  readonly tls?: TlsSettings;
  readonly hosts: HostMap;
  /** Replaced wherever they occur in what is recorded. */
  readonly secrets?: readonly string[];
  /** Makes the headers of each request; what it learns on the way is redacted too. */
  readonly authorise?: (learn: (secret: string) => void) => Authoriser;
  /** Asked for a turn before every call, those for a token too. */
  readonly pacer?: Pacer;
  readonly record?: Recorder;
}

export interface HttpClient extends Http {
  /** The same door, with exchanges recorded elsewhere: one question, one record. */
  recording(record: Recorder): Http;
  /** What this door knows to be secret. */
  readonly vault: Vault;
  /** Looks at the way to the endpoint; nothing is asked of it. */
  inspect(): Promise<Inspection>;
  /** Drops idle connections. */
  close(): void;
}

const USER_AGENT = 'tamga';

/** @throws TamgaError TAMGA-E-HOST when the base URL names a sandbox state that this round has no server for. */
export function createHttp(options: HttpOptions): HttpClient {
  const base = baseOf(options.baseUrl);
  resolveTarget(base, options.hosts);
  const agents = keepAliveAgents(options.maxSockets ?? 8, { tls: tlsOptions(options.tls) });
  const vault = createVault(options.secrets ?? []);
  const authoriser = options.authorise?.(vault.learn);
  const otherAgents = options.tls === undefined ? agents : keepAliveAgents(options.maxSockets ?? 8);
  const line: Line = {
    agents,
    otherAgents,
    origin: base.origin,
    hosts: options.hosts,
    limits: {
      timeoutMs: options.timeoutMs,
      maxBytes: options.maxBytes ?? MAX_BYTES,
      ...(options.connectTimeoutMs !== undefined && { connectMs: options.connectTimeoutMs }),
      ...(options.firstByteTimeoutMs !== undefined && { firstByteMs: options.firstByteTimeoutMs }),
    },
    pacer: options.pacer,
    redact: vault.redact,
  };

  const through = (record: Recorder | undefined): Http => ({
    async send(request) {
      const plain = outgoing(base, options.headers ?? {}, request);
      const outcome =
        authoriser === undefined
          ? (await call(line, plain, record)).outcome
          : await callAuthorised(line, plain, record, authoriser);
      return redactReason(outcome, vault.redact);
    },
    listen(answer, port, publicUrl) {
      const { maxBytes } = line.limits;
      const recorded: Answering = (request) => {
        const reply = answer(request);
        if (record !== undefined) noteIncoming(record, publicUrl, request, reply, vault.redact);
        return reply;
      };
      return openInbox(recorded, port, maxBytes);
    },
    async grant(request) {
      const granted = await authorizationCode(request, (own) => callOwn(line, own, record), vault.learn);
      if (granted.kind === 'granted') return granted;
      return { ...granted, reason: redactText(granted.reason, vault.redact) };
    },
    async message(request) {
      const { outcome } = await call(line, outgoingMessage(request), record);
      return redactReason(outcome, vault.redact);
    },
  });

  return {
    ...through(options.record),
    recording: (record) => through(record),
    vault,
    inspect() {
      const { hosts, tls, timeoutMs, connectTimeoutMs = timeoutMs } = options;
      return inspect({ url: base, hosts, tls, timeoutMs: connectTimeoutMs });
    },
    close() {
      for (const one of [agents, otherAgents]) {
        one.http.destroy();
        one.https.destroy();
      }
    },
  };
}

function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TamgaError('TAMGA-E-PROFILE-MEANING', `not an http or https URL: ${text}`, {
      hint: 'Write the base URL of the endpoint in full, for example https://sign.example/api/.',
    });
  }
  // Without the slash the last segment of the base would be replaced, not extended.
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function outgoing(base: URL, headers: Readonly<Record<string, string>>, request: HttpRequest): Outgoing {
  return {
    method: request.method,
    url: new URL(`./${request.path}`, base),
    headers: {
      'User-Agent': USER_AGENT,
      Accept: request.accept ?? '*/*',
      ...(request.body !== undefined && { 'Content-Type': request.body.type }),
      ...request.headers,
      ...headers,
    },
    body: request.body?.bytes ?? null,
  };
}

function outgoingMessage({ url, text, origin }: MessageRequest): Outgoing {
  if (!URL.canParse(url) || !/^wss?:/.test(url)) {
    throw new TamgaError('TAMGA-E-PROFILE-MEANING', `not a ws or wss URL: ${url}`, {
      hint: 'Write the address of the WebSocket in full, for example ws://127.0.0.1:64646/service/cryptapi.',
    });
  }
  return {
    method: 'GET',
    url: new URL(url),
    headers: { 'User-Agent': USER_AGENT, ...(origin !== undefined && { Origin: origin }) },
    body: Buffer.from(text, 'utf8'),
  };
}
