/**
 * Fetches issuers, CRLs and OCSP responses that the certificates of a file name, within limits: the file is a stranger's.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import type { Silent } from '../model/answer';
import { createFetcher, type Fetcher } from '../net/fetch-url';
import type { HostMap } from '../net/host-map';
import type { HttpReply } from '../net/http';
import { createMaterialSource, type Fetch } from '../referee/gather';
import { wanted } from '../referee/validate';
import type { ValidationContext, ValidationInput } from '../referee/validation';

/** Of one answer: one list of a large authority runs to tens of megabytes. */
const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Of one file: what it names must not keep anybody busy for long. */
export interface Budget {
  readonly requests: number;
  readonly bytes: number;
  readonly ms: number;
}

const BUDGET: Budget = { requests: 64, bytes: 128 * 1024 * 1024, ms: 60_000 };

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
  return {
    async gather(input) {
      // One source per file: what one file is refused for its budget must not be refused for the next.
      const asked = withinBudget(fetcher, BUDGET, () => performance.now());
      const { material } = await createMaterialSource(asked.fetch).gather(input);
      return { context: { ...input.context, material }, fetched: asked.fetched };
    },
    close: () => fetcher.close(),
  };
}

export interface Asked {
  readonly fetch: Fetch;
  /** Grows with every question. */
  readonly fetched: readonly Fetched[];
}

export function withinBudget(fetcher: Pick<Fetcher, 'fetchUrl'>, budget: Budget, now: () => number): Asked {
  const fetched: Fetched[] = [];
  const started = now();
  let bytes = 0;
  let requests = 0;
  const refused = (): string | null => {
    if (requests >= budget.requests) return `not asked: ${budget.requests} requests for one file are enough`;
    if (bytes >= budget.bytes) return `not asked: ${budget.bytes} bytes for one file are enough`;
    return now() - started >= budget.ms ? `not asked: ${budget.ms / 1000} s for one file are enough` : null;
  };
  return {
    fetched,
    async fetch(request) {
      const refusal = refused();
      requests += 1;
      const outcome = refusal ?? outcomeOf(await fetcher.fetchUrl(request));
      const came = typeof outcome !== 'string';
      fetched.push({ url: request.url, failure: came ? null : outcome });
      if (!came) return undefined;
      bytes += outcome.length;
      return outcome;
    },
  };
}

/** The body of a 200, or why there is none. */
function outcomeOf(reply: HttpReply | Silent): Uint8Array | string {
  if (reply.kind === 'silent') return reply.reason;
  return reply.status === 200 ? reply.bytes : `HTTP ${reply.status}`;
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
