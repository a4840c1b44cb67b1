/**
 * Signed data beside the signature, read piece by piece: a large document is never in memory as a whole.
 *
 * @module
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { DetachedContent } from '../formats/facts';
import { TamgaError } from '../model/error';
import { readBounded } from '../roster/bounded-read';

/** Smaller files are read once: every digest over them goes through memory. */
const WHOLE = 8 * 1024 * 1024;
const PIECE = 1024 * 1024;

/** @throws TamgaError of TAMGA-E-FILE-READ when the file is missing, no regular file, or larger than the limit. */
export function contentOf(path: string, maxBytes: number): DetachedContent['bytes'] {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts?.isFile() !== true || facts.size <= WHOLE || facts.size > maxBytes)
    return [readBounded(path, maxBytes, 'TAMGA-E-FILE-READ')];
  const { size } = facts;
  return { [Symbol.iterator]: () => piecesOf(path, size) };
}

function* piecesOf(path: string, size: number): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (let at = 0; at < size; ) {
      // A piece of its own each time: who goes through them may keep them.
      const piece = Buffer.allocUnsafeSlow(Math.min(PIECE, size - at));
      const length = readSync(file, piece, 0, piece.length, at);
      if (length === 0) throw new TamgaError('TAMGA-E-FILE-READ', `${path} became shorter while it was read`);
      at += length;
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
