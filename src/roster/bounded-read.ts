/**
 * Reads files that others wrote: regular files only, never more than a limit.
 *
 * @module
 */
import { readFileSync, statSync } from 'node:fs';
import { type ErrorCode, TamgaError } from '../model/error';

/** Profiles, vectors and lists of divergences are written by hand; a larger file is a mistake or an attack. */
export const MAX_JSON_BYTES = 512 * 1024;

/** @throws TamgaError of `code` when the file is missing, not a regular file, too large or unreadable. */
export function readBounded(file: string, maxBytes: number, code: ErrorCode): Buffer {
  try {
    const facts = statSync(file);
    // A FIFO or a device would block the reader or never end.
    if (!facts.isFile()) throw new TamgaError(code, `${file} is not a regular file`);
    if (facts.size > maxBytes)
      throw new TamgaError(code, `${file} has ${facts.size} bytes, allowed are ${maxBytes}`);
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof TamgaError) throw cause;
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new TamgaError(code, `${file} cannot be read (${reason})`, { cause });
  }
}
