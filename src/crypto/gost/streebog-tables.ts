/**
 * Streebog's L, P and S transformations as one table, derived from the constants of RFC 6986.
 *
 * A state is 64 octets, the least significant first. P moves octet i of word j to octet j of word i, so word i of LPS is
 * the exclusive or of eight words, each depending on one octet: `TABLE[j][octet i of word j]`.
 *
 * @module
 */
import { ITERATION, MATRIX, PI } from './streebog-constants';

/** Octets of one sub-table: 256 words of 64 bits. */
export const SUB_TABLE = 2048;
export const TABLE_LENGTH = 8 * SUB_TABLE;
export const ITERATION_LENGTH = 12 * 64;

/** Eight sub-tables of little-endian 64-bit words. */
export function streebogTable(): Uint8Array {
  const table = new Uint8Array(TABLE_LENGTH);
  const words = new DataView(table.buffer);
  const pi = Buffer.from(PI.join(''), 'hex');
  const matrix = MATRIX.map((row) => BigInt(`0x${row}`));
  for (let j = 0; j < 8; j++) {
    pi.forEach((substituted, value) => {
      words.setBigUint64(
        j * SUB_TABLE + value * 8,
        multiply(matrix, BigInt(substituted) << BigInt(8 * j)),
        true,
      );
    });
  }
  return table;
}

/** C_1 to C_12, each the least significant octet first. */
export function streebogIterationConstants(): Uint8Array {
  return Buffer.concat(ITERATION.map((constant) => Buffer.from(constant, 'hex').reverse()));
}

/** RFC 6986 section 6.4: a row vector of 64 bits times the matrix; bit 63 selects row 0. */
function multiply(matrix: readonly bigint[], vector: bigint): bigint {
  return matrix.reduce((sum, row, index) => ((vector >> BigInt(63 - index)) & 1n ? sum ^ row : sum), 0n);
}
