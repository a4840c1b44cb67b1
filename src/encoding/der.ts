/**
 * A strict, bounded, zero-copy reader of DER, with an explicit BER mode for CMS.
 *
 * Elements point into the bytes that they were read from, so signed bytes are hashed as they stand.
 * Reading is lazy: contents are looked at when their reader asks for them.
 *
 * @see {@link https://www.itu.int/rec/T-REC-X.690 X.690}
 * @module
 */
import { TamgaError } from '../model/error';

export type Rules = 'DER' | 'BER';

export interface Limits {
  readonly bytes: number;
  readonly depth: number;
  /** Elements read in one source, those of a scan for an end-of-contents included. */
  readonly elements: number;
}

export const DEFAULT_LIMITS: Limits = { bytes: 256 * 1024 * 1024, depth: 48, elements: 4_000_000 };

interface Source {
  readonly bytes: Uint8Array;
  readonly rules: Rules;
  readonly limits: Limits;
  elements: number;
}

/** One tag, length and contents. */
export interface Element {
  readonly source: Source;
  /** The identifier octet; for tag numbers above 30 the number times 256 plus the first octet. */
  readonly tag: number;
  /** Offset of the identifier. */
  readonly start: number;
  /** Offset of the contents. */
  readonly body: number;
  /** Offset behind the contents: of the end-of-contents octets where the length is indefinite. */
  readonly end: number;
  /** Offset behind the element. */
  readonly next: number;
  readonly depth: number;
}

/** A place between the elements of one constructed element; it moves as they are taken. */
export interface Cursor {
  readonly source: Source;
  readonly end: number;
  readonly depth: number;
  at: number;
}

