/**
 * Streebog with 256 and 512 bits: GOST R 34.11-2012, in Kazakhstan GOST R 34.11-2015.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6986 RFC 6986}
 * @module
 */
import type { BlockHash, BlockMachine } from './block-hash';
import { LAYOUT, plainStreebog } from './streebog-plain';
import { wasmStreebog } from './streebog-wasm';

const BLOCK = 64;

let best: BlockMachine | undefined;

/** The generated module, or plain TypeScript where there is none to be had. */
function machine(): BlockMachine {
  best ??= wasmStreebog() ?? plainStreebog();
  return best;
}

/** `using` replaces the machine in tests and measurements. */
export function streebog(bits: 256 | 512, using: () => BlockMachine = machine): BlockHash {
  return {
    layout: LAYOUT,
    machine: using,
    initial() {
      const state = new Uint8Array(LAYOUT.stateLength);
      // RFC 6986 section 6.1: the initialising value is 00000001 in every octet for 256 bits, zero for 512.
      if (bits === 256) state.fill(1, 0, BLOCK);
      return state;
    },
    finish(state, tail, length, absorb) {
      // RFC 6986 section 9.3: one bit 1 above the message, then zeros; a whole last block gets one of its own.
      const last = new Uint8Array(BLOCK);
      last.set(tail);
      last[tail.length] = 1;
      absorb(state, last);
      const sum = state.slice(BLOCK, 2 * BLOCK);
      const count = new Uint8Array(BLOCK);
      new DataView(count.buffer).setBigUint64(0, BigInt(length) * 8n, true);
      for (const block of [count, sum]) {
        // The counter of bits, then the sum of the blocks, each under g_0: with the counter at zero.
        state.fill(0, 2 * BLOCK);
        absorb(state, block);
      }
      // The 256-bit value is the more significant half.
      return state.slice(bits === 256 ? BLOCK / 2 : 0, BLOCK);
    },
  };
}
