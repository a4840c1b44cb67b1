/**
 * The characters of PDF: white space, delimiters, numbers, names and strings.
 *
 * @see ISO 32000-2, section 7.2
 * @module
 */
import { pdfFault, pdfLimit, type Work } from './limits';
import type { PdfString } from './values';

/** A place in bytes; it moves as tokens are taken. */
export interface Reader {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly work: Work;
  at: number;
}

const REGULAR = 0;
const SPACE = 1;
const DELIMITER = 2;
const CLASSES = classTable();
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export function isSpace(byte: number | undefined): boolean {
  return byte !== undefined && CLASSES[byte] === SPACE;
}

/** Whether a token ends before this byte, which may be the end of the data. */
export function endsToken(byte: number | undefined): boolean {
  return byte === undefined || CLASSES[byte] !== REGULAR;
}

/** White space and comments. */
export function skipBlank(reader: Reader): void {
  const { bytes, end } = reader;
  let { at } = reader;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (CLASSES[byte] === SPACE) continue;
    if (byte !== 0x25) break;
    while (at < end && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) at += 1;
  }
  reader.at = Math.min(at, end);
}

/** Whether the keyword stands here as a token of its own; nothing is taken. */
export function atKeyword({ bytes, at, end }: Reader, keyword: string): boolean {
  if (at + keyword.length > end) return false;
  for (let index = 0; index < keyword.length; index += 1) {
    if (bytes[at + index] !== keyword.charCodeAt(index)) return false;
  }
  return at + keyword.length === end || endsToken(bytes[at + keyword.length]);
}

export function takeKeyword(reader: Reader, keyword: string): void {
  if (!atKeyword(reader, keyword)) throw pdfFault(reader.at, `"${keyword}"`, shown(reader));
  reader.at += keyword.length;
}

/** An unsigned integer if one stands here, else nothing is taken. */
export function takeDigits(reader: Reader): number | undefined {
  const { bytes, end } = reader;
  let { at } = reader;
  let value = 0;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === reader.at || at - reader.at > 15) return undefined;
  reader.at = at;
  return value;
}

/** Integer or real, with its sign; a name or keyword that only begins like one is a fault. */
export function takeNumber(reader: Reader): number {
  const { bytes, end, at: start } = reader;
  const sign = bytes[reader.at] === 0x2d ? -1 : 1;
  if (bytes[reader.at] === 0x2d || bytes[reader.at] === 0x2b) reader.at += 1;
  const whole = takeDigits(reader);
  let value = whole ?? 0;
  let fraction: number | undefined;
  if (reader.at < end && bytes[reader.at] === 0x2e) {
    reader.at += 1;
    const from = reader.at;
    while (reader.at < end && isDigit(bytes[reader.at])) reader.at += 1;
    fraction = reader.at - from;
    value += fraction === 0 ? 0 : Number(`0.${text(bytes, from, reader.at)}`);
  }
  const none = whole === undefined && (fraction ?? 0) === 0;
  if (none || (reader.at < end && !endsToken(bytes[reader.at]))) {
    throw pdfFault(start, 'a number', shown({ ...reader, at: start }));
  }
  return sign * value;
}

/** Behind the slash. */
export function takeName(reader: Reader): string {
  const { bytes, end } = reader;
  const start = reader.at;
  let at = start;
  let escaped = false;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (CLASSES[byte] !== REGULAR) break;
    escaped ||= byte === 0x23;
  }
  reader.at = at;
  const name = text(bytes, start, at);
  // ISO 32000-2 section 7.3.5: two hexadecimal digits behind a number sign are one character.
  return escaped
    ? name.replace(/#([0-9A-Fa-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : name;
}

/** At the opening `<`. */
export function takeHexString(reader: Reader): PdfString {
  const { bytes, end, at: start } = reader;
  const at = bytes.indexOf(0x3e, start + 1);
  if (at < 0 || at >= end) throw pdfFault(start, 'a hexadecimal string', 'one without end');
  checkLength(reader, at - start);
  reader.at = at + 1;
  const decoded = hexadecimal(text(bytes, start + 1, at), reader.work.lenient === true);
  if (decoded === undefined) throw pdfFault(start, 'hexadecimal digits', 'other characters');
  return { kind: 'string', bytes: decoded, start, end: at + 1, hexadecimal: true };
}

/** Undefined where something else than digits and white space stands there; `lenient`: that is left out. */
function hexadecimal(written: string, lenient: boolean): Buffer | undefined {
  const plain = Buffer.from(written, 'hex');
  // Node stops at the first character that is no digit.
  if (plain.length * 2 === written.length) return plain;
  const digits = written.replace(lenient ? /[^0-9A-Fa-f]+/g : /[\0\t\n\f\r ]+/g, '');
  if (/[^0-9A-Fa-f]/.test(digits)) return undefined;
  // ISO 32000-2 section 7.3.4.3: a last digit that is missing is 0.
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

/** At the opening parenthesis. */
export function takeLiteralString(reader: Reader): PdfString {
  const { bytes, end, at: start } = reader;
  let depth = 0;
  let plain = true;
  let at = start;
  for (; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === 0x28) depth += 1;
    if (byte === 0x29) depth -= 1;
    if (depth === 0) break;
    if (byte === 0x5c) at += 1;
    if (byte === 0x5c || byte === CARRIAGE_RETURN) plain = false;
  }
  if (at >= end) throw pdfFault(start, 'a literal string', 'one without end');
  checkLength(reader, at - start);
  reader.at = at + 1;
  const inside = bytes.subarray(start + 1, at);
  return {
    kind: 'string',
    bytes: plain ? inside : withoutEscapes(inside),
    start,
    end: at + 1,
    hexadecimal: false,
  };
}

function checkLength({ at, work }: Reader, length: number): void {
  const { string } = work.limits;
  if (length > string) throw pdfLimit(`a string of more than ${string} octets, at offset ${at}`);
}

const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
]);

/** ISO 32000-2 section 7.3.4.2. */
function withoutEscapes(inside: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < inside.length; at += 1) {
    const byte = inside[at] ?? 0;
    if (byte === CARRIAGE_RETURN) {
      // Every end of line in a string is one line feed.
      out.push(LINE_FEED);
      if (inside[at + 1] === LINE_FEED) at += 1;
      continue;
    }
    if (byte !== 0x5c) {
      out.push(byte);
      continue;
    }
    at += 1;
    const next = inside[at] ?? 0;
    const octal = /^[0-7]{1,3}/.exec(text(inside, at, Math.min(at + 3, inside.length)))?.[0];
    if (octal !== undefined) {
      out.push(Number.parseInt(octal, 8) & 0xff);
      at += octal.length - 1;
    } else if (next === CARRIAGE_RETURN && inside[at + 1] === LINE_FEED) at += 1;
    else if (next !== CARRIAGE_RETURN && next !== LINE_FEED) out.push(ESCAPES.get(next) ?? next);
  }
  return Uint8Array.from(out);
}

/** What stands here, for an error. */
export function shown({ bytes, at, end }: Pick<Reader, 'bytes' | 'at' | 'end'>): string {
  if (at >= end) return 'the end of the data';
  return JSON.stringify(text(bytes, at, Math.min(at + 16, end)));
}

/** Latin-1. */
export function text(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > 24) {
    return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  }
  let all = '';
  for (let at = start; at < end; at += 1) all += String.fromCharCode(bytes[at] ?? 0);
  return all;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function classTable(): Uint8Array {
  const classes = new Uint8Array(256);
  for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) classes[byte] = SPACE;
  for (const character of '()<>[]{}/%') classes[character.charCodeAt(0)] = DELIMITER;
  return classes;
}
