/**
 * Fetches validation material from the URLs that certificates name: CRLs, issuers, OCSP answers, time-stamps.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import type { Silent } from '../model/answer';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import { type HostMap, resolveTarget } from './host-map';
import type { HttpReply, HttpRequest } from './http';
import { isPublicHost, publicLookup } from './public-address';
import { note, type Recorder, redactor } from './record';
import { silent } from './silence';
import { keepAliveAgents, MAX_BYTES, type Outgoing, transfer } from './transfer';

export interface FetcherOptions {
  readonly hosts: HostMap;
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  readonly maxSockets?: number;
  /**
   * `sandbox`: a certificate can name any host, and a frozen round talks to nobody outside. `public`: nor may it make
   * us ask the network that this machine stands in.
   */
  readonly reach: 'sandbox' | 'public' | 'anywhere';
  readonly record?: Recorder;
}

export interface UrlRequest {
  readonly url: string;
  /** A body makes it a POST. */
  readonly body?: HttpRequest['body'];
  readonly accept?: string;
}

export interface Fetcher {
  /** Never throws: the URL is somebody else's data too. */
  fetchUrl(request: UrlRequest): Promise<HttpReply | Silent>;
  /** The body of a 200; undefined for everything else. */
  fetchBytes(request: UrlRequest): Promise<Uint8Array | undefined>;
  close(): void;
}

const MAX_URL_LENGTH = 4096;

export function createFetcher(options: FetcherOptions): Fetcher {
  const agents = keepAliveAgents(
    options.maxSockets ?? 8,
    options.reach === 'public' ? { lookup: publicLookup } : {},
  );
  const limits = { timeoutMs: options.timeoutMs, maxBytes: options.maxBytes ?? MAX_BYTES };
  const redact = redactor([]);
  const fetchUrl = async (request: UrlRequest): Promise<HttpReply | Silent> => {
    const url = reachable(request.url, options);
    if (!(url instanceof URL)) return url;
    const out = outgoing(url, request);
    const started = performance.now();
    const result = await transfer(out, agents, options.hosts, limits);
    if (options.record !== undefined) note(options.record, out, result, performance.now() - started, redact);
    return result.outcome;
  };
  return {
    fetchUrl,
    async fetchBytes(request) {
      const reply = await fetchUrl(request);
      return reply.kind === 'reply' && reply.status === 200 ? reply.bytes : undefined;
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function reachable(text: string, options: FetcherOptions): URL | Silent {
  const shown = printable(text);
  const url = text.length <= MAX_URL_LENGTH && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return silent('protocol', `not an http or https URL: ${shown}`);
  }
  try {
    const target = resolveTarget(url, options.hosts);
    if (target.mapped || options.reach === 'anywhere') return url;
    if (options.reach === 'public') {
      return isPublicHost(url.hostname)
        ? url
        : silent('transport', `${shown} is an address inside a private network, which is not asked`);
    }
    return silent('transport', `${shown} lies outside the sandbox, and this round talks to nobody outside`);
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-HOST')
      return silent('transport', error.message);
    throw error;
  }
}

function outgoing(url: URL, request: UrlRequest): Outgoing {
  return {
    method: request.body === undefined ? 'GET' : 'POST',
    url,
    headers: {
      'User-Agent': 'tamga',
      Accept: request.accept ?? '*/*',
      ...(request.body !== undefined && { 'Content-Type': request.body.type }),
    },
    body: request.body?.bytes ?? null,
  };
}
