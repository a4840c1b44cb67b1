/**
 * A running simulated state that speaks the dialects of a test, and its drivers with links to it.
 *
 * @module
 */
import { ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Driver, Link } from '../drivers/driver';
import { driverFor } from '../drivers/registry';
import type { ForgedState } from '../forge/forged';
import { containersOf } from '../forge/raw-container';
import type { Product } from '../model/claim';
import type { Endpoint, Profile } from '../model/profile';
import { createHttp } from '../net/client';
import type { Http } from '../net/http';
import { DOCUMENT, forged } from '../testing/sandbox-client';
import { profileOf, SANDBOX_ORDER } from '../testing/sandbox-profiles';
import { startStates } from './states';

export { DOCUMENT };

export const P256: Product = {
  format: 'CAdES',
  level: 'B-B',
  packaging: 'attached',
  suite: 'ecdsa-p256-sha256',
};

export interface SentRequest {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface DialectState {
  readonly driver: Driver;
  readonly link: Link;
  /** What went over the link, in order. */
  readonly sent: readonly SentRequest[];
  /** What the state mints, for signatures that no endpoint made. */
  readonly forged: ForgedState;
  readonly url: string;
}

/** The test state of Türkiye, with one endpoint of this dialect for both roles. */
export async function startDialect(
  t: TestContext,
  dialect: string,
  options: Readonly<Record<string, string>> = {},
  path = '/',
): Promise<DialectState> {
  const profile = profileOf('TR');
  const base = profile.endpoints.verify;
  ok(base !== undefined);
  const endpoint: Endpoint = { ...base, dialect, url: `http://${dialect}.tr.tamga.test${path}`, options };
  const speaking: Profile = { ...profile, endpoints: { sign: endpoint, verify: endpoint } };
  const others = SANDBOX_ORDER.profiles.filter(({ code }) => code !== profile.code);
  const states = await startStates({ ...SANDBOX_ORDER, profiles: [...others, speaking] });
  const http = createHttp({
    baseUrl: endpoint.url,
    timeoutMs: 20_000,
    hosts: new Map(Object.entries(states.ports)),
  });
  const minted = forged('TR');
  const sent: SentRequest[] = [];
  const heard: Http = {
    send(request) {
      sent.push({ path: request.path, bytes: request.body?.bytes ?? new Uint8Array() });
      return http.send(request);
    },
    grant: (request) => http.grant(request),
    listen: (answer, port, publicUrl) => http.listen(answer, port, publicUrl),
    message(request) {
      sent.push({ path: request.url, bytes: Buffer.from(request.text) });
      return http.message(request);
    },
  };
  t.after(() => {
    http.close();
    states.close();
  });
  return {
    driver: driverFor(dialect),
    link: { endpoint, http: heard, option: (name) => options[name], containers: containersOf(minted) },
    sent,
    forged: minted,
    url: `http://127.0.0.1:${states.ports['tr']}${path}`,
  };
}
