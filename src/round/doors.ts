/**
 * Opens the doors to the endpoints of the roster: driver, base URL, resolved secrets, recorder.
 *
 * @module
 */
import { driverFor } from '../drivers/registry';
import type { Door } from '../exchange/ask';
import type { Store } from '../exchange/store';
import type { ForgedState } from '../forge/forged';
import { PKCS12_PASSWORD, pkcs12 } from '../forge/pkcs12';
import { TamgaError } from '../model/error';
import type { Auth, Endpoint, Profile } from '../model/profile';
import { createHttp } from '../net/client';
import type { HostMap } from '../net/host-map';
import type { RecordedExchange } from '../net/record';
import { isSecretReference, resolveSecret } from '../roster/secret';

export interface DoorContext {
  readonly hosts: HostMap;
  readonly store: Store;
  /** Folder that `file:` references start from. */
  readonly folder: string;
  readonly stateOf: (code: string) => ForgedState;
}

export function openDoor(profile: Profile, endpoint: Endpoint, context: DoorContext): Door {
  const secret = (reference: string): string => resolve(reference, profile, context);
  const headers = authHeaders(endpoint.auth, secret);
  const options = new Map(Object.entries(endpoint.options).map(([name, value]) => [name, secret(value)]));
  const client = createHttp({
    baseUrl: endpoint.url,
    headers,
    timeoutMs: endpoint.timeoutMs,
    maxSockets: endpoint.budget.concurrency,
    hosts: context.hosts,
    secrets: secretsOf(endpoint, secret),
  });
  return {
    driver: driverFor(endpoint.dialect),
    open: (evidence) => ({
      endpoint,
      http: client.recording((exchange) => evidence.push(keep(context.store, exchange))),
      option: (name) => options.get(name),
    }),
    close: () => client.close(),
  };
}

/** An option may be plain text; only what looks like a reference is resolved. */
function resolve(text: string, profile: Profile, context: DoorContext): string {
  if (!isSecretReference(text)) return text;
  if (!text.startsWith('sandbox:')) return resolveSecret(text, process.env, context.folder);
  const made = SANDBOX_SECRETS.get(text);
  if (made) return made(profile, context);
  throw new TamgaError('TAMGA-E-SECRET', `${profile.code}: no sandbox secret "${text}"`, {
    hint: `Known are ${[...SANDBOX_SECRETS.keys()].join(', ')}.`,
  });
}

const SANDBOX_SECRETS: ReadonlyMap<string, (profile: Profile, context: DoorContext) => string> = new Map([
  ['sandbox:test-key', testKey],
  ['sandbox:test-key-password', () => PKCS12_PASSWORD],
]);

function testKey(profile: Profile, context: DoorContext): string {
  const suite = profile.claims.find((claim) => claim.role === 'sign')?.suites[0];
  if (suite === undefined) {
    throw new TamgaError('TAMGA-E-SECRET', `${profile.code}: sandbox:test-key needs a claim to sign`);
  }
  return Buffer.from(pkcs12(context.stateOf(profile.code), suite)).toString('base64');
}

function authHeaders(auth: Auth, secret: (reference: string) => string): Readonly<Record<string, string>> {
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

/** Everything that must never be stored, as it stands on the wire. */
function secretsOf(endpoint: Endpoint, secret: (reference: string) => string): readonly string[] {
  const { auth } = endpoint;
  const references = [
    ...(auth.scheme === 'bearer' ? [auth.token] : []),
    ...(auth.scheme === 'basic' ? [auth.password] : []),
    ...(auth.scheme === 'header' ? [auth.value] : []),
    ...Object.values(endpoint.options).filter(isSecretReference),
  ];
  return [...references.map(secret), ...Object.values(authHeaders(auth, secret))];
}

/** The duration stays out: what is stored must be the same in two runs of a frozen round. */
function keep(store: Store, exchange: RecordedExchange): string {
  const { durationMs: _, requestBytes, responseBytes, ...head } = exchange;
  const request = store.put(requestBytes);
  const response = store.put(responseBytes);
  return store.put(Buffer.from(JSON.stringify({ ...head, request, response })));
}
