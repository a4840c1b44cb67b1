/**
 * A door in the other direction: a listener on this machine for services that call back, open for one question.
 *
 * It listens on the loopback address alone; what stands outside comes through a proxy of the operator.
 *
 * @module
 */
import * as http from 'node:http';
import { TamgaError } from '../model/error';

export interface InboxRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

export interface InboxReply {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export type Answering = (request: InboxRequest) => InboxReply;

export interface Inbox {
  readonly port: number;
  close(): void;
}

/** Undecided connections of strangers do not stay. */
const REQUEST_MS = 10_000;
const MAX_HEADER_BYTES = 32 * 1024;

/** @throws TamgaError TAMGA-E-HOST where the port is taken. */
export function openInbox(answer: Answering, port: number, maxBytes: number): Promise<Inbox> {
  const options = { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, maxHeaderSize: MAX_HEADER_BYTES };
  const server = http.createServer(options, (request, response) => {
    respond(request, response, answer, maxBytes).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new TamgaError(
          'TAMGA-E-HOST',
          `nothing can listen on port ${port} of this machine: ${cause.message}`,
          {
            hint: 'Free the port, or name another one in the option listenPort of the endpoint.',
            cause,
          },
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: address !== null && typeof address === 'object' ? address.port : port,
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

async function respond(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  answer: Answering,
  maxBytes: number,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw new Error('too long');
    chunks.push(bytes);
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const { method = '', url: target = '/' } = request;
  const reply = answer({ method, target, headers, bytes: Buffer.concat(chunks) });
  response.sendDate = false;
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'content-length': reply.bytes.length,
    connection: 'close',
  });
  response.end(reply.bytes);
}
