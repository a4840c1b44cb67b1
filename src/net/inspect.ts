/**
 * Looks at the way to an endpoint without asking it anything: its name, its address, its TLS.
 *
 * @module
 */
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type DetailedPeerCertificate } from 'node:tls';
import { codeOf, detailOf } from './error-code';
import { type HostMap, isLoopback, resolveTarget } from './host-map';
import { silenceOfError } from './silence';
import { type TlsSettings, tlsOptions } from './tls';

interface SeenCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** How far one got; what was not reached is null. */
export interface Inspection {
  /** `host:port`, as the profile names it. */
  readonly where: string;
  /** Through a proxy nothing but the call itself can tell. */
  readonly proxied: boolean;
  readonly addresses: readonly string[] | null;
  readonly tls: {
    readonly protocol: string | null;
    /** Nearest to the server first; also of a chain that is not trusted. */
    readonly chain: readonly SeenCertificate[];
  } | null;
  /** A sentence that a person can act on. */
  readonly fault: {
    readonly stage: 'name' | 'connection' | 'certificate';
    readonly reason: string;
  } | null;
}

interface InspectionRequest {
  readonly url: URL;
  readonly hosts: HostMap;
  readonly tls: TlsSettings | undefined;
  readonly timeoutMs: number;
}

/** Never throws for what the peer does. */
export async function inspect({ url, hosts, tls, timeoutMs }: InspectionRequest): Promise<Inspection> {
  const target = resolveTarget(url, hosts);
  const where = url.host;
  const start = { where, proxied: false, addresses: null, tls: null, fault: null };
  if (!target.mapped && isProxied(url)) return { ...start, proxied: true };
  const failed = (
    stage: NonNullable<Inspection['fault']>['stage'],
    error: unknown,
  ): Pick<Inspection, 'fault'> => ({
    fault: { stage, reason: silenceOfError(codeOf(error), where, detailOf(error)).reason },
  });

  const host = target.url.hostname.replace(/^\[(.*)\]$/, '$1');
  let addresses: readonly string[];
  try {
    addresses = await within(timeoutMs, resolved(host));
  } catch (error) {
    return { ...start, ...failed('name', error) };
  }
  const port = Number(target.url.port) || (target.url.protocol === 'https:' ? 443 : 80);
  try {
    await open(connectTcp({ host, port }), 'connect', timeoutMs);
  } catch (error) {
    return { ...start, addresses, ...failed('connection', error) };
  }
  if (target.url.protocol !== 'https:') return { ...start, addresses };

  const options: ConnectionOptions = {
    host,
    port,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) === 0 && { servername: host }),
  };
  let seen: Inspection['tls'] = null;
  try {
    await handshake({ ...options, ...tlsOptions(tls) }, timeoutMs, (tls) => {
      seen = tls;
    });
    return { ...start, addresses, tls: seen };
  } catch (error) {
    return { ...start, addresses, tls: seen, ...failed('certificate', error) };
  }
}

async function resolved(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** `see` is told what the server showed, before it is checked: a chain that fails can be described, too. */
function handshake(
  options: ConnectionOptions,
  timeoutMs: number,
  see: (tls: NonNullable<Inspection['tls']>) => void,
): Promise<void> {
  const socket = connectTls(options);
  // The check itself listens to this event, and ends the connection where it fails.
  socket.prependOnceListener('secure', () => {
    see({ protocol: socket.getProtocol(), chain: chainOf(socket.getPeerCertificate(true)) });
  });
  return open(socket, 'secureConnect', timeoutMs);
}

/** Waits until it stands, and closes it. */
function open(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(timeoutMs, () => socket.destroy(timedOut()));
    // Also after it stood: nobody listens any more, and an error without a listener would end the process.
    socket.on('error', reject);
    socket.once(event, () => {
      resolve();
      socket.destroy();
    });
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
}

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut()), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function timedOut(): Error {
  return Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' });
}

const LONGEST_CHAIN = 10;

/** Node links each certificate to its issuer, and the root to itself. */
function chainOf(first: DetailedPeerCertificate): readonly SeenCertificate[] {
  const chain: SeenCertificate[] = [];
  const seen = new Set<string>();
  let one: DetailedPeerCertificate | undefined = first;
  while (one?.raw !== undefined && !seen.has(one.fingerprint256) && chain.length < LONGEST_CHAIN) {
    seen.add(one.fingerprint256);
    chain.push({
      subject: nameOf(one.subject),
      issuer: nameOf(one.issuer),
      notBefore: Date.parse(one.valid_from),
      notAfter: Date.parse(one.valid_to),
    });
    one = one.issuerCertificate;
  }
  return chain;
}

function nameOf(name: DetailedPeerCertificate['subject'] | undefined): string {
  return [name?.CN ?? name?.O ?? ''].flat().join(', ') || '(no name)';
}

/** As axios chooses it: by the variables of the environment, never for this machine. */
function isProxied(url: URL): boolean {
  if (isLoopback(url)) return false;
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = variable(name) ?? variable('all_proxy');
  if (proxy === undefined || proxy === '') return false;
  const except = (variable('no_proxy') ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return !except.some(
    (entry) => entry === '*' || `.${url.hostname}`.endsWith(`.${entry.replace(/^\*?\.|:\d+$/g, '')}`),
  );
}

function variable(name: string): string | undefined {
  return process.env[name] ?? process.env[name.toUpperCase()];
}
