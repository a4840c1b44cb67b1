/**
 * The step function of GOST R 34.11-94 in plain TypeScript: the fallback, and what the generated module is compared with.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5831#section-5 RFC 5831, section 5}
 * @module
 */
import type { BlockLayout, BlockMachine } from './block-hash';
import { gost94Table, type SBoxName, SUB_TABLE, TABLE_LENGTH } from './gost94-tables';

const BLOCK = 32;
const STATE_AT = TABLE_LENGTH;
export const SUM_AT = STATE_AT + BLOCK;
export const KEYS_AT = STATE_AT + 2 * BLOCK;
const WINDOW_AT = 8192;
const WINDOW_BLOCKS = 512;

/** The state is H and the sum of the blocks. */
export const LAYOUT: BlockLayout = {
  blockLength: BLOCK,
  stateAt: STATE_AT,
  stateLength: 2 * BLOCK,
  windowAt: WINDOW_AT,
  windowBlocks: WINDOW_BLOCKS,
};

/** RFC 5831 section 5.1: C_3 as 64-bit words, least significant first; C_2 and C_4 are zero. */
export const C3 = [
  0xff00ff00ff00ff00n,
  0x00ff00ff00ff00ffn,
  0xff0000ff00ffff00n,
  0xff00ffff000000ffn,
] as const;
const C3_WORDS = C3.flatMap((word) => [
  Number(BigInt.asIntN(32, word)),
  Number(BigInt.asIntN(32, word >> 32n)),
]);

/** RFC 5831 section 5.1: octet i + 4k of a key is octet 8i + k of the mixed words. */
const PERMUTATION = Array.from({ length: BLOCK }, (_, at) => 8 * (at % 4) + Math.floor(at / 4));

/** RFC 5831 section 5.2: three times upwards, once downwards. */
const KEY_ORDER = [0, 1, 2, 3, 4, 5, 6, 7];
export const ROUND_KEYS = [...KEY_ORDER, ...KEY_ORDER, ...KEY_ORDER, ...KEY_ORDER.toReversed()];

export function plainGost94(name: SBoxName): BlockMachine {
  const memory = new Uint8Array(WINDOW_AT + WINDOW_BLOCKS * BLOCK);
  memory.set(gost94Table(name));
  const words = new DataView(memory.buffer);
  return {
    memory,
    run(blocks) {
      for (let index = 0; index < blocks; index++) {
        const block = WINDOW_AT + index * BLOCK;
        step(words, block);
        addToSum(words, block);
      }
    },
  };
}

function step(words: DataView, block: number): void {
  writeKeys(words, block);
  const encrypted = new Int32Array(8);
  for (let part = 0; part < 4; part++) encrypt(words, part, encrypted);
  mix(words, block, encrypted);
}

/** RFC 5831 section 5.1: K_1 to K_4 from U = H and V = M. */
function writeKeys(words: DataView, block: number): void {
  let u = wordsAt(words, STATE_AT);
  let v = wordsAt(words, block);
  for (let key = 0; key < 4; key++) {
    if (key > 0) {
      u = shifted(u);
      if (key === 2) u = u.map((word, index) => word ^ (C3_WORDS[index] ?? 0));
      v = shifted(shifted(v));
    }
    const at = KEYS_AT + key * BLOCK;
    const mixed = Buffer.from(Int32Array.from(u, (word, index) => word ^ (v[index] ?? 0)).buffer);
    PERMUTATION.forEach((from, to) => {
      words.setUint8(at + to, mixed[from] ?? 0);
    });
  }
}

/** RFC 5831 section 5.1: A(y4 y3 y2 y1) = (y1 ^ y2) y4 y3 y2, on 64-bit words of two halves. */
function shifted(y: Int32Array): Int32Array {
  const [low1 = 0, high1 = 0, low2 = 0, high2 = 0, ...rest] = y;
  return Int32Array.of(low2, high2, ...rest, low1 ^ low2, high1 ^ high2);
}

/** RFC 5831 section 5.2: GOST 28147-89 of the 64-bit word `part` of H under its key. */
function encrypt(words: DataView, part: number, result: Int32Array): void {
  let low = words.getInt32(STATE_AT + part * 8, true);
  let high = words.getInt32(STATE_AT + part * 8 + 4, true);
  const key = KEYS_AT + part * BLOCK;
  for (const index of ROUND_KEYS) {
    const sum = (low + words.getInt32(key + index * 4, true)) | 0;
    const substituted =
      words.getInt32((sum & 255) << 2, true) ^
      words.getInt32(SUB_TABLE + (((sum >>> 8) & 255) << 2), true) ^
      words.getInt32(2 * SUB_TABLE + (((sum >>> 16) & 255) << 2), true) ^
      words.getInt32(3 * SUB_TABLE + ((sum >>> 24) << 2), true);
    [low, high] = [high ^ substituted, low];
  }
  // The last round does not swap.
  result[part * 2] = high;
  result[part * 2 + 1] = low;
}

/** RFC 5831 section 5.3: H = psi^61(H ^ psi(M ^ psi^12(S))). */
function mix(words: DataView, block: number, encrypted: Int32Array): void {
  const sequence = Array.from(encrypted).flatMap((word) => [word & 0xffff, word >>> 16]);
  psi(sequence, 12);
  xorHalves(words, block, sequence);
  psi(sequence, 1);
  xorHalves(words, STATE_AT, sequence);
  psi(sequence, 61);
  sequence.slice(-16).forEach((half, index) => {
    words.setUint16(STATE_AT + index * 2, half, true);
  });
}

/** psi drops the lowest of sixteen half words and puts a new one on top: a sequence that only grows. */
function psi(sequence: number[], times: number): void {
  for (let count = 0; count < times; count++) {
    const at = sequence.length - 16;
    const [a = 0, b = 0, c = 0, d = 0] = sequence.slice(at, at + 4);
    sequence.push(a ^ b ^ c ^ d ^ (sequence[at + 12] ?? 0) ^ (sequence[at + 15] ?? 0));
  }
}

function xorHalves(words: DataView, from: number, sequence: number[]): void {
  const at = sequence.length - 16;
  for (let index = 0; index < 16; index++) {
    sequence[at + index] = (sequence[at + index] ?? 0) ^ words.getUint16(from + index * 2, true);
  }
}

function addToSum(words: DataView, block: number): void {
  let carry = 0;
  for (let at = 0; at < BLOCK; at += 4) {
    const sum = words.getUint32(SUM_AT + at, true) + words.getUint32(block + at, true) + carry;
    words.setUint32(SUM_AT + at, sum % 2 ** 32, true);
    carry = sum >= 2 ** 32 ? 1 : 0;
  }
}

function wordsAt(words: DataView, at: number): Int32Array {
  return Int32Array.from({ length: 8 }, (_, index) => words.getInt32(at + index * 4, true));
}
