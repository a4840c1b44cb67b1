/**
 * Fetches issuers, CRLs and OCSP responses that the certificates of a file name, within limits: the file is a stranger's.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import { createFetcher, type Fetcher } from '../net/fetch-url';
import type { HostMap } from '../net/host-map';
import { createMaterialSource, type FetchRequest } from '../referee/gather';
import { wanted } from '../referee/validate';
import type { ValidationContext, ValidationInput } from '../referee/validation';

/** One list of a large authority runs to tens of megabytes. */
const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 10_000;
/** Of one file: what it names must not keep anybody busy for long. */
const MOST_REQUESTS = 64;
const MOST_MS = 60_000;
const MOST_BYTES = 128 * 1024 * 1024;

/** `public`: no address inside the network of this machine; `any`: for authorities in one's own network. */
export const REACHES = ['public', 'any'] as const;
export type Reach = (typeof REACHES)[number];

export function isReach(text: string | undefined): text is Reach {
  return text === 'public' || text === 'any';
}

export interface OnlineOptions {
  readonly reach: Reach;
  /** Ports of sandbox states, where there are any. */
  readonly hosts?: HostMap;
}

/** What came of one question. */
export interface Fetched {
  readonly url: string;
  /** Null: it came. */
  readonly failure: string | null;
}

export interface Online {
  /** The context with what could be fetched for this file, and what came of each question. */
  gather(input: ValidationInput): Promise<{ context: ValidationContext; fetched: readonly Fetched[] }>;
  close(): void;
}

export function createOnline({ reach, hosts = new Map() }: OnlineOptions): Online {
  const fetcher = createFetcher({
    hosts,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    reach: reach === 'any' ? 'anywhere' : 'public',
  });
  let account = newAccount();
  const source = createMaterialSource((request) => fetchOne(request, fetcher, account));
  return {
    async gather(input) {
      account = newAccount();
      const { material } = await source.gather(input);
      return { context: { ...input.context, material }, fetched: account.fetched };
    },
    close: () => fetcher.close(),
  };
}

interface Account {
  readonly fetched: Fetched[];
  readonly started: number;
  requests: number;
  bytes: number;
}

function newAccount(): Account {
  return { fetched: [], started: performance.now(), requests: 0, bytes: 0 };
}

async function fetchOne(
  request: FetchRequest,
  fetcher: Fetcher,
  account: Account,
): Promise<Uint8Array | undefined> {
  const refused = exhausted(account);
  account.requests += 1;
  const reply = refused === null ? await fetcher.fetchUrl(request) : null;
  const failure =
    reply === null
      ? refused
      : reply.kind === 'silent'
        ? reply.reason
        : reply.status === 200
          ? null
          : `HTTP ${reply.status}`;
  account.fetched.push({ url: request.url, failure });
  if (failure !== null || reply?.kind !== 'reply') return undefined;
  account.bytes += reply.bytes.length;
  return reply.bytes;
}

/** Why nothing more is asked for this file; null while it may be. */
function exhausted({ requests, bytes, started }: Account): string | null {
  if (requests >= MOST_REQUESTS) return `not asked: ${MOST_REQUESTS} requests for one file are enough`;
  if (bytes >= MOST_BYTES) return `not asked: ${MOST_BYTES} bytes for one file are enough`;
  return performance.now() - started >= MOST_MS
    ? `not asked: ${MOST_MS / 1000} s for one file are enough`
    : null;
}

/** For the tree: what was asked, and what did not come. */
export function fetchedNotes(fetched: readonly Fetched[]): readonly string[] {
  const inOrder = [...fetched].sort((a, b) => (a.url < b.url ? -1 : 1));
  return inOrder.map(({ url, failure }) =>
    failure === null ? `fetched ${url}` : `not fetched ${url}: ${failure}`,
  );
}

/** For the tree of who did not ask for the network: which addresses would be asked. */
export function offlineNotes(input: ValidationInput): readonly string[] {
  try {
    const urls = [...new Set(wanted(input.file, input.contents, input.context).map(({ url }) => url))].sort();
    return urls.length === 0 ? [] : [`offline; --online would ask ${urls.join(', ')}`];
  } catch {
    // A hint only: what cannot be read was told already.
    return [];
  }
}
