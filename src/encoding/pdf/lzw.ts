/**
 * The LZW filter: codes of 9 to 12 bits, the table grown on both sides.
 *
 * @see ISO 32000-2, section 7.4.4
 * @module
 */
import { pdfFault, pdfLimit } from './limits';

const CLEAR = 256;
const END = 257;
const MAXIMUM_CODES = 4096;

/** `early`: codes grow longer one code before they must (EarlyChange 1). */
export function lzwDecode(data: Uint8Array, early: boolean, limit: number, at: number): Uint8Array {
  let out = new Uint8Array(Math.min(limit, 4 * data.length + 64));
  let length = 0;
  let table: Uint8Array[] = freshTable();
  let previous: Uint8Array | undefined;
  let bits = 0;
  let held = 0;
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    const width = widthFor(table.length + (early ? 1 : 0));
    if (bits < width) continue;
    bits -= width;
    const code = (held >>> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      table = freshTable();
      previous = undefined;
      continue;
    }
    const known = table[code];
    if (known === undefined && (code !== table.length || previous === undefined)) {
      throw pdfFault(at, 'a code of the LZW table', `${code}`);
    }
    const sequence: Uint8Array = known ?? follow(previous, previous);
    if (length + sequence.length > limit) {
      throw pdfLimit(`the stream at offset ${at} is more than ${limit} bytes without its filter`);
    }
    if (length + sequence.length > out.length) out = grown(out, length + sequence.length, limit);
    out.set(sequence, length);
    length += sequence.length;
    if (previous !== undefined && table.length < MAXIMUM_CODES) table.push(follow(previous, sequence));
    previous = sequence;
  }
  return out.subarray(0, length);
}

function grown(out: Uint8Array, needed: number, limit: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(limit, 2 * needed));
  larger.set(out);
  return larger;
}

function follow(sequence: Uint8Array | undefined, next: Uint8Array | undefined): Uint8Array {
  return Uint8Array.from([...(sequence ?? []), next?.[0] ?? 0]);
}

function freshTable(): Uint8Array[] {
  return Array.from({ length: 258 }, (_, code) => (code < CLEAR ? Uint8Array.of(code) : new Uint8Array()));
}

function widthFor(size: number): number {
  if (size < 512) return 9;
  if (size < 1024) return 10;
  return size < 2048 ? 11 : 12;
}
