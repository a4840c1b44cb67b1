/**
 * Streebog's compression in plain TypeScript: the fallback, and what the generated module is compared with.
 *
 * @module
 */
import type { BlockLayout, BlockMachine } from './block-hash';
import {
  ITERATION_LENGTH,
  SUB_TABLE,
  streebogIterationConstants,
  streebogTable,
  TABLE_LENGTH,
} from './streebog-tables';

const BLOCK = 64;
export const CONSTANTS_AT = TABLE_LENGTH;
const STATE_AT = CONSTANTS_AT + ITERATION_LENGTH;
const STATE_LENGTH = 2 * BLOCK + 8;
const KEY_AT = STATE_AT + STATE_LENGTH;
const MIXED_AT = KEY_AT + BLOCK;
const SCRATCH_AT = MIXED_AT + BLOCK;
const WINDOW_AT = 32_768;
const WINDOW_BLOCKS = 256;

/** The state is h, the sum of the blocks, and the low 64 bits of the counter of bits: no message is longer. */
export const LAYOUT: BlockLayout = {
  blockLength: BLOCK,
  stateAt: STATE_AT,
  stateLength: STATE_LENGTH,
  windowAt: WINDOW_AT,
  windowBlocks: WINDOW_BLOCKS,
};

export const SUM_AT = STATE_AT + BLOCK;
export const COUNTER_AT = STATE_AT + 2 * BLOCK;

/** Tables, constants, state and window in one memory. */
export function fillStreebogMemory(memory: Uint8Array): void {
  memory.set(streebogTable());
  memory.set(streebogIterationConstants(), CONSTANTS_AT);
}

export function plainStreebog(): BlockMachine {
  const memory = new Uint8Array(WINDOW_AT + WINDOW_BLOCKS * BLOCK);
  fillStreebogMemory(memory);
  const words = new DataView(memory.buffer);
  return {
    memory,
    run(blocks) {
      for (let index = 0; index < blocks; index++) {
        const block = WINDOW_AT + index * BLOCK;
        compress(words, block);
        addToSum(words, block);
        words.setBigUint64(COUNTER_AT, words.getBigUint64(COUNTER_AT, true) + 512n, true);
      }
    },
  };
}

/** RFC 6986 section 8: h = E(LPS(h ^ N), m) ^ h ^ m. */
function compress(words: DataView, block: number): void {
  for (let at = 0; at < BLOCK; at += 4) put(words, KEY_AT + at, int(words, STATE_AT + at));
  put(words, KEY_AT, int(words, KEY_AT) ^ int(words, COUNTER_AT));
  put(words, KEY_AT + 4, int(words, KEY_AT + 4) ^ int(words, COUNTER_AT + 4));
  for (let at = 0; at < BLOCK; at += 4) {
    put(words, SCRATCH_AT + at, int(words, KEY_AT + at));
    put(words, MIXED_AT + at, int(words, block + at));
  }
  transform(words, KEY_AT);
  for (let round = 0; round < 12; round++) {
    xorInto(words, SCRATCH_AT, MIXED_AT, KEY_AT);
    transform(words, MIXED_AT);
    xorInto(words, SCRATCH_AT, KEY_AT, CONSTANTS_AT + round * BLOCK);
    transform(words, KEY_AT);
  }
  for (let at = 0; at < BLOCK; at += 4) {
    const encrypted = int(words, MIXED_AT + at) ^ int(words, KEY_AT + at);
    put(words, STATE_AT + at, int(words, STATE_AT + at) ^ encrypted ^ int(words, block + at));
  }
}

function xorInto(words: DataView, target: number, a: number, b: number): void {
  for (let at = 0; at < BLOCK; at += 4) put(words, target + at, int(words, a + at) ^ int(words, b + at));
}

/** LPS of the scratch octets: a 64-bit word is two 32-bit halves, and every octet selects one entry of its sub-table. */
function transform(words: DataView, target: number): void {
  for (let at = 0; at < 8; at++) {
    let low = 0;
    let high = 0;
    for (let word = 0; word < 8; word++) {
      const entry = word * SUB_TABLE + words.getUint8(SCRATCH_AT + word * 8 + at) * 8;
      low ^= int(words, entry);
      high ^= int(words, entry + 4);
    }
    put(words, target + at * 8, low);
    put(words, target + at * 8 + 4, high);
  }
}

/** RFC 6986 section 9.2: the sum of all blocks modulo 2^512. */
function addToSum(words: DataView, block: number): void {
  let carry = 0;
  for (let at = 0; at < BLOCK; at += 4) {
    const sum = words.getUint32(SUM_AT + at, true) + words.getUint32(block + at, true) + carry;
    words.setUint32(SUM_AT + at, sum % 2 ** 32, true);
    carry = sum >= 2 ** 32 ? 1 : 0;
  }
}

function int(words: DataView, at: number): number {
  return words.getInt32(at, true);
}

function put(words: DataView, at: number, value: number): void {
  words.setInt32(at, value, true);
}
