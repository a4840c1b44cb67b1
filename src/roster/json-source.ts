/**
 * A strict JSON reader that remembers on which line each value stands (RFC 8259, with the stricter I-JSON rules of RFC 7493).
 *
 * The text is hostile: size, depth, duplicate and inherited keys are refused before anything looks at the values.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8259 RFC 8259}
 * @module
 */
import { type ErrorCode, TamgaError } from '../model/error';
import { MAX_JSON_BYTES, readBounded } from './bounded-read';
import { quoted } from './quoted';

export const MAX_JSON_DEPTH = 32;

export interface JsonSource {
  readonly file: string;
  readonly value: unknown;
  /** Line of the key or element at a JSON pointer; of its nearest ancestor where the pointer leads to nothing. */
  lineOf(pointer: string): number;
}

interface Cursor {
  readonly file: string;
  readonly code: ErrorCode;
  readonly text: string;
  readonly offsets: Map<string, number>;
  at: number;
}

/** @throws TamgaError of `code` with file and line. */
export function readJsonFile(file: string, code: ErrorCode): JsonSource {
  return parseJson(readBounded(file, MAX_JSON_BYTES, code), file, code);
}

/** @throws TamgaError of `code` with file and line. */
export function parseJson(bytes: Uint8Array, file: string, code: ErrorCode): JsonSource {
  const cursor: Cursor = { file, code, text: decodeUtf8(bytes, file, code), offsets: new Map(), at: 0 };
  const value = readValue(cursor, '', 1);
  skipSpace(cursor);
  if (cursor.at < cursor.text.length) fail(cursor, 'there is more text after the end of the JSON value');
  return { file, value, lineOf: (pointer) => lineAt(cursor.text, nearestOffset(cursor.offsets, pointer)) };
}

/** RFC 6901 section 3. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function decodeUtf8(bytes: Uint8Array, file: string, code: ErrorCode): string {
  try {
    // RFC 8259 section 8.1: a reader may ignore a byte order mark, and editors do leave one; TextDecoder drops it.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TamgaError(code, `${file} is not UTF-8 text`, { cause });
  }
}

function readValue(cursor: Cursor, pointer: string, depth: number): unknown {
  skipSpace(cursor);
  if (depth > MAX_JSON_DEPTH) fail(cursor, `nesting is deeper than ${MAX_JSON_DEPTH} levels`);
  if (!cursor.offsets.has(pointer)) cursor.offsets.set(pointer, cursor.at);
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor, pointer, depth);
    case '[':
      return readArray(cursor, pointer, depth);
    case '"':
      return readString(cursor);
    default:
      return readScalar(cursor);
  }
}

function readObject(cursor: Cursor, pointer: string, depth: number): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  cursor.at += 1;
  for (let first = true; !closes(cursor, '}', first); first = false) {
    const keyAt = cursor.at;
    if (cursor.text[cursor.at] !== '"') fail(cursor, 'expected a key in double quotes');
    const key = readString(cursor);
    // RFC 7493 section 2.3: no duplicate names; which of the two counts would depend on the reader.
    if (Object.hasOwn(members, key)) fail(cursor, `the key ${quoted(key)} stands twice`, keyAt);
    if (key === '__proto__') fail(cursor, 'the key "__proto__" is not allowed', keyAt);
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== ':') fail(cursor, `expected ":" after the key ${quoted(key)}`);
    cursor.at += 1;
    const step = pointer + pointerStep(key);
    cursor.offsets.set(step, keyAt);
    members[key] = readValue(cursor, step, depth + 1);
  }
  return members;
}

function readArray(cursor: Cursor, pointer: string, depth: number): unknown[] {
  const elements: unknown[] = [];
  cursor.at += 1;
  for (let first = true; !closes(cursor, ']', first); first = false) {
    elements.push(readValue(cursor, pointer + pointerStep(elements.length), depth + 1));
  }
  return elements;
}

/** Consumes the closing bracket, or the comma before a further member. */
function closes(cursor: Cursor, bracket: string, first: boolean): boolean {
  skipSpace(cursor);
  const next = cursor.text[cursor.at];
  if (next === bracket) {
    cursor.at += 1;
    return true;
  }
  if (first) return false;
  if (next !== ',') fail(cursor, `expected "," or "${bracket}"`);
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === bracket) fail(cursor, `a comma stands before "${bracket}"`);
  return false;
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  for (cursor.at += 1; cursor.at < cursor.text.length; cursor.at += 1) {
    const character = cursor.text[cursor.at];
    if (character === '"') {
      cursor.at += 1;
      return decodeString(cursor, start);
    }
    if (character === '\\') cursor.at += 1;
    else if (character === '\n') break;
  }
  return fail(cursor, 'a string is not closed', start);
}

function decodeString(cursor: Cursor, start: number): string {
  const decoded = nativeParse(cursor.text.slice(start, cursor.at));
  if (typeof decoded !== 'string') fail(cursor, 'a string has a bad escape or a control character', start);
  // RFC 7493 section 2.1: a lone surrogate has no UTF-8 form, so it has no digest either.
  if (/\p{Surrogate}/u.test(decoded)) fail(cursor, 'a string has half a surrogate pair', start);
  return decoded;
}

const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readScalar(cursor: Cursor): unknown {
  SCALAR.lastIndex = cursor.at;
  const token = SCALAR.exec(cursor.text)?.[0];
  if (token === undefined) {
    const found = cursor.text[cursor.at];
    return fail(cursor, `expected a value, found ${found === undefined ? 'the end' : quoted(found)}`);
  }
  const value = nativeParse(token);
  if (typeof value === 'number' && !Number.isFinite(value)) fail(cursor, `${token} is too large a number`);
  cursor.at += token.length;
  return value;
}

/** Of one token whose extent is known; undefined when it is malformed. */
function nativeParse(token: string): unknown {
  try {
    return JSON.parse(token);
  } catch {
    return undefined;
  }
}

function skipSpace(cursor: Cursor): void {
  while (' \t\r\n'.includes(cursor.text[cursor.at] ?? 'end')) cursor.at += 1;
}

function fail(cursor: Cursor, message: string, at = cursor.at): never {
  throw new TamgaError(cursor.code, `${cursor.file}, line ${lineAt(cursor.text, at)}: ${message}`);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function nearestOffset(offsets: ReadonlyMap<string, number>, pointer: string): number {
  for (let step = pointer; step !== ''; step = step.slice(0, step.lastIndexOf('/'))) {
    const offset = offsets.get(step);
    if (offset !== undefined) return offset;
  }
  return offsets.get('') ?? 0;
}
