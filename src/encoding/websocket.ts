/**
 * Frames and messages of WebSocket: text only, bounded, no extensions.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6455 RFC 6455}
 * @module
 */
import { createHash } from 'node:crypto';
import { TamgaError } from '../model/error';
import { outside } from './json';

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** RFC 6455 section 5.5. */
const MAX_CONTROL_BYTES = 125;
/** RFC 6455 section 1.3. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Sec-WebSocket-Accept for a Sec-WebSocket-Key. */
export function acceptValue(key: string): string {
  return createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
}

/** One whole frame; `mask` is the four octets that a client must have (RFC 6455 section 5.3), null for a server. */
export function encodeFrame(opcode: number, payload: Uint8Array, mask: Uint8Array | null): Uint8Array {
  const masked = mask === null ? 0 : 0x80;
  const head = [0x80 | opcode, ...lengthOctets(payload.length, masked)];
  if (mask === null) return Buffer.concat([Buffer.from(head), payload]);
  return Buffer.concat([Buffer.from(head), mask, unmasked(payload, mask)]);
}

export type SocketEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping'; readonly payload: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null };

export interface MessageReader {
  /**
   * What is complete with these octets, in order.
   *
   * @throws TamgaError TAMGA-E-PROTOCOL for what RFC 6455 does not allow, TAMGA-E-LIMIT for more than is read.
   */
  push(octets: Uint8Array): readonly SocketEvent[];
}

interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** Octets of the whole frame. */
  readonly size: number;
}

export interface ReaderRules {
  /** A server reads masked frames only, a client only others. */
  readonly masked: boolean;
  /** Of one message. */
  readonly maxBytes: number;
}

export function createMessageReader(rules: ReaderRules): MessageReader {
  let pending: Uint8Array = new Uint8Array(0);
  let fragments: Uint8Array[] | null = null;
  let length = 0;

  const message = ({ final, opcode, payload }: Frame): readonly SocketEvent[] => {
    if ((opcode === OPCODE.continuation) !== (fragments !== null)) {
      throw outside('a WebSocket message that begins in the midst of another one, or continues none');
    }
    length += payload.length;
    if (length > rules.maxBytes) throw tooLong(rules.maxBytes);
    const pieces = [...(fragments ?? []), payload];
    fragments = final ? null : pieces;
    if (!final) return [];
    length = 0;
    return [{ kind: 'text', text: utf8(Buffer.concat(pieces)) }];
  };

  return {
    push(octets) {
      pending = Buffer.concat([pending, octets]);
      const events: SocketEvent[] = [];
      for (let frame = frameAt(pending, rules); frame !== null; frame = frameAt(pending, rules)) {
        pending = pending.subarray(frame.size);
        events.push(...(frame.opcode >= OPCODE.close ? control(frame) : message(frame)));
      }
      return events;
    },
  };
}

/** Null: more octets are needed. */
function frameAt(octets: Uint8Array, { masked, maxBytes }: ReaderRules): Frame | null {
  const [first = 0, second = 0] = octets;
  if (octets.length < 2) return null;
  const opcode = first & 0x0f;
  if ((first & 0x70) !== 0)
    throw outside('a WebSocket frame with a reserved bit: no extension was agreed on');
  if (((second & 0x80) !== 0) !== masked) {
    throw outside(
      masked ? 'a WebSocket frame of a client without a mask' : 'a masked WebSocket frame of a server',
    );
  }
  if (opcode === OPCODE.binary) throw outside('a binary WebSocket message where text is spoken');
  if (opcode > OPCODE.pong || (opcode > OPCODE.binary && opcode < OPCODE.close)) {
    throw outside(`a WebSocket frame of the reserved kind ${opcode}`);
  }
  const stated = statedLength(octets, second & 0x7f);
  if (stated === null) return null;
  if (stated.length > maxBytes) throw tooLong(maxBytes);
  const start = stated.at + (masked ? 4 : 0);
  const size = start + stated.length;
  if (octets.length < size) return null;
  const body = octets.subarray(start, size);
  const payload = masked ? unmasked(body, octets.subarray(stated.at, start)) : body;
  return { final: (first & 0x80) !== 0, opcode, payload, size };
}

/** RFC 6455 section 5.2: seven bits, or the two or eight octets that follow, in their shortest form. */
function statedLength(
  octets: Uint8Array,
  short: number,
): { readonly length: number; readonly at: number } | null {
  if (short < 126) return { length: short, at: 2 };
  const wide = short === 126 ? 2 : 8;
  if (octets.length < 2 + wide) return null;
  const view = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  const length = wide === 2 ? view.readUInt16BE(2) : Number(view.readBigUInt64BE(2));
  if (length < (wide === 2 ? 126 : 0x10000))
    throw outside('a WebSocket frame whose length is not in its shortest form');
  return { length, at: 2 + wide };
}

function control({ final, opcode, payload }: Frame): readonly SocketEvent[] {
  if (!final || payload.length > MAX_CONTROL_BYTES) {
    throw outside('a WebSocket control frame in fragments, or of more than 125 octets');
  }
  if (opcode === OPCODE.ping) return [{ kind: 'ping', payload }];
  if (opcode === OPCODE.pong) return [];
  const code = payload.length < 2 ? null : Buffer.from(payload).readUInt16BE(0);
  return [{ kind: 'close', code }];
}

function lengthOctets(length: number, masked: number): readonly number[] {
  if (length < 126) return [masked | length];
  if (length < 0x10000) return [masked | 126, length >> 8, length & 0xff];
  const wide = Buffer.alloc(8);
  wide.writeBigUInt64BE(BigInt(length));
  return [masked | 127, ...wide];
}

function unmasked(payload: Uint8Array, mask: Uint8Array): Uint8Array {
  return payload.map((octet, at) => octet ^ (mask[at % 4] ?? 0));
}

/** RFC 6455 section 8.1. */
function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw outside('a WebSocket message that is not UTF-8 text', cause);
  }
}

function tooLong(limit: number): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', `a WebSocket message of more than the ${limit} bytes that we read`);
}
