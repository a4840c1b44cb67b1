/**
 * What cannot be read is none, where another way may be tried; limits stay limits.
 *
 * @module
 */
import { TamgaError } from '../../model/error';

export function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-PDF') return undefined;
    throw error;
  }
}
