/**
 * The server side of a WebSocket: every text message gets one back.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6455 RFC 6455}
 * @module
 */
import type * as http from 'node:http';
import type { Duplex } from 'node:stream';
import {
  acceptValue,
  createMessageReader,
  encodeFrame,
  OPCODE,
  type SocketEvent,
} from '../encoding/websocket';

export interface SocketRoute {
  /** Anchored, of the path behind the prefix of the service. */
  readonly path: RegExp;
  answer(text: string): Promise<string>;
}

const MAX_MESSAGE = 16 * 1024 * 1024;
const PROTOCOL_ERROR = Buffer.from([0x03, 0xea]);
const KEY = /^[A-Za-z0-9+/]{22}==$/;

export function acceptSocket(
  request: http.IncomingMessage,
  socket: Duplex,
  first: Uint8Array,
  route: SocketRoute | undefined,
): void {
  socket.on('error', () => socket.destroy());
  const key = request.headers['sec-websocket-key'] ?? '';
  const { upgrade = '', 'sec-websocket-version': version } = request.headers;
  // RFC 6455 section 4.2.1.
  const wanted = upgrade.toLowerCase() === 'websocket' && version === '13' && KEY.test(key);
  if (route === undefined || !wanted) {
    socket.end(
      `HTTP/1.1 ${route === undefined ? '404 Not Found' : '400 Bad Request'}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    return;
  }
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptValue(key)}\r\n\r\n`,
  );
  const reader = createMessageReader({ masked: true, maxBytes: MAX_MESSAGE });
  const send = (opcode: number, payload: Uint8Array) => socket.write(encodeFrame(opcode, payload, null));
  const respond = async (event: SocketEvent): Promise<void> => {
    if (event.kind === 'ping') send(OPCODE.pong, event.payload);
    else if (event.kind === 'close') socket.end(encodeFrame(OPCODE.close, new Uint8Array(), null));
    else send(OPCODE.text, Buffer.from(await route.answer(event.text), 'utf8'));
  };
  const read = (octets: Uint8Array): void => {
    try {
      for (const event of reader.push(octets)) respond(event).catch(() => socket.destroy());
    } catch {
      socket.end(encodeFrame(OPCODE.close, PROTOCOL_ERROR, null));
    }
  };
  socket.on('data', read);
  if (first.length > 0) read(first);
}
