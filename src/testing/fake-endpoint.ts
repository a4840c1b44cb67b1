/**
 * An endpoint whose every reply a test writes down beforehand, and the link to it.
 *
 * @module
 */
import type { TestContext } from 'node:test';
import type { Link } from '../drivers/driver';
import { createHttp } from '../net/client';
import { FAULTS, type Fault, startTestServer } from './fault-server';

export interface FakeReply {
  readonly status?: number;
  readonly type?: string;
  readonly body: string | Uint8Array | object;
}

export interface FakeRequest {
  readonly path: string;
  readonly body: unknown;
}

export interface FakeEndpoint {
  readonly link: Link;
  readonly requests: readonly FakeRequest[];
}

/** Replies by path, or by path and request body; a path without a reply is 404. */
export type Script = Readonly<Record<string, FakeReply | Fault | ((body: unknown) => FakeReply)>>;

export async function fakeEndpoint(
  t: TestContext,
  script: Script,
  options: Readonly<Record<string, string>> = {},
): Promise<FakeEndpoint> {
  const requests: FakeRequest[] = [];
  const server = await startTestServer(async (request, response) => {
    const path = (request.url ?? '').slice(1);
    const entry = script[path];
    if (typeof entry === 'string') return FAULTS[entry](request, response);

    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? null : JSON.parse(text);
    requests.push({ path, body });
    const reply = typeof entry === 'function' ? entry(body) : (entry ?? { status: 404, body: 'not here' });
    const plain = typeof reply.body === 'string' || reply.body instanceof Uint8Array;
    response.writeHead(reply.status ?? 200, {
      'content-type': reply.type ?? (plain ? 'text/plain' : 'application/json'),
    });
    response.end(plain ? reply.body : JSON.stringify(reply.body));
  });
  t.after(() => server.close());
  return { link: linkTo(server.url, options), requests };
}

function linkTo(url: string, options: Readonly<Record<string, string>>): Link {
  const http = createHttp({ baseUrl: url, timeoutMs: 500, hosts: new Map() });
  return {
    endpoint: {
      dialect: 'fake',
      url,
      auth: { scheme: 'none' },
      timeoutMs: 500,
      budget: { concurrency: 4, retries: 0, retryDelayMs: 0 },
      options,
    },
    http,
    option: (name) => options[name],
  };
}
