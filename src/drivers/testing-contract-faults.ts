/**
 * The faults that every driver over HTTP meets, and what must come of each.
 *
 * @module
 */
import { FAULTS, type Fault } from '../testing/fault-server';
import type { TlsFault } from '../testing/tls-fault-server';
import type { Expected, SampleReply } from './testing-contract';

export interface WireFault extends Expected {
  readonly fault: Fault;
  /** Tried at every request of a conversation, not only at the last. */
  readonly everywhere?: true;
  /** Ends by our time limit. */
  readonly slow?: true;
}

const silent = (cause: NonNullable<Expected['cause']>, reason: RegExp): Expected => ({
  kind: 'silent',
  cause,
  reason,
});

const CLOSED = silent('transport', /closed the connection before its reply was complete: look into the log/);
const NO_REPLY = silent('timeout', /connected, but no reply began; look into its log or raise timeoutMs/);
const HALF_REPLY = silent(
  'timeout',
  /the reply began but was not complete, \d+ bytes arrived; look into its log/,
);
const TOO_LONG = silent('limit', /longer than the \d+ bytes that we read/);
const MANY_HEADERS = silent('limit', /more header bytes than we read/);
const NOT_HTTP = silent('protocol', /does not speak HTTP \(HPE_\w+\): is the URL that of the right port\?/);
const NO_ACCESS = silent('denied', /refused access \(HTTP 40[13]\): check the credentials/);
const GATEWAY = silent('transport', /a gateway answered for .* \(HTTP 50[234]\): the service behind it/);
const OUTSIDE = silent('protocol', /not an answer in /);
const STATUS = silent('protocol', /not an answer in .*HTTP \d{3} .*(check|compare|look into)/);

// biome-ignore format: one row per fault
export const WIRE_FAULTS: readonly WireFault[] = [
  { fault: 'reset', everywhere: true, ...CLOSED },
  { fault: 'closed', ...CLOSED },
  { fault: 'reset-in-headers', ...CLOSED },
  { fault: 'reset-in-body', ...CLOSED },
  { fault: 'half-body', everywhere: true, ...CLOSED },
  { fault: 'no-headers', slow: true, ...NO_REPLY },
  { fault: 'slow-headers', slow: true, ...NO_REPLY },
  { fault: 'slow-body', slow: true, ...HALF_REPLY },
  { fault: 'endless-body', ...TOO_LONG },
  { fault: 'endless-headers', ...MANY_HEADERS },
  { fault: 'large-headers', ...MANY_HEADERS },
  { fault: 'ten-megabytes-of-zeros', ...TOO_LONG },
  { fault: 'gzip-bomb', ...TOO_LONG },
  { fault: 'broken-gzip', ...silent('protocol', /does not decompress/) },
  { fault: 'not-http', ...NOT_HTTP },
  { fault: 'two-lengths', ...NOT_HTTP },
  { fault: 'broken-chunks', ...CLOSED },
  { fault: 'http2-only', ...silent('protocol', /speaks HTTP\/2 only/) },
  { fault: 'redirect', ...silent('protocol', /redirects to http:\/\/elsewhere\.example\/ .*final URL into the profile/) },
  { fault: 'redirect-within', ...silent('protocol', /redirects to \/.*final URL into the profile/) },
  { fault: 'denied', everywhere: true, ...NO_ACCESS },
  { fault: 'forbidden', ...NO_ACCESS },
  { fault: 'proxy-login', ...silent('transport', /the proxy asks for credentials .*HTTP_PROXY/) },
  { fault: 'throttled', ...silent('throttled', /Retry-After: 120\): lower the budget/) },
  { fault: 'throttled-for-now', ...silent('throttled', /no Retry-After\): lower the budget/) },
  { fault: 'gateway', ...GATEWAY },
  { fault: 'gateway-later', ...GATEWAY },
  { fault: 'bad-gateway', ...GATEWAY },
  { fault: 'gateway-timeout', ...GATEWAY },
  { fault: 'too-large', kind: 'refused-input', reason: /HTTP 413: a request of \d+ bytes is larger than the endpoint takes/ },
  { fault: 'not-found', everywhere: true, ...STATUS },
  { fault: 'other-method', ...STATUS },
  { fault: 'other-type', ...STATUS },
  { fault: 'server-page', ...silent('protocol', /not an answer in /) },
  { fault: 'refusal-page', ...OUTSIDE },
  { fault: 'no-content', ...OUTSIDE },
  { fault: 'empty', ...OUTSIDE },
  { fault: 'html', everywhere: true, ...OUTSIDE },
  { fault: 'image', ...OUTSIDE },
  { fault: 'half-json', ...OUTSIDE },
];

