/**
 * The door to one endpoint: base URL, resolved authorisation, limits, redacted record.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import type { Silent } from '../model/answer';
import { TamgaError } from '../model/error';
import { type HostMap, resolveTarget } from './host-map';
import type { Http, HttpReply, HttpRequest } from './http';
import {
  KEPT_BYTES,
  keptRequestHeaders,
  keptResponseHeaders,
  type Recorder,
  type Redactor,
  redactor,
  redactText,
} from './record';
import { keepAliveAgents, MAX_BYTES, type Outgoing, type Transfer, transfer } from './transfer';

export interface HttpOptions {
  readonly baseUrl: string;
  /** Sent with every request, for example `authorization`; secrets are resolved by the caller. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For connection, headers and body together. */
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  /** Connections at once. */
  readonly maxSockets?: number;
  readonly hosts: HostMap;
  /** Replaced wherever they occur in what is recorded. */
  readonly secrets?: readonly string[];
  readonly record?: Recorder;
}

export interface HttpClient extends Http {
  /** The same door, with exchanges recorded elsewhere: one question, one record. */
  recording(record: Recorder): Http;
  /** Drops idle connections. */
  close(): void;
}

const USER_AGENT = 'tamga';

/** @throws TamgaError TAMGA-E-HOST when the base URL names a sandbox state that this round has no server for. */
export function createHttp(options: HttpOptions): HttpClient {
  const base = baseOf(options.baseUrl);
  resolveTarget(base, options.hosts);
  const agents = keepAliveAgents(options.maxSockets ?? 8);
  const limits = { timeoutMs: options.timeoutMs, maxBytes: options.maxBytes ?? MAX_BYTES };
  const redact = redactor(options.secrets ?? []);

  const through = (record: Recorder | undefined): Http => ({
    async send(request) {
      const out = outgoing(base, options.headers ?? {}, request);
      const started = performance.now();
      const result = await transfer(out, agents, options.hosts, limits);
      if (record !== undefined) note(record, out, result, performance.now() - started, redact);
      return redactReason(result.outcome, redact);
    },
  });

  return {
    ...through(options.record),
    recording: (record) => through(record),
    close() {
      agents.http.destroy();
      agents.https.destroy();
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
      ...headers,
      'User-Agent': USER_AGENT,
      Accept: request.accept ?? '*/*',
      ...(request.body !== undefined && { 'Content-Type': request.body.type }),
    },
    body: request.body?.bytes ?? null,
  };
}

/** Shared with `fetch-url`: one form of record for every exchange. */
export function note(
  record: Recorder,
  out: Outgoing,
  result: Transfer,
  durationMs: number,
  redact: Redactor,
): void {
  const sent = redact(out.body ?? new Uint8Array());
  // Redaction comes before cutting, or half a secret could stay at the edge.
  const got = redact(result.bytes);
  const outcome = redactReason(result.outcome, redact);
  record({
    method: out.method,
    url: redactText(out.url.href, redact),
    requestHeaders: redactValues(keptRequestHeaders({ ...out.headers, host: out.url.host }), redact),
    requestBytes: sent.subarray(0, KEPT_BYTES),
    status: result.status,
    responseHeaders: redactValues(keptResponseHeaders(result.headers), redact),
    responseBytes: got.subarray(0, KEPT_BYTES),
    truncated: sent.length > KEPT_BYTES || got.length > KEPT_BYTES,
    silent: outcome.kind === 'silent' ? outcome : null,
    durationMs,
  });
}

function redactReason(outcome: HttpReply | Silent, redact: Redactor): HttpReply | Silent {
  return outcome.kind === 'silent' ? { ...outcome, reason: redactText(outcome.reason, redact) } : outcome;
}

function redactValues(headers: Readonly<Record<string, string>>, redact: Redactor): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, redactText(value, redact)]),
  );
}
