/**
 * GOST R 34.11-94 with the test or the CryptoPro S-box: with the test S-box it is GOST 34.311-95 of Kazakhstan,
 * with the CryptoPro S-box O'z DSt 1106:2009 algorithm 2, parameter set A, of Uzbekistan.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5831 RFC 5831}
 * @module
 */
import type { BlockHash, BlockMachine } from './block-hash';
import { LAYOUT, plainGost94 } from './gost94-plain';
import type { SBoxName } from './gost94-tables';
import { wasmGost94 } from './gost94-wasm';

const BLOCK = 32;

const best = new Map<SBoxName, BlockMachine>();

/** The generated module, or plain TypeScript where there is none to be had. */
function machine(name: SBoxName): BlockMachine {
  const known = best.get(name) ?? wasmGost94(name) ?? plainGost94(name);
  best.set(name, known);
  return known;
}

/** `using` replaces the machine in tests and measurements. */
export function gost94(name: SBoxName, using: () => BlockMachine = () => machine(name)): BlockHash {
  return {
    layout: LAYOUT,
    machine: using,
    // RFC 5831 section 6: the start value is a parameter; both sets of RFC 4357 have zero.
    initial: () => new Uint8Array(LAYOUT.stateLength),
    finish(state, tail, length, absorb) {
      if (tail.length > 0) {
        const last = new Uint8Array(BLOCK);
        last.set(tail);
        absorb(state, last);
      }
      const sum = state.slice(BLOCK);
      const count = new Uint8Array(BLOCK);
      new DataView(count.buffer).setBigUint64(0, BigInt(length) * 8n, true);
      absorb(state, count);
      absorb(state, sum);
      return state.slice(0, BLOCK);
    },
  };
}
