/**
 * Bytes and numbers for tests that are the same in every run, and look like nothing in particular.
 *
 * @module
 */
import { createHash } from 'node:crypto';

export function seededBytes(label: string, length: number): Uint8Array {
  if (length === 0) return new Uint8Array();
  return createHash('shake256', { outputLength: length }).update(label).digest();
}

/** From 0 to `below` - 1. */
export function seededNumber(label: string, below: number): number {
  return Buffer.from(seededBytes(label, 4)).readUInt32LE() % below;
}

/** From 1 to `below` - 1. */
export function seededScalar(label: string, below: bigint): bigint {
  const wide = BigInt(`0x${Buffer.from(seededBytes(label, 96)).toString('hex')}`);
  return (wide % (below - 1n)) + 1n;
}

/** The larger count in the nightly run, which sets `TAMGA_FUZZ`. */
export function fuzzCount(fast: number, nightly: number): number {
  return Number(process.env['TAMGA_FUZZ'] ?? '0') >= 1 ? nightly : fast;
}
