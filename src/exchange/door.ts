/**
 * Opens the door to one endpoint: driver, base URL, resolved secrets, authorisation, TLS, budget, recorder.
 *
 * @module
 */
import { DIALECTS, driverFor } from '../drivers/registry';
import type { Role } from '../model/claim';
import type { Clock } from '../model/clock';
import type { Containers } from '../model/container';
import type { Auth, Endpoint, Tls } from '../model/profile';
import { createAuthoriser } from '../net/authoriser';
import { createHttp, type HttpOptions } from '../net/client';
import type { HostMap } from '../net/host-map';
import type { RecordedExchange } from '../net/record';
import type { TlsSettings } from '../net/tls';
import type { Allowances } from './allowance';
import type { Door } from './ask';
import { openCommandDoor } from './command-door';
import { type Secret, secretsOf } from './secrets';
import type { Store } from './store';

/** The dialects that a profile may name. */
export const KNOWN_DIALECTS: readonly string[] = DIALECTS;

/** Calls that one question in a role takes when it is answered at once. */
export function callsOf(dialect: string, role: Role): number {
  return driverFor(dialect).calls?.[role] ?? 1;
}

export interface DoorContext {
  readonly hosts: HostMap;
  readonly store: Store;
  /** The value behind a secret reference; plain text as it stands. */
  readonly secret: (text: string) => string;
  readonly clock: Clock;
  readonly allowances: Allowances;
  /** For dialects that sign hashes; whoever only verifies has none. */
  readonly containers?: Containers;
  /** Of the profiles: where paths of commands start. */
  readonly folder?: string;
}

/** `name` is unique in the round, like `TR verify`. */
export function openDoor(name: string, endpoint: Endpoint, context: DoorContext): Door {
  return endpoint.cli === undefined
    ? openHttpDoor(name, endpoint, context)
    : openCommandDoor(name, endpoint, endpoint.cli, context);
}

function openHttpDoor(name: string, endpoint: Endpoint, context: DoorContext): Door {
  const { store, secret, allowances, containers } = context;
  const options = new Map(Object.entries(endpoint.options).map(([key, value]) => [key, secret(value)]));
  const allowance = allowances.of(endpoint, name);
  const client = createHttp({ ...httpOptions(endpoint, context), pacer: allowance.pacer });
  return {
    driver: driverFor(endpoint.dialect),
    allowance,
    vault: client.vault,
    open: (evidence) => ({
      endpoint,
      http: client.recording((exchange) => evidence.push(keep(store, exchange))),
      option: (key) => options.get(key),
      ...(containers !== undefined && { containers }),
    }),
    inspect: () => client.inspect(),
    close: () => client.close(),
  };
}

function httpOptions(endpoint: Endpoint, { hosts, secret, clock }: DoorContext): HttpOptions {
  const { url, timeoutMs, connectTimeoutMs, firstByteTimeoutMs, maxBytes, tls, budget } = endpoint;
  const auth = resolveAuth(endpoint.auth, secret);
  return {
    baseUrl: url,
    timeoutMs,
    ...(connectTimeoutMs !== undefined && { connectTimeoutMs }),
    ...(firstByteTimeoutMs !== undefined && { firstByteTimeoutMs }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(tls !== undefined && { tls: resolveTls(tls, secret) }),
    maxSockets: budget.concurrency,
    hosts,
    secrets: secretsOf(endpoint, secret),
    authorise: (learn) => createAuthoriser({ auth, clock, learn }),
  };
}

function resolveAuth(auth: Auth, secret: Secret): Auth {
  switch (auth.scheme) {
    case 'none':
    case 'mutual-tls':
      return auth;
    case 'bearer':
      return { ...auth, token: secret(auth.token) };
    case 'basic':
    case 'kamusm':
      return { ...auth, password: secret(auth.password) };
    case 'header':
      return { ...auth, value: secret(auth.value) };
    case 'oauth2':
      return { ...auth, clientSecret: secret(auth.clientSecret) };
    case 'hmac':
      return { ...auth, key: secret(auth.key) };
  }
}

function resolveTls({ ca, client, ...rest }: Tls, secret: Secret): TlsSettings {
  const pairs = Object.entries(client ?? {}).map(([name, text]: [string, string]) => [name, secret(text)]);
  return {
    ...rest,
    ...(ca !== undefined && { ca: secret(ca) }),
    ...(client !== undefined && { client: Object.fromEntries(pairs) }),
  };
}

/** The duration stays out: what is stored must be the same in two runs of a frozen round. */
function keep(store: Store, exchange: RecordedExchange): string {
  const { durationMs: _, requestBytes, responseBytes, ...head } = exchange;
  const request = store.put(requestBytes);
  const response = store.put(responseBytes);
  return store.put(Buffer.from(JSON.stringify({ ...head, request, response })));
}
