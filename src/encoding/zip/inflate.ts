/**
 * The data of one entry: bounded before they are inflated, checked after.
 *
 * @module
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { TamgaError } from '../../model/error';
import { zipFault } from './bytes';
import type { CentralHeader } from './headers';
import { shown } from './names';

export interface InflateLimits {
  /** Of one entry, inflated. */
  readonly bytes: number;
  /** Inflated to compressed; small entries may be of any. */
  readonly ratio: number;
}

/** Below this size a ratio says nothing: deflate goes up to a thousand on a file of blanks. */
const SMALL = 4 * 1024 * 1024;

/** TAMGA-E-LIMIT for what is too large by its header, TAMGA-E-ZIP for what is not what its header says. */
export function inflateEntry(
  { size, compressedSize, method, crc }: CentralHeader,
  name: string,
  data: Uint8Array,
  limits: InflateLimits,
): Uint8Array {
  if (size > limits.bytes) throw limit(name, `${size} bytes, over ${limits.bytes}`);
  if (size > SMALL && size > compressedSize * limits.ratio)
    throw limit(name, `${size} bytes out of ${compressedSize}, over ${limits.ratio} to 1`);
  const bytes = method === 0 ? data : inflate(name, data, size);
  if (bytes.length !== size) throw zipFault(`${shown(name)}: ${bytes.length} bytes, not ${size} as stated`);
  if (crc32(bytes) !== crc) throw zipFault(`${shown(name)}: the CRC is another`);
  return bytes;
}

function inflate(name: string, data: Uint8Array, size: number): Uint8Array {
  let result: unknown;
  try {
    // One octet of room, so that more than is stated is seen and never made.
    result = inflateRawSync(data, { maxOutputLength: size + 1, info: true });
  } catch (cause) {
    throw zipFault(`${shown(name)}: the compressed data are damaged or longer than stated`, cause);
  }
  if (!isInflated(result)) throw zipFault(`${shown(name)}: the compressed data cannot be read`);
  if (result.engine.bytesWritten !== data.length)
    throw zipFault(`${shown(name)}: bytes follow the compressed data`);
  return result.buffer;
}

interface Inflated {
  readonly buffer: Uint8Array;
  /** `bytesWritten`: how much of the input it took. */
  readonly engine: { readonly bytesWritten: number };
}

function isInflated(result: unknown): result is Inflated {
  if (typeof result !== 'object' || result === null || !('buffer' in result) || !('engine' in result))
    return false;
  const { buffer, engine } = result;
  return (
    buffer instanceof Uint8Array && typeof engine === 'object' && engine !== null && 'bytesWritten' in engine
  );
}

function limit(name: string, detail: string): TamgaError {
  return new TamgaError('TAMGA-E-LIMIT', `${shown(name)}: ${detail}`);
}
