/**
 * What the block-wise digests of this folder have in common: a machine that mixes whole blocks, and the buffering around it.
 *
 * @module
 */
import { TamgaError } from '../../model/error';

/** Memory that holds the state and a window of data, and the function that mixes the window into the state. */
export interface BlockMachine {
  readonly memory: Uint8Array;
  /** Mixes that many blocks of the window into the state. */
  run(blocks: number): void;
}

export interface BlockLayout {
  readonly blockLength: number;
  readonly stateAt: number;
  readonly stateLength: number;
  readonly windowAt: number;
  readonly windowBlocks: number;
}

export interface BlockHash {
  readonly layout: BlockLayout;
  readonly machine: () => BlockMachine;
  initial(): Uint8Array;
  /** `absorb` mixes whole blocks into the state; `tail` is what is left of the last block; `length` counts all octets. */
  finish(state: Uint8Array, tail: Uint8Array, length: number, absorb: Absorb): Uint8Array;
}

export type Absorb = (state: Uint8Array, blocks: Uint8Array) => void;

/** A digest that takes its input in pieces. */
export interface Hasher {
  update(data: Uint8Array): Hasher;
  /** Ends the input; a second call gives the same value. */
  digest(): Uint8Array;
}

export function createHasher(hash: BlockHash): Hasher {
  const { blockLength } = hash.layout;
  const state = hash.initial();
  const tail = new Uint8Array(blockLength);
  const absorb = absorberOf(hash);
  let filled = 0;
  let length = 0;
  let value: Uint8Array | undefined;

  const hasher: Hasher = {
    update(data) {
      if (value !== undefined) throw new TamgaError('TAMGA-E-INTERNAL', 'a digest was updated after its end');
      length += data.length;
      let from = 0;
      if (filled > 0) {
        from = Math.min(blockLength - filled, data.length);
        tail.set(data.subarray(0, from), filled);
        filled += from;
        if (filled < blockLength) return hasher;
        absorb(state, tail);
      }
      const whole = from + Math.floor((data.length - from) / blockLength) * blockLength;
      if (whole > from) absorb(state, data.subarray(from, whole));
      tail.set(data.subarray(whole));
      filled = data.length - whole;
      return hasher;
    },
    digest() {
      value ??= hash.finish(state, tail.subarray(0, filled), length, absorb);
      return Uint8Array.from(value);
    },
  };
  return hasher;
}

/** Hashers share one machine: the state travels in and out with every piece. */
function absorberOf(hash: BlockHash): Absorb {
  const { blockLength, stateAt, stateLength, windowAt, windowBlocks } = hash.layout;
  const window = windowBlocks * blockLength;
  return (state, blocks) => {
    const machine = hash.machine();
    machine.memory.set(state, stateAt);
    for (let at = 0; at < blocks.length; at += window) {
      const piece = blocks.subarray(at, at + window);
      machine.memory.set(piece, windowAt);
      machine.run(piece.length / blockLength);
    }
    state.set(machine.memory.subarray(stateAt, stateAt + stateLength));
  };
}
