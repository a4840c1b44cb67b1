/**
 * What a CSC service says to a request that it does not take: readers of its parameters, in its fixed sentences.
 *
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import { isJsonArray, type Json, valueAt } from '../encoding/json';
import { TamgaError } from '../model/error';
import { json, messageOf, type Outgoing } from './server';

export class Fault extends Error {
  readonly error: string;
  readonly status: number;

  constructor(description: string, error = 'invalid_request', status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }
}

export function broken(error: unknown): Outgoing {
  const known = error instanceof Fault;
  const asked = known || error instanceof TamgaError;
  return json(known ? error.status : asked ? 400 : 500, {
    error: known ? error.error : asked ? 'invalid_request' : 'server_error',
    error_description: messageOf(error),
  });
}

export function stringOf(body: Json, name: string): string {
  const value = valueAt(body, name);
  if (typeof value === 'string' && value !== '') return value;
  throw new Fault(`Missing (or invalid type) string parameter ${name}`);
}

export function optionalStringOf(body: Json, name: string): string | undefined {
  const value = valueAt(body, name);
  return value === undefined || value === null ? undefined : stringOf(body, name);
}

export function wordOf(body: Json, name: string, words: readonly string[], usual: string): string {
  const value = valueAt(body, name) ?? usual;
  const known = words.find((word) => word === value);
  if (known === undefined) throw new Fault(`Invalid parameter ${name}`);
  return known;
}

export function countOf(body: Json, name: string, most: number): number {
  const value = valueAt(body, name);
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new Fault(`Missing (or invalid type) integer parameter ${name}`);
  }
  if (value < 1) throw new Fault(`Invalid value for parameter ${name}`);
  if (value > most) throw new Fault('Numbers of signatures is too high');
  return value;
}

export function arrayOf(body: Json, name: string): readonly Json[] {
  const value = valueAt(body, name);
  if (!isJsonArray(value)) throw new Fault(`Missing (or invalid type) array parameter ${name}`);
  if (value.length === 0) throw new Fault('Empty hash array');
  return value;
}

/** Each a digest of one of these lengths. */
export function hashesOf(body: Json, name: string, length: number): readonly Uint8Array[] {
  return arrayOf(body, name).map((value) => {
    const hash = typeof value === 'string' ? decodeBase64(value) : undefined;
    if (hash === undefined) throw new Fault('Invalid Base64 hash string parameter');
    if (hash.length !== length) throw new Fault('Invalid digest value length');
    return hash;
  });
}

export function bytesOf(body: Json, name: string): Uint8Array {
  const bytes = decodeBase64(stringOf(body, name));
  if (bytes === undefined) throw new Fault(`Invalid Base64 ${name} string parameter`);
  return bytes;
}
