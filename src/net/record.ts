/**
 * What is kept of one exchange: headers by an allow-list, secrets replaced by value before anything is stored.
 *
 * @module
 */
import type { Silent } from '../model/answer';

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
export const KEPT_BYTES = 1024 * 1024;

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

/** Replaces every form in which a secret travels: plain, in JSON, percent-encoded, in base64. */
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

export function keptRequestHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return kept(headers, KEPT_REQUEST_HEADERS);
}

export function keptResponseHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return kept(headers, KEPT_RESPONSE_HEADERS);
}

function kept(headers: Readonly<Record<string, string>>, names: ReadonlySet<string>): Record<string, string> {
  const rows = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(rows.filter(([name]) => names.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As latin-1 strings, so that bodies which are not text are searched too. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    base64,
    encodeURIComponent(base64),
  ].map((form) => Buffer.from(form, 'utf8').toString('latin1'));
}
