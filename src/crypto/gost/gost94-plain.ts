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

/** RFC 5831 section 5.3: the half words that psi sums, and how often H is mixed in all. */
export const PSI_TERMS = [0, 1, 2, 3, 12, 15] as const;
export const PSI_STEPS = 12 + 1 + 61;

/** RFC 5831 section 5.2: three times upwards, once downwards. */
const KEY_ORDER = [0, 1, 2, 3, 4, 5, 6, 7];
export const ROUND_KEYS = [...KEY_ORDER, ...KEY_ORDER, ...KEY_ORDER, ...KEY_ORDER.toReversed()];

interface Step {
  readonly words: DataView;
  /** Of 32 bits, two for each word of 64. */
  readonly u: Int32Array;
  readonly v: Int32Array;
  /** Half words: sixteen, and what psi appends to them. */
  readonly sequence: Int32Array;
}

export function plainGost94(name: SBoxName): BlockMachine {
  const memory = new Uint8Array(WINDOW_AT + WINDOW_BLOCKS * BLOCK);
  memory.set(gost94Table(name));
  const words = new DataView(memory.buffer);
  const step: Step = {
    words,
    u: new Int32Array(8),
    v: new Int32Array(8),
    sequence: new Int32Array(16 + PSI_STEPS),
  };
  return {
    memory,
    run(blocks) {
      for (let index = 0; index < blocks; index++) {
        const block = WINDOW_AT + index * BLOCK;
        writeKeys(step, block);
        for (let part = 0; part < 4; part++) encrypt(step, part);
        mix(step, block);
        addToSum(words, block);
      }
    },
  };
}

/** RFC 5831 section 5.1: K_1 to K_4 from U = H and V = M. */
function writeKeys({ words, u, v }: Step, block: number): void {
  for (let index = 0; index < 8; index++) {
    u[index] = words.getInt32(STATE_AT + index * 4, true);
    v[index] = words.getInt32(block + index * 4, true);
  }
  for (let key = 0; key < 4; key++) {
    if (key > 0) {
      shift(u);
      if (key === 2) for (const [index, word] of C3_WORDS.entries()) xorInto(u, index, word);
      shift(v);
      shift(v);
    }
    writeKey(words, u, v, KEYS_AT + key * BLOCK);
  }
}

/** RFC 5831 section 5.1: octet i + 4k of a key is octet 8i + k of U ^ V. */
function writeKey(words: DataView, u: Int32Array, v: Int32Array, at: number): void {
  for (let k = 0; k < 8; k++) {
    let word = 0;
    for (let i = 0; i < 4; i++) {
      const half = 2 * i + (k >> 2);
      const octet = (((u[half] ?? 0) ^ (v[half] ?? 0)) >>> ((k & 3) * 8)) & 255;
      word |= octet << (8 * i);
    }
    words.setInt32(at + k * 4, word, true);
  }
}

/** RFC 5831 section 5.1: A(y4 y3 y2 y1) = (y1 ^ y2) y4 y3 y2, on 64-bit words of two halves. */
function shift(y: Int32Array): void {
  const [low, high] = [y[0] ?? 0, y[1] ?? 0];
  y.copyWithin(0, 2);
  y[6] = low ^ (y[0] ?? 0);
  y[7] = high ^ (y[1] ?? 0);
}

/** RFC 5831 section 5.2: GOST 28147-89 of the 64-bit word `part` of H under its key. */
function encrypt({ words, sequence }: Step, part: number): void {
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
    const next = high ^ substituted;
    high = low;
    low = next;
  }
  // The last round does not swap.
  sequence[part * 4] = high & 0xffff;
  sequence[part * 4 + 1] = high >>> 16;
  sequence[part * 4 + 2] = low & 0xffff;
  sequence[part * 4 + 3] = low >>> 16;
}

/** RFC 5831 section 5.3: H = psi^61(H ^ psi(M ^ psi^12(S))). */
function mix({ words, sequence }: Step, block: number): void {
  psi(sequence, 0, 12);
  for (let half = 0; half < 16; half++) xorInto(sequence, 12 + half, words.getUint16(block + half * 2, true));
  psi(sequence, 12, 13);
  for (let half = 0; half < 16; half++)
    xorInto(sequence, 13 + half, words.getUint16(STATE_AT + half * 2, true));
  psi(sequence, 13, PSI_STEPS);
  for (let half = 0; half < 16; half++) {
    words.setUint16(STATE_AT + half * 2, sequence[PSI_STEPS + half] ?? 0, true);
  }
}

/** psi drops the lowest of sixteen half words and puts a new one on top: a sequence that only grows. */
function psi(sequence: Int32Array, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    let sum = 0;
    for (const offset of PSI_TERMS) sum ^= sequence[at + offset] ?? 0;
    sequence[at + 16] = sum;
  }
}

function xorInto(words: Int32Array, index: number, value: number): void {
  words[index] = (words[index] ?? 0) ^ value;
}

function addToSum(words: DataView, block: number): void {
  let carry = 0;
  for (let at = 0; at < BLOCK; at += 4) {
    const sum = words.getUint32(SUM_AT + at, true) + words.getUint32(block + at, true) + carry;
    words.setUint32(SUM_AT + at, sum % 2 ** 32, true);
    carry = sum >= 2 ** 32 ? 1 : 0;
  }
}
