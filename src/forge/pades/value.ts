/**
 * Puts a value into the room that its dictionary has for it: over all the rest of the file.
 *
 * @see {@link https://www.iso.org/standard/75839.html ISO 32000-2}
 * @module
 */
import { TamgaError } from '../../model/error';
import { BYTE_RANGE_PLACEHOLDER } from './dictionary';
import type { Update } from './update';

/** Offset and length of what lies before and behind the value. */
export type ByteRange = readonly [number, number, number, number];

export interface ValueDeviation {
  /** Stated and signed, in place of the right one. */
  readonly byteRange?: (range: ByteRange) => ByteRange;
  /** Stated only, after signing. */
  readonly statedByteRange?: (range: ByteRange) => ByteRange;
  /** What is put into /Contents, in place of the value. */
  readonly contents?: (value: Uint8Array) => Uint8Array;
}

export interface Inserted {
  readonly bytes: Uint8Array;
  /** The string as it stands in the file, with the padding. */
  readonly contents: Uint8Array;
}

/** ISO 32000-2 section 12.8.1: everything but the value, with its angle brackets. */
export function insertValue(
  { bytes, bodies }: Update,
  number: number,
  make: (covered: Uint8Array) => Uint8Array,
  deviation: ValueDeviation = {},
): Inserted {
  const file = Buffer.from(bytes);
  const body = bodies.get(number) ?? 0;
  const open = file.indexOf('/Contents <', body, 'latin1') + '/Contents '.length;
  const close = file.indexOf('>', open, 'latin1') + 1;
  const right: ByteRange = [0, open, close, file.length - close];
  const range = deviation.byteRange?.(right) ?? right;
  state(file, body, range);
  const value = make(covered(file, range));
  const contents = deviation.contents?.(value) ?? value;
  const room = (close - open - 2) / 2;
  if (contents.length > room) {
    throw new TamgaError('TAMGA-E-MINT', `a signature of ${contents.length} bytes in room for ${room}`);
  }
  file.write(Buffer.from(contents).toString('hex'), open + 1, 'latin1');
  if (deviation.statedByteRange !== undefined) state(file, body, deviation.statedByteRange(range));
  const padded = new Uint8Array(room);
  padded.set(contents);
  return { bytes: new Uint8Array(file), contents: padded };
}

export function covered(file: Uint8Array, [first, length, second, rest]: ByteRange): Uint8Array {
  return Buffer.concat([file.subarray(first, first + length), file.subarray(second, second + rest)]);
}

function state(file: Buffer, body: number, range: ByteRange): void {
  const at = file.indexOf('/ByteRange [', body, 'latin1');
  if (at < 0) return;
  const text = `[ ${range.join(' ')}`.padEnd(BYTE_RANGE_PLACEHOLDER.length - 1);
  file.write(`${text}]`, at + '/ByteRange '.length, 'latin1');
}
