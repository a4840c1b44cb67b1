/**
 * What is kept of one exchange: headers by an allow-list, secrets replaced by value before anything is stored.
 *
 * @module
 */
import type { Silent } from '../model/answer';
import type { HttpReply } from './http';
import type { InboxReply, InboxRequest } from './inbox';
import { formsOf } from './secret-forms';
import type { Outgoing, Transfer } from './transfer';

export interface RecordedExchange {
  readonly method: 'GET' | 'POST';
  /** As the profile or certificate names it, never the loopback port behind it. */
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBytes: Uint8Array;
  /** Null when no status line arrived. */
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBytes: Uint8Array;
  /** A body was longer than what is kept of it. */
  readonly truncated: boolean;
  readonly silent: Silent | null;
  /** A clock field: it differs between two runs of one frozen round. */
  readonly durationMs: number;
}

export type Recorder = (exchange: RecordedExchange) => void;

export type Redactor = (bytes: Uint8Array) => Uint8Array;

export const REDACTED = '[redacted]';
const KEPT_BYTES = 1024 * 1024;

const KEPT_REQUEST_HEADERS = new Set(['accept', 'content-type', 'host', 'user-agent']);
const KEPT_RESPONSE_HEADERS = new Set([
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'location',
  'retry-after',
  'server',
]);

/** Replaces every form in which a secret travels (see `formsOf`). */
export function redactor(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets.flatMap(formsOf))]
    .filter((form) => form.length > 0)
    // A secret that contains another one goes first, or its rest would stay.
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (bytes) => bytes;

  return (bytes) => {
    const before = Buffer.from(bytes).toString('latin1');
    const after = forms.reduce((text, form) => text.replaceAll(form, REDACTED), before);
    return before === after ? bytes : Buffer.from(after, 'latin1');
  };
}

export function redactText(text: string, redact: Redactor): string {
  return Buffer.from(redact(Buffer.from(text, 'utf8'))).toString('utf8');
}

function keptRequestHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return kept(headers, KEPT_REQUEST_HEADERS);
}

function keptResponseHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return kept(headers, KEPT_RESPONSE_HEADERS);
}

function kept(headers: Readonly<Record<string, string>>, names: ReadonlySet<string>): Record<string, string> {
  const rows = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(rows.filter(([name]) => names.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One form of record for every exchange. */
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

/** An exchange that the other side began. */
export function noteIncoming(
  record: Recorder,
  publicUrl: string,
  { method, target, headers, bytes }: InboxRequest,
  reply: InboxReply,
  redact: Redactor,
): void {
  const out: Outgoing = {
    method: method === 'POST' ? 'POST' : 'GET',
    url: new URL(target, publicUrl),
    headers: { ...headers },
    body: bytes,
  };
  const outcome = { kind: 'reply', ...reply } as const;
  const result = {
    outcome,
    status: reply.status,
    headers: { 'content-type': reply.type },
    bytes: reply.bytes,
  };
  note(record, out, result, 0, redact);
}

export function redactReason(outcome: HttpReply | Silent, redact: Redactor): HttpReply | Silent {
  return outcome.kind === 'silent' ? { ...outcome, reason: redactText(outcome.reason, redact) } : outcome;
}

function redactValues(headers: Readonly<Record<string, string>>, redact: Redactor): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, redactText(value, redact)]),
  );
}
