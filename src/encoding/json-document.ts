/**
 * JSON that somebody signed: bounded in size and depth, and every member name that occurs twice is told.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8259 RFC 8259}
 * @module
 */
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from './json';
import { repeatedNames } from './json-names';

export interface JsonDocument {
  readonly value: Json;
  /** Paths of the member names that their object has already. */
  readonly repeated: readonly string[];
}

const MAXIMUM_BYTES = 64 * 1024 * 1024;

/** `what` names the place in a message. The last of several members of one name counts (RFC 7515 section 4). */
export function parseJsonDocument(bytes: Uint8Array, what: string): JsonDocument {
  if (bytes.length > MAXIMUM_BYTES)
    throw limit(`${what}: ${bytes.length} bytes of JSON, over ${MAXIMUM_BYTES}`);
  const text = textOf(bytes, what);
  // Before anything is built: the scan costs no memory, the tree would.
  const repeated = repeatedNames(text, what);
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

function limit(detail: string): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', detail);
}
