/**
 * JSON that somebody signed: bounded in size and depth, and every member name that occurs twice is told.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8259 RFC 8259}
 * @module
 */
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from './json';

export interface JsonDocument {
  readonly value: Json;
  /** Paths of the member names that their object has already. */
  readonly repeated: readonly string[];
}

const MAXIMUM_DEPTH = 64;
const MAXIMUM_BYTES = 64 * 1024 * 1024;
const MAXIMUM_VALUES = 1_000_000;

/** `what` names the place in a message. The last of several members of one name counts (RFC 7515 section 4). */
export function parseJsonDocument(bytes: Uint8Array, what: string): JsonDocument {
  if (bytes.length > MAXIMUM_BYTES)
    throw limit(`${what}: ${bytes.length} bytes of JSON, over ${MAXIMUM_BYTES}`);
  const text = textOf(bytes, what);
  // Before anything is built: the scan costs no memory, the tree would.
  const repeated = scan(text, what);
  try {
    return { value: JSON.parse(text), repeated };
  } catch (cause) {
    const detail = `${what} is not JSON: ${printable(text, 60) || '(empty)'}`;
    throw new TamgaError('TAMGA-E-JSON', detail, { cause });
  }
}

export function parseJsonObject(
  bytes: Uint8Array,
  what: string,
): { readonly value: JsonObject; readonly repeated: readonly string[] } {
  const { value, repeated } = parseJsonDocument(bytes, what);
  if (!isJsonObject(value)) throw new TamgaError('TAMGA-E-JSON', `${what} is not a JSON object`);
  return { value, repeated };
}

/** Own members only. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function textMember(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === 'string' ? value : undefined;
}

export function objectMember(object: JsonObject, name: string): JsonObject | undefined {
  const value = member(object, name);
  return isJsonObject(value) ? value : undefined;
}

export function arrayMember(object: JsonObject, name: string): readonly Json[] | undefined {
  const value = member(object, name);
  return isJsonArray(value) ? value : undefined;
}

function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-JSON', `${what} is not UTF-8 text`, { cause });
  }
}

/** One open bracket: of an object with the names that it has so far, of an array without. */
interface Open {
  readonly names: Set<string> | null;
  /** Of the member that is being read. */
  name: string;
}

/** Goes over the tokens; what is no JSON is found by the parser afterwards. */
function scan(text: string, what: string): readonly string[] {
  const repeated: string[] = [];
  const stack: Open[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      stack.push({ names: character === '{' ? new Set() : null, name: '' });
      if (stack.length > MAXIMUM_DEPTH) throw limit(`${what}: JSON nested deeper than ${MAXIMUM_DEPTH}`);
    } else if (character === '}' || character === ']') stack.pop();
    else if (character === ',' || character === ':') values += 1;
    else if (character === '"') {
      const end = endOfString(text, at);
      const open = stack.at(-1);
      if (open?.names && followedByColon(text, end + 1)) {
        open.name = nameOf(text.slice(at, end + 1));
        if (open.names.has(open.name)) repeated.push(stack.map(({ name }) => name || '[]').join('.'));
        open.names.add(open.name);
      }
      at = end;
    }
    if (values > MAXIMUM_VALUES) throw limit(`${what}: more than ${MAXIMUM_VALUES} JSON values`);
  }
  return repeated;
}

/** Of the closing quote, or of the last character where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length - 1;
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
}

const BLANKS = /[ \t\n\r]*/y;

function followedByColon(text: string, at: number): boolean {
  BLANKS.lastIndex = at;
  BLANKS.test(text);
  return text[BLANKS.lastIndex] === ':';
}

/** `"a"` and `"\u0061"` are one name. */
function nameOf(quoted: string): string {
  try {
    const name: unknown = JSON.parse(quoted);
    return typeof name === 'string' ? name : quoted;
  } catch {
    return quoted;
  }
}

function limit(detail: string): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', detail);
}