/** Faults that stand in no row above, with the reason. */
export const ELSEWHERE: Readonly<Partial<Record<Fault, string>>> = {
  'server-error': 'an exception in the words of one dialect: each sample has its refusal',
};

export function unlisted(): readonly string[] {
  const listed = new Set<string>([...WIRE_FAULTS.map(({ fault }) => fault), ...Object.keys(ELSEWHERE)]);
  return Object.keys(FAULTS).filter((fault) => !listed.has(fault));
}

// biome-ignore format: one row per fault
export const TLS_ROWS: Readonly<Record<TlsFault, RegExp>> = {
  expired: /has expired: its operator must renew it/,
  'not-yet-valid': /not valid yet: compare the clock/,
  'wrong-host': /for another host than .*put the host that it names into the URL/,
  'unknown-ca': /unknown authority .*name its root in tls\.ca/,
  'self-signed': /unknown authority .*name its root in tls\.ca/,
  'other-pin': /is one of tls\.pins .*ask its operator/,
  'client-certificate-wanted': /name a client certificate that it knows in tls\.client/,
  'old-protocol': /it must offer TLS 1\.2 or later/,
  'only-tls-1.2': /no version of TLS that we accept/,
};

export interface Mangled extends Expected {
  readonly name: string;
  /** Undefined: not of this reply. */
  readonly mangle: (good: string) => string | Uint8Array | undefined;
}

const isObject = (good: string): boolean => good.startsWith('{');

/** A good JSON reply with one thing wrong. */
// biome-ignore format: one row per fault
export const MANGLED: readonly Mangled[] = [
  { name: 'cut in the middle', mangle: (good) => good.slice(0, Math.floor(good.length / 2)), ...silent('protocol', /not JSON/) },
  { name: 'something behind it', mangle: (good) => `${good}{}`, ...silent('protocol', /not JSON/) },
  { name: 'nested a hundred deep', mangle: () => `${'['.repeat(100)}${']'.repeat(100)}`, ...silent('protocol', /nested deeper than 64/) },
  { name: 'a hundred thousand brackets', mangle: () => '['.repeat(100_000), ...silent('protocol', /nested deeper than 64/) },
  { name: 'NaN', mangle: (good) => (isObject(good) ? `{"extra":NaN,${good.slice(1)}` : undefined), ...silent('protocol', /not JSON: \{"extra":NaN/) },
  { name: 'the same name twice', mangle: twice, ...silent('protocol', /the name .* stands twice/) },
  { name: 'not UTF-8', mangle: (good) => Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from(`",${good.slice(1)}`)]), ...silent('protocol', /not UTF-8/) },
  { name: 'null', mangle: () => 'null', ...OUTSIDE },
  { name: 'a text', mangle: () => '"OK"', ...OUTSIDE },
  { name: 'another object', mangle: () => '{"status":"UP"}', ...OUTSIDE },
];

/** The first member again, with another value: who takes the first and who takes the last would differ. */
function twice(good: string): string | undefined {
  const name = /^\{\s*("(?:[^"\\]|\\.)*")\s*:/.exec(good)?.[1];
  return name === undefined ? undefined : `{${name}:"another",${good.slice(1)}`;
}

/** A good reply that only looks odd: the answer must be the good one. */
export const HARMLESS: Readonly<Record<string, (good: SampleReply) => Readonly<Record<string, string>>>> = {
  'a clock that is years ahead': () => ({ date: 'Tue, 01 Jan 2036 00:00:00 GMT' }),
  'a content type that says text': () => ({ 'content-type': 'text/plain' }),
  'a cookie and a header of its own': () => ({ 'set-cookie': 'session=1', 'x-powered-by': 'x' }),
  'Retry-After on a good reply': () => ({ 'retry-after': '3600' }),
};
