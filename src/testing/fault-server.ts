/**
 * A server that breaks in one named way, so that tests can see which silence comes of it.
 *
 * @module
 */
import * as http from 'node:http';
import * as net from 'node:net';
import { gzipSync } from 'node:zlib';

export interface TestServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

type Misbehave = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const MEBIBYTE = 1024 * 1024;

/** By name: how a server can fail its client. */
export const FAULTS = {
  reset: (request) => request.socket.resetAndDestroy(),
  'no-headers': () => undefined,
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
    response.end(gzipSync(Buffer.alloc(64 * MEBIBYTE)));
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
  denied: (_request, response) => status(response, 401, 'who are you'),
  forbidden: (_request, response) => status(response, 403, 'not you'),
  throttled: (_request, response) => {
    response.setHeader('retry-after', '120');
    status(response, 429, 'slow down');
  },
  gateway: (_request, response) => status(response, 503, 'no healthy upstream'),
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

export async function startTestServer(handler: http.RequestListener): Promise<TestServer> {
  const server = http.createServer(handler);
  const port = await listening(server);
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
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

function listening(server: net.Server): Promise<number> {
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