/** Exactly one DER element, nothing behind it. */
export function parseDer(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Element {
  return parse(bytes, 'DER', limits);
}

/** Exactly one element in BER: indefinite lengths, long forms of length and constructed strings are allowed. */
export function parseBer(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Element {
  return parse(bytes, 'BER', limits);
}

/** Like `parseDer`, for bytes that may go on behind the element (padding of a PDF, a joined file). */
export function parseFirst(bytes: Uint8Array, rules: Rules, limits: Limits = DEFAULT_LIMITS): Element {
  if (bytes.length > limits.bytes) {
    throw tooMuch(`${bytes.length} bytes are more than the limit of ${limits.bytes}`);
  }
  return readElement({ bytes, rules, limits, elements: 0 }, 0, bytes.length, 0);
}

function parse(bytes: Uint8Array, rules: Rules, limits: Limits): Element {
  const element = parseFirst(bytes, rules, limits);
  if (element.next !== bytes.length) throw derFault(element.next, 'the end of the data', 'more bytes');
  return element;
}

/** The whole element with identifier and length, as it stands. */
export function raw(element: Element): Uint8Array {
  return element.source.bytes.subarray(element.start, element.next);
}

/** The contents as they stand. */
export function contents(element: Element): Uint8Array {
  return element.source.bytes.subarray(element.body, element.end);
}

/** Starts reading inside a constructed element. */
export function open(element: Element): Cursor {
  if ((element.tag & 0x20) === 0)
    throw derFault(element.start, 'a constructed element', tagName(element.tag));
  return { source: element.source, at: element.body, end: element.end, depth: element.depth + 1 };
}

/** Starts reading inside an element of one tag; `what` names it in the error. */
export function openAs(element: Element, tag: number, what: string): Cursor {
  expectTag(element, tag, what);
  return open(element);
}

export function more(cursor: Cursor): boolean {
  return cursor.at < cursor.end;
}

/** The next element whatever its tag. */
export function next(cursor: Cursor, what: string): Element {
  if (cursor.at >= cursor.end) throw derFault(cursor.at, what, 'the end of the enclosing element');
  const element = readElement(cursor.source, cursor.at, cursor.end, cursor.depth);
  cursor.at = element.next;
  return element;
}

export function take(cursor: Cursor, tag: number, what: string): Element {
  const element = next(cursor, what);
  expectTag(element, tag, what);
  return element;
}

/** The next element if it has this tag (low tag numbers only), else nothing is taken. */
export function takeOptional(cursor: Cursor, tag: number): Element | undefined {
  if (cursor.at >= cursor.end || cursor.source.bytes[cursor.at] !== tag) return undefined;
  return next(cursor, 'an optional element');
}

/** Everything was read: what is left over is a fault, never skipped. */
export function finish(cursor: Cursor, what: string): void {
  if (cursor.at < cursor.end) throw derFault(cursor.at, `the end of ${what}`, 'more elements');
}

export function children(element: Element): Element[] {
  const cursor = open(element);
  const all: Element[] = [];
  while (cursor.at < cursor.end) all.push(next(cursor, 'an element'));
  return all;
}

export function expectTag(element: Element, tag: number, what: string): void {
  if (element.tag !== tag) {
    throw derFault(element.start, `${what} (${tagName(tag)})`, tagName(element.tag));
  }
}

export function derFault(offset: number, expected: string, found: string): TamgaError {
  return new TamgaError('TAMGA-E-DER', `offset ${offset}: expected ${expected}, found ${found}`, {
    hint: 'The bytes are not the ASN.1 structure that this place needs; compare them with a dump of the file.',
  });
}

export function tagName(tag: number): string {
  return `tag 0x${tag.toString(16).padStart(2, '0')}`;
}

function tooMuch(message: string): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', message, { hint: 'The input exceeds what this reader takes.' });
}

function readElement(source: Source, start: number, limit: number, depth: number): Element {
  const { bytes, limits } = source;
  source.elements += 1;
  if (source.elements > limits.elements) throw tooMuch(`more than ${limits.elements} elements`);
  if (depth > limits.depth) throw tooMuch(`nested deeper than ${limits.depth}, at offset ${start}`);

  let tag = byteAt(bytes, start, limit, 'an identifier');
  let at = start + 1;
  if ((tag & 0x1f) === 0x1f) {
    const high = readHighTag(bytes, start, limit);
    tag = high.tag;
    at = high.at;
  }
  // X.690 section 8.1.5: end-of-contents octets stand only where a length is indefinite, never as an element.
  if (tag === 0) throw derFault(start, 'an element', 'end-of-contents octets');

  const first = byteAt(bytes, at, limit, 'a length');
  at += 1;
  if (first < 0x80) return element(source, tag, start, at, at + first, limit, depth);
  if (first === 0x80) return readIndefinite(source, tag, start, at, limit, depth);
  const count = first & 0x7f;
  const length = readLongLength(source, at, count, limit);
  return element(source, tag, start, at + count, at + count + length, limit, depth);
}

function element(
  source: Source,
  tag: number,
  start: number,
  body: number,
  end: number,
  limit: number,
  depth: number,
): Element {
  if (end > limit) throw derFault(start, `${end - body} bytes of contents`, `only ${limit - body}`);
  return { source, tag, start, body, end, next: end, depth };
}

/** X.690 section 8.1.3.6: the contents run to the end-of-contents octets of the same level. */
function readIndefinite(
  source: Source,
  tag: number,
  start: number,
  body: number,
  limit: number,
  depth: number,
): Element {
  // X.690 section 10.1: DER knows definite lengths only.
  if (source.rules === 'DER') throw derFault(body - 1, 'a definite length', 'the indefinite form');
  if ((tag & 0x20) === 0) throw derFault(body - 1, 'a definite length', 'a primitive of indefinite length');
  const { bytes } = source;
  let at = body;
  for (;;) {
    if (at + 2 > limit) throw derFault(at, 'end-of-contents octets', 'the end of the data');
    if (bytes[at] === 0 && bytes[at + 1] === 0) break;
    at = readElement(source, at, limit, depth + 1).next;
  }
  return { source, tag, start, body, end: at, next: at + 2, depth };
}

function readLongLength(source: Source, at: number, count: number, limit: number): number {
  const { bytes, rules } = source;
  // X.690 section 8.1.3.5: 0xff is reserved; more than six octets is more than any file we read.
  if (count > 6) throw derFault(at - 1, 'a length of at most six octets', `one of ${count}`);
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + byteAt(bytes, at + i, limit, 'a length');
  // X.690 section 10.1: DER takes the fewest octets that hold the length.
  if (rules === 'DER' && (length < 0x80 || bytes[at] === 0)) {
    throw derFault(at - 1, 'the shortest form of the length', 'a longer one');
  }
  return length;
}

/** X.690 section 8.1.2.4: tag numbers above 30, seven bits an octet, the fewest octets. */
function readHighTag(bytes: Uint8Array, start: number, limit: number): { tag: number; at: number } {
  let number = 0;
  for (let at = start + 1; at <= start + 4; at += 1) {
    const byte = byteAt(bytes, at, limit, 'a tag number');
    if (number === 0 && byte === 0x80) throw derFault(at, 'the shortest tag number', 'a leading zero');
    number = number * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (number < 31) throw derFault(start, 'a low tag number in one octet', 'the long form');
    return { tag: number * 256 + (bytes[start] ?? 0), at: at + 1 };
  }
  throw derFault(start, 'a tag number of at most four octets', 'a longer one');
}

function byteAt(bytes: Uint8Array, at: number, limit: number, what: string): number {
  const byte = at < limit ? bytes[at] : undefined;
  if (byte === undefined) throw derFault(at, what, 'the end of the data');
  return byte;
}
