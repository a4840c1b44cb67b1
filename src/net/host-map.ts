/**
 * Sandbox host names to loopback ports: certificates and profiles name hosts, a round only knows the ports of its child.
 *
 * `.test` never resolves (RFC 6761 section 6.2), so a name without a port here can reach nobody by accident.
 *
 * @module
 */
import { TamgaError } from '../model/error';

/** Port of the sandbox server of a state, by its code in lower case. */
export type HostMap = ReadonlyMap<string, number>;

export interface Target {
  /** What is connected to. */
  readonly url: URL;
  /** What the request says that it wants to talk to; null where it is the same. */
  readonly hostHeader: string | null;
  readonly mapped: boolean;
}

const SANDBOX_HOST = /^(?:[a-z0-9-]+\.)*([a-z0-9-]+)\.tamga\.test$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** `http://pki.kz.tamga.test/x` to `http://127.0.0.1:<port of kz>/x`; every other URL stays as it is. */
export function resolveTarget(url: URL, hosts: HostMap): Target {
  const code = SANDBOX_HOST.exec(url.hostname)?.[1];
  if (code === undefined) return { url, hostHeader: null, mapped: false };

  const port = hosts.get(code);
  if (port === undefined || !/^(http|cli):$/.test(url.protocol)) {
    throw new TamgaError('TAMGA-E-HOST', `no sandbox server answers for ${url.protocol}//${url.hostname}`, {
      hint: `This round has sandbox servers for: ${[...hosts.keys()].join(', ') || 'no state'} (http only).`,
    });
  }
  // A command of the sandbox is the client of a server.
  const mapped = new URL(url.href.replace(/^cli:/, 'http:'));
  mapped.hostname = '127.0.0.1';
  mapped.port = String(port);
  return { url: mapped, hostHeader: url.host, mapped: true };
}

export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}
