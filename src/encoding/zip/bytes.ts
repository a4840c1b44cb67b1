/**
 * Numbers in the byte order of ZIP, read inside bounds.
 *
 * @module
 */
import { TamgaError } from '../../model/error';

export interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

export function sourceOf(bytes: Uint8Array): Source {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}

export function zipFault(detail: string, cause?: unknown): TamgaError {
  return new TamgaError('TAMGA-E-ZIP', detail, { cause });
}

/** The bytes of a structure, or the fault that the archive ends inside it. */
export function within({ bytes }: Source, at: number, length: number, what: string): void {
  if (at < 0 || length < 0 || at + length > bytes.length)
    throw zipFault(`offset ${at}: ${what} reaches beyond the ${bytes.length} bytes of the archive`);
}

export function uint16({ view }: Source, at: number): number {
  return view.getUint16(at, true);
}

export function uint32({ view }: Source, at: number): number {
  return view.getUint32(at, true);
}

/** Beyond what a number holds exactly no archive is. */
export function uint64({ view }: Source, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw zipFault(`offset ${at}: a size of ${value} bytes`);
  return Number(value);
}

export function startsWith({ bytes, view }: Source, at: number, signature: number): boolean {
  return at >= 0 && at + 4 <= bytes.length && view.getUint32(at, true) === signature;
}
