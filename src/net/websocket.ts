/**
 * One text message to a WebSocket server and one back, within the limits of an HTTP exchange; no other use is made of sockets.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6455 RFC 6455}
 * @module
 */
import { randomBytes } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { acceptValue, createMessageReader, encodeFrame, OPCODE } from '../encoding/websocket';
import type { Silent } from '../model/answer';
import { TamgaError } from '../model/error';
import { type HostMap, resolveTarget } from './host-map';
import type { HttpReply } from './http';
import { silenceOfError, silenceOfStatus, silent } from './silence';
import { type Agents, type Limits, MAX_HEADER_BYTES, type Outgoing, type Transfer } from './transfer';

const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8]);

/** Whether an exchange is one of messages. */
export function isSocketUrl({ protocol }: URL): boolean {
  return protocol === 'ws:' || protocol === 'wss:';
}

/** `out.body` is the text to send. @throws TamgaError TAMGA-E-HOST for a sandbox host without a server. */
export function exchangeMessage(
  out: Outgoing,
  agents: Agents,
  hosts: HostMap,
  limits: Limits,
  onArrival: () => void = () => undefined,
): Promise<Transfer> {
  const target = resolveTarget(httpForm(out.url), hosts);
  const where = out.url.host;
  return new Promise((resolve) => {
    let socket: Duplex | undefined;
    let headers: Record<string, string> = {};
    let status: number | null = null;
    const end = (outcome: HttpReply | Silent): void => {
      clearTimeout(deadline);
      if (outcome.kind === 'reply') socket?.end(closeFrame(), () => socket?.destroy());
      else socket?.destroy();
      if (socket === undefined) request.destroy();
      const bytes = outcome.kind === 'reply' ? outcome.bytes : new Uint8Array();
      resolve({ outcome, status, headers, bytes });
    };
    const deadline = setTimeout(() => end(late(where, limits.timeoutMs, status)), limits.timeoutMs);

    const key = randomBytes(16).toString('base64');
    const { request: open } = target.url.protocol === 'https:' ? https : http;
    const request = open(target.url, {
      method: 'GET',
      agent: target.url.protocol === 'https:' ? agents.https : agents.http,
      maxHeaderSize: MAX_HEADER_BYTES,
      headers: {
        ...out.headers,
        ...(target.hostHeader !== null && { Host: target.hostHeader }),
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': key,
      },
    });
    request.on('error', (error) => end(silenceOfError(codeOf(error), where, error.message)));
    request.once('response', (response) => {
      status = response.statusCode ?? 0;
      onArrival();
      end(silenceOfStatus(status, {}, where) ?? noSocket(where, status));
    });
    request.once('upgrade', (response, upgraded, first) => {
      socket = upgraded;
      status = response.statusCode ?? 0;
      headers = textHeaders(response.headers);
      onArrival();
      if (headers['sec-websocket-accept'] !== acceptValue(key)) end(noSocket(where, status));
      else converse(upgraded, first, out.body ?? new Uint8Array(), limits, where, end);
    });
    request.end();
  });
}

/** The only message of ours, then frames until the first message of theirs. */
function converse(
  socket: Duplex,
  first: Uint8Array,
  message: Uint8Array,
  limits: Limits,
  where: string,
  end: (outcome: HttpReply | Silent) => void,
): void {
  const reader = createMessageReader({ masked: false, maxBytes: limits.maxBytes });
  const send = (opcode: number, payload: Uint8Array) =>
    socket.write(encodeFrame(opcode, payload, randomBytes(4)));
  const read = (octets: Uint8Array): void => {
    try {
      for (const event of reader.push(octets)) {
        if (event.kind === 'ping') send(OPCODE.pong, event.payload);
        if (event.kind === 'close') end(closed(where, event.code));
        // What comes after the first message has no reader any more.
        if (event.kind === 'text') {
          end({ kind: 'reply', status: 200, type: '', bytes: Buffer.from(event.text, 'utf8') });
        }
      }
    } catch (error) {
      if (!(error instanceof TamgaError)) throw error;
      end(silent(error.code === 'TAMGA-E-LIMIT' ? 'limit' : 'protocol', `${where}: ${error.message}`));
    }
  };
  socket.on('error', (error) => end(silenceOfError(codeOf(error), where, error.message)));
  socket.on('close', () => end(closed(where, null)));
  socket.on('data', read);
  send(OPCODE.text, message);
  if (first.length > 0) read(first);
}

function closeFrame(): Uint8Array {
  return encodeFrame(OPCODE.close, NORMAL_CLOSURE, randomBytes(4));
}

/** `ws:` and `wss:` are HTTP until both sides agree (RFC 6455 section 3). */
function httpForm(url: URL): URL {
  return new URL(url.href.replace(/^ws/, 'http'));
}

function late(where: string, ms: number, status: number | null): Silent {
  const got = status === null ? 'no WebSocket was opened' : 'the WebSocket stood, but no message came';
  return silent(
    'timeout',
    `${where} took more than ${ms} ms: ${got}; is a window waiting there for its user?`,
  );
}

function closed(where: string, code: number | null): Silent {
  const said = code === null ? 'without a reason' : `with the code ${code}`;
  return silent('transport', `${where} closed the WebSocket ${said} before it answered: look into its log`);
}

function noSocket(where: string, status: number): Silent {
  return silent(
    'protocol',
    `${where} opens no WebSocket (HTTP ${status}): is the URL that of the right port and path?`,
  );
}

function textHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
