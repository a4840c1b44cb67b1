/**
 * The HTTP server of one state: routes by path, whatever the Host header says, and bounded bodies.
 *
 * @module
 */
import * as http from 'node:http';
import { type Json, parseJson } from '../encoding/json';
import type { Role } from '../model/claim';
import { TamgaError } from '../model/error';
import { acceptSocket, type SocketRoute } from './websocket-server';

export interface Incoming {
  /** What the groups of the route's path matched. */
  readonly parameters: readonly string[];
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly headers: http.IncomingHttpHeaders;
  /** Path and query as they were sent. */
  readonly target: string;
}

export interface Outgoing {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** What of an endpoint it belongs to; absent where it is neither signing nor verifying. */
  readonly role?: Role;
  /** Anchored, of the path behind the prefix of the service. */
  readonly path: RegExp;
  answer(incoming: Incoming): Outgoing | Promise<Outgoing>;
}

export interface Service {
  /** Starts and ends with a slash. */
  readonly prefix: string;
  readonly routes: readonly Route[];
  readonly sockets?: readonly SocketRoute[];
  /** How the dialect words an exception. */
  broken(error: unknown): Outgoing;
}

export interface Server {
  readonly port: number;
  close(): void;
}

const MAX_BODY = 16 * 1024 * 1024;
/** Longer than any client of ours keeps an idle connection, so that none is closed under its hands. */
const KEEP_ALIVE_MS = 60_000;

export function startServer(services: readonly Service[], port: number, host = '127.0.0.1'): Promise<Server> {
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    respond(services, request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, first) => {
    acceptSocket(request, socket, first, socketRoute(services, pathOf(request)));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const bound = address !== null && typeof address === 'object' ? address.port : port;
      resolve({
        port: bound,
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

export function text(status: number, words: string): Outgoing {
  return { status, type: 'text/plain; charset=utf-8', bytes: Buffer.from(words, 'utf8') };
}

export function json(status: number, value: unknown): Outgoing {
  return { status, type: 'application/json', bytes: Buffer.from(JSON.stringify(value), 'utf8') };
}

/** A question and an answer in JSON. */
export function postRoute(role: Role, path: RegExp, answer: (body: Json) => object | Promise<object>): Route {
  return {
    method: 'POST',
    role,
    path,
    answer: async ({ bytes }) => json(200, await answer(parseJson(bytes))),
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function respond(
  services: readonly Service[],
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const bytes = await bodyOf(request);
  const out =
    bytes === undefined
      ? text(413, `more than the ${MAX_BODY} bytes that this server reads`)
      : await dispatch(services, request, bytes);
  // The clock of the machine stays out of a frozen round.
  response.sendDate = false;
  response.writeHead(out.status, {
    'content-type': out.type,
    'content-length': out.bytes.length,
    server: 'tamga sandbox (simulated)',
    ...out.headers,
    ...(bytes === undefined && { connection: 'close' }),
  });
  response.end(out.bytes);
}

async function bodyOf(request: http.IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= MAX_BODY) chunks.push(bytes);
    else chunks.length = 0;
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks);
}

async function dispatch(
  services: readonly Service[],
  request: http.IncomingMessage,
  bytes: Uint8Array,
): Promise<Outgoing> {
  const path = pathOf(request);
  const type = (request.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
  let otherMethod = false;
  for (const service of services) {
    if (!path.startsWith(service.prefix)) continue;
    for (const route of service.routes) {
      const match = route.path.exec(path.slice(service.prefix.length));
      if (match === null) continue;
      if (route.method === request.method) {
        const { headers, url: target = '/' } = request;
        const parameters = match.slice(1);
        return answer(service, route, { parameters, type, bytes, headers, target });
      }
      otherMethod = true;
    }
  }
  return otherMethod ? text(405, `not with ${request.method}`) : text(404, `nothing at ${path}`);
}

function pathOf(request: http.IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://sandbox.invalid').pathname;
}

function socketRoute(services: readonly Service[], path: string): SocketRoute | undefined {
  return services
    .filter(({ prefix }) => path.startsWith(prefix))
    .flatMap(({ prefix, sockets = [] }) => sockets.filter((one) => one.path.test(path.slice(prefix.length))))
    .at(0);
}

async function answer(service: Service, route: Route, incoming: Incoming): Promise<Outgoing> {
  try {
    const parameters = incoming.parameters.map(decodeURIComponent);
    return await route.answer({ ...incoming, parameters });
  } catch (error) {
    return isDefect(error) ? json(500, { defect: messageOf(error) }) : service.broken(error);
  }
}

/** A mistake of this program must not look like the refusal of an input: no dialect words an exception like that. */
function isDefect(error: unknown): boolean {
  if (error instanceof TamgaError) return error.code === 'TAMGA-E-INTERNAL';
  const ofProgram =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  // Errors with a code are Node's words about its input.
  return ofProgram && !('code' in error);
}
