/**
 * A small writer of DER: each function gives the bytes of one element.
 *
 * @see {@link https://www.itu.int/rec/T-REC-X.690 X.690}
 * @module
 */
import { TamgaError } from '../model/error';
import { contextTag, TAG } from './tags';
import { formatGeneralizedTime, formatTime } from './time';

/** Identifier, definite length in the fewest octets, contents (X.690 section 10.1). */
export function encode(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const head = encodeHead(tag, length);
  const bytes = new Uint8Array(head.length + length);
  bytes.set(head);
  let at = head.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function encodeHead(tag: number, length: number): readonly number[] {
  if (tag > 0xff)
    throw new TamgaError('TAMGA-E-INTERNAL', `the writer has no tag number above 30, got ${tag}`);
  if (length < 0x80) return [tag, length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [tag, 0x80 | octets.length, ...octets];
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return encode(TAG.sequence, ...parts);
}

/** X.690 section 11.6: the elements of a SET OF stand in the order of their encodings. */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return encode(TAG.set, ...[...parts].sort(Buffer.compare));
}

export function explicit(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return encode(contextTag(number), ...parts);
}

export function boolean(value: boolean): Uint8Array {
  return encode(TAG.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function nullValue(): Uint8Array {
  return encode(TAG.null);
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return encode(TAG.octetString, bytes);
}

export function bitString(bytes: Uint8Array, unused = 0): Uint8Array {
  return encode(TAG.bitString, Uint8Array.of(unused), bytes);
}

/** A non-negative number, or the octets of one, as an INTEGER in the fewest octets. */
export function integer(value: number | bigint | Uint8Array): Uint8Array {
  const magnitude = value instanceof Uint8Array ? value : magnitudeOf(BigInt(value));
  let first = 0;
  while (first < magnitude.length - 1 && magnitude[first] === 0) first += 1;
  const trimmed = magnitude.subarray(first);
  const needsZero = trimmed.length === 0 || (trimmed[0] ?? 0) >= 0x80;
  return encode(TAG.integer, needsZero ? Uint8Array.of(0) : new Uint8Array(0), trimmed);
}

function magnitudeOf(value: bigint): Uint8Array {
  if (value < 0n)
    throw new TamgaError('TAMGA-E-INTERNAL', `the writer has no negative integers, got ${value}`);
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map((arc) => BigInt(arc));
  const octets: number[] = [];
  for (const arc of [first * 40n + second, ...rest]) octets.push(...base128(arc));
  return encode(TAG.oid, Uint8Array.from(octets));
}

function base128(arc: bigint): readonly number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80);
  return octets;
}

export function utf8String(text: string): Uint8Array {
  return encode(TAG.utf8String, Buffer.from(text, 'utf8'));
}

export function ia5String(text: string): Uint8Array {
  return encode(TAG.ia5String, Buffer.from(text, 'latin1'));
}

/** UTCTime up to 2049, GeneralizedTime from then on. */
export function time(value: Date): Uint8Array {
  const { utc, text } = formatTime(value);
  return encode(utc ? TAG.utcTime : TAG.generalizedTime, Buffer.from(text, 'latin1'));
}

export function generalizedTime(value: Date): Uint8Array {
  return encode(TAG.generalizedTime, Buffer.from(formatGeneralizedTime(value), 'latin1'));
}
