/**
 * A server that breaks in one named way, so that tests can see which silence comes of it.
 *
 * @module
 */
import * as http from 'node:http';
import type * as https from 'node:https';
import * as net from 'node:net';
import { gzipSync } from 'node:zlib';

export interface TestServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

type Misbehave = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const MEBIBYTE = 1024 * 1024;

let packed: Buffer | undefined;

function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(64 * MEBIBYTE));
  return packed;
}

/** By name: how a server can fail its client. */
export const FAULTS = {
  reset: (request) => request.socket.resetAndDestroy(),
  closed: (request) => request.socket.end(),
  'reset-in-headers': (request) => {
    const { socket } = request;
    socket.write('HTTP/1.1 200 OK\r\nContent-Ty', () => socket.resetAndDestroy());
  },
  'reset-in-body': (request) => {
    const { socket } = request;
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half":';
    socket.write(head, () => socket.resetAndDestroy());
  },
  'no-headers': () => undefined,
  'slow-headers': (request) => {
    const { socket } = request;
    socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => socket.write('X-Drip: a\r\n'), 20);
    socket.once('close', () => clearInterval(drip));
  },
  'endless-headers': (request) => {
    const { socket } = request;
    socket.write('HTTP/1.1 200 OK\r\n');
    const pour = () => {
      while (!socket.destroyed && socket.write(`X-Pour: ${'a'.repeat(1000)}\r\n`));
    };
    socket.on('drain', pour);
    socket.on('error', () => undefined);
    pour();
  },
  'not-http': (request) => request.socket.end('220 mail.example ESMTP\r\n'),
  // RFC 9113 section 3.4: what a server says first that knows HTTP/2 alone.
  'http2-only': (request) => request.socket.end(Buffer.from('000000040000000000', 'hex')),
  'two-lengths': (request) =>
    request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}'),
  'broken-chunks': (request) =>
    request.socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'),
  'slow-body': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.once('close', () => clearInterval(drip));
  },
  'endless-body': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    const pour = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
    };
    response.on('drain', pour);
    pour();
  },
  'ten-megabytes-of-zeros': (_request, response) => response.end(Buffer.alloc(10 * MEBIBYTE)),
  'gzip-bomb': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' });
    response.end(bomb());
  },
  'broken-gzip': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end('not gzip at all');
  },
  'half-body': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"half":', () => response.destroy());
  },
  'large-headers': (_request, response) => {
    response.writeHead(200, { 'x-large': 'x'.repeat(64 * 1024) });
    response.end();
  },
  redirect: (_request, response) => {
    response.writeHead(301, { location: 'http://elsewhere.example/' });
    response.end();
  },
  'redirect-within': (request, response) => {
    response.writeHead(302, { location: request.url ?? '/' });
    response.end();
  },
  denied: (_request, response) => status(response, 401, 'who are you'),
  forbidden: (_request, response) => status(response, 403, 'not you'),
  throttled: (_request, response) => {
    response.setHeader('retry-after', '120');
    status(response, 429, 'slow down');
  },
  'throttled-for-now': (_request, response) => status(response, 429, 'slow down'),
  gateway: (_request, response) => status(response, 503, 'no healthy upstream'),
  'gateway-later': (_request, response) => {
    response.setHeader('retry-after', '1');
    status(response, 503, 'maintenance');
  },
  'bad-gateway': (_request, response) => status(response, 502, 'bad gateway'),
  'gateway-timeout': (_request, response) => status(response, 504, 'gateway timeout'),
  'proxy-login': (_request, response) => status(response, 407, 'who are you'),
  'not-found': (_request, response) => status(response, 404, 'no such page'),
  'other-method': (_request, response) => status(response, 405, 'not like this'),
  'too-large': (_request, response) => status(response, 413, 'request entity too large'),
  'other-type': (_request, response) => status(response, 415, 'not of this type'),
  'no-content': (_request, response) => {
    response.writeHead(204);
    response.end();
  },
  empty: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end();
  },
  image: (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    response.end(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  },
  'server-page': (_request, response) => {
    response.writeHead(500, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>HTTP Status 500</title>');
  },
  'refusal-page': (_request, response) => {
    response.writeHead(400, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Bad Request</title>');
  },
  'server-error': (_request, response) => status(response, 500, 'java.lang.NullPointerException'),
  html: (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Welcome</title>');
  },
  'half-json': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"SimpleReport": {"signatureOr');
  },
} as const satisfies Record<string, Misbehave>;

export type Fault = keyof typeof FAULTS;

export function startFaultServer(fault: Fault): Promise<TestServer> {
  return startTestServer(FAULTS[fault]);
}

export function startTestServer(handler: http.RequestListener): Promise<TestServer> {
  return testServer(http.createServer(handler), 'http');
}

export async function testServer(
  server: http.Server | https.Server,
  scheme: 'http' | 'https',
): Promise<TestServer> {
  const port = await listening(server);
  return {
    port,
    url: `${scheme}://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port on which nothing listens (any more). */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function listening(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no TCP address'));
      else resolve(address.port);
    });
  });
}

function status(response: http.ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'content-type': 'text/plain' });
  response.end(text);
}
