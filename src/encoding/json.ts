/**
 * Readers of hostile JSON: bounded in size and depth, and every value asked for by its type.
 *
 * They throw TAMGA-E-PROTOCOL with the path of the fault.
 *
 * @module
 */
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import { decodeBase64 } from './base64';
import { repeatedNames } from './json-names';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

type Step = string | number;

const MAX_DEPTH = 64;
const MAX_BYTES = 8 * 1024 * 1024;

export function parseJson(bytes: Uint8Array): Json {
  if (bytes.length > MAX_BYTES) throw outside(`a body of ${bytes.length} bytes`);
  const text = utf8(bytes);
  if (depthOf(text) > MAX_DEPTH) throw outside(`JSON nested deeper than ${MAX_DEPTH}`);
  const value = parsed(text);
  // Two readers may take two different members for the verdict.
  const [twice] = namesIn(text);
  if (twice !== undefined) throw outside(`the name ${printable(twice, 60)} stands twice in one JSON object`);
  return value;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw outside(`a body that is not JSON: ${printable(text, 80) || '(empty)'}`, cause);
  }
}

function namesIn(text: string): readonly string[] {
  try {
    return repeatedNames(text, 'the body');
  } catch (cause) {
    throw cause instanceof TamgaError ? outside(cause.message, cause) : cause;
  }
}

export function valueAt(root: Json, ...path: readonly Step[]): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (isJsonArray(value) && typeof step === 'number') value = value[step];
    // Own properties only: `constructor` is no field of a reply.
    else if (isJsonObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

export function objectAt(root: Json, ...path: readonly Step[]): JsonObject {
  const value = valueAt(root, ...path);
  if (!isJsonObject(value)) throw wrong(path, 'an object', value);
  return value;
}

export function arrayAt(root: Json, ...path: readonly Step[]): readonly Json[] {
  const value = valueAt(root, ...path);
  if (!isJsonArray(value)) throw wrong(path, 'an array', value);
  return value;
}

export function stringAt(root: Json, ...path: readonly Step[]): string {
  const value = valueAt(root, ...path);
  if (typeof value !== 'string') throw wrong(path, 'a string', value);
  return value;
}

export function booleanAt(root: Json, ...path: readonly Step[]): boolean {
  const value = valueAt(root, ...path);
  if (typeof value !== 'boolean') throw wrong(path, 'true or false', value);
  return value;
}

/** Bytes in base64, at least one. */
export function base64At(root: Json, ...path: readonly Step[]): Uint8Array {
  const text = stringAt(root, ...path);
  const bytes = decodeBase64(text);
  if (bytes === undefined || bytes.length === 0) throw wrong(path, 'base64', text);
  return bytes;
}

export function outside(detail: string, cause?: unknown): TamgaError {
  return new TamgaError('TAMGA-E-PROTOCOL', detail, {
    hint: 'Compare the recorded exchange with the interface document of the dialect.',
    cause,
  });
}

function wrong(path: readonly Step[], wanted: string, found: Json | undefined): TamgaError {
  const shown = found === undefined ? 'nothing' : printable(JSON.stringify(found), 60);
  return outside(`${path.join('.') || 'the body'} is not ${wanted}: ${shown}`);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isJsonArray(value);
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw outside('a body that is not UTF-8 text', cause);
  }
}

/** Deepest nesting of brackets outside strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{' || c === '[') deepest = Math.max(deepest, ++depth);
    else if (c === '}' || c === ']') depth--;
  }
  return deepest;
}
