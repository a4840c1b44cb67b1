/**
 * Reading what nothing rests on: where it is not of its type, it is as if it were not there.
 *
 * @module
 */
import { TamgaError } from '../../model/error';

/** Undefined for what is not readable; a limit that is hit stays a limit. */
export function orElse<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-DER') return undefined;
    throw error;
  }
}
