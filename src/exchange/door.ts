/**
 * Opens the door to one endpoint: driver, base URL, resolved secrets, limits, recorder.
 *
 * @module
 */
import { DIALECTS, driverFor } from '../drivers/registry';
import type { Auth, Endpoint } from '../model/profile';
import { createHttp } from '../net/client';
import type { HostMap } from '../net/host-map';
import type { RecordedExchange } from '../net/record';
import type { Door } from './ask';
import type { Store } from './store';

/** The dialects that a profile may name. */
export const KNOWN_DIALECTS: readonly string[] = DIALECTS;

export interface DoorContext {
  readonly hosts: HostMap;
  readonly store: Store;
  /** The value behind a secret reference; plain text as it stands. */
  readonly secret: (text: string) => string;
}

export function openDoor(endpoint: Endpoint, { hosts, store, secret }: DoorContext): Door {
  const headers = authHeaders(endpoint.auth, secret);
  const options = new Map(Object.entries(endpoint.options).map(([name, value]) => [name, secret(value)]));
  const client = createHttp({
    baseUrl: endpoint.url,
    headers,
    timeoutMs: endpoint.timeoutMs,
    maxSockets: endpoint.budget.concurrency,
    hosts,
    secrets: [...secretsOf(endpoint, secret), ...Object.values(headers)],
  });
  return {
    driver: driverFor(endpoint.dialect),
    open: (evidence) => ({
      endpoint,
      http: client.recording((exchange) => evidence.push(keep(store, exchange))),
      option: (name) => options.get(name),
    }),
    close: () => client.close(),
  };
}

function authHeaders(auth: Auth, secret: (text: string) => string): Readonly<Record<string, string>> {
  switch (auth.scheme) {
    case 'none':
      return {};
    case 'bearer':
      return { Authorization: `Bearer ${secret(auth.token)}` };
    case 'basic':
      return {
        Authorization: `Basic ${Buffer.from(`${auth.user}:${secret(auth.password)}`).toString('base64')}`,
      };
    case 'header':
      return { [auth.name]: secret(auth.value) };
  }
}

/** Everything that must never be stored: what a reference stands for, in whatever field it is used. */
function secretsOf({ auth, options }: Endpoint, secret: (text: string) => string): readonly string[] {
  const fields = [...Object.values(auth), ...Object.values(options)];
  return fields.filter((text) => secret(text) !== text).map(secret);
}

/** The duration stays out: what is stored must be the same in two runs of a frozen round. */
function keep(store: Store, exchange: RecordedExchange): string {
  const { durationMs: _, requestBytes, responseBytes, ...head } = exchange;
  const request = store.put(requestBytes);
  const response = store.put(responseBytes);
  return store.put(Buffer.from(JSON.stringify({ ...head, request, response })));
}
