/**
 * A server whose TLS is wrong in one named way, in front of a handler that would answer well.
 *
 * @module
 */
import type * as http from 'node:http';
import * as https from 'node:https';
import * as tls from 'node:tls';
import type { Tls } from '../model/profile';
import { listening, type TestServer, testServer } from './fault-server';
import { type TlsAuthority, tlsAuthority } from './tls-certificates';

export interface TlsTestServer extends TestServer {
  /** What the client needs of the profile; `ca` names the reference below. */
  readonly tls: Tls;
  /** The texts behind the references. */
  readonly secrets: Readonly<Record<string, string>>;
}

const CA_REFERENCE = 'file:test-ca.pem';

interface Way {
  readonly server: (authority: TlsAuthority) => https.ServerOptions;
  /** Instead of trust in the authority. */
  readonly client?: (authority: TlsAuthority) => Tls;
}

const right: Way['server'] = (authority) => credentials(authority.issue({}));
const elsewhere = tlsAuthority('another authority');

/** By name: what is wrong. */
const TLS_FAULTS = {
  expired: { server: (ca) => credentials(ca.issue({ notAfter: '2021-01-01T00:00:00Z' })) },
  'not-yet-valid': { server: (ca) => credentials(ca.issue({ notBefore: '2048-01-01T00:00:00Z' })) },
  'wrong-host': {
    server: (ca) => credentials(ca.issue({ addresses: ['192.0.2.1'], hosts: ['sign.example'] })),
  },
  'unknown-ca': { server: () => credentials(elsewhere.issue({})) },
  'self-signed': { server: () => credentials(tlsAuthority('127.0.0.1')) },
  'other-pin': {
    server: right,
    client: () => ({ ca: CA_REFERENCE, pins: [elsewhere.pin] }),
  },
  'client-certificate-wanted': {
    server: (ca) => ({ ...right(ca), requestCert: true, rejectUnauthorized: true, ca: ca.certificate }),
  },
  'old-protocol': {
    server: (ca) => ({
      ...right(ca),
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    }),
  },
  'only-tls-1.2': {
    server: (ca) => ({ ...right(ca), maxVersion: 'TLSv1.2' }),
    client: () => ({ ca: CA_REFERENCE, minVersion: 'TLSv1.3' }),
  },
} as const satisfies Record<string, Way>;

export type TlsFault = keyof typeof TLS_FAULTS;

export function startTlsFaultServer(fault: TlsFault, handler: http.RequestListener): Promise<TlsTestServer> {
  return start(TLS_FAULTS[fault], handler);
}

/** Nothing wrong: pinned, and behind a private authority. */
export async function startTlsServer(
  handler: http.RequestListener,
  options: https.ServerOptions = {},
): Promise<TlsTestServer & { readonly authority: TlsAuthority }> {
  const authority = tlsAuthority('test authority');
  const leaf = authority.issue({});
  const way: Way = {
    server: () => ({ ...credentials(leaf), ca: authority.certificate, ...options }),
    client: () => ({ ca: CA_REFERENCE, pins: [leaf.pin] }),
  };
  return { ...(await start(way, handler, authority)), authority };
}

/** Agrees to speak HTTP/2 and nothing else (RFC 7301 section 3.2: a fatal alert). */
export async function startHttp2OnlyServer(): Promise<TlsTestServer> {
  const authority = tlsAuthority('test authority');
  const server = tls.createServer({ ...right(authority), ALPNProtocols: ['h2'] }, (socket) =>
    socket.destroy(),
  );
  server.on('tlsClientError', () => undefined);
  const port = await listening(server);
  return {
    port,
    url: `https://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
    ...clientOf({ server: right }, authority),
  };
}

async function start(
  way: Way,
  handler: http.RequestListener,
  authority = tlsAuthority('test authority'),
): Promise<TlsTestServer> {
  const server = https.createServer(way.server(authority), handler);
  server.on('tlsClientError', () => undefined);
  return { ...(await testServer(server, 'https')), ...clientOf(way, authority) };
}

function clientOf(way: Way, authority: TlsAuthority): Pick<TlsTestServer, 'tls' | 'secrets'> {
  return {
    tls: way.client?.(authority) ?? { ca: CA_REFERENCE },
    secrets: { [CA_REFERENCE]: authority.certificate },
  };
}

function credentials({ certificate, key }: { readonly certificate: string; readonly key: string }): {
  readonly cert: string;
  readonly key: string;
} {
  return { cert: certificate, key };
}
