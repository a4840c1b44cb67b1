/**
 * Generates Streebog's compression as a WebAssembly module: 64-bit table entries, eight sums in locals.
 *
 * @module
 */
import type { BlockMachine } from './block-hash';
import { CONSTANTS_AT, COUNTER_AT, fillStreebogMemory, LAYOUT, SUM_AT } from './streebog-plain';
import { SUB_TABLE } from './streebog-tables';
import {
  type Code,
  fold,
  get,
  i32,
  i64,
  instantiate,
  repeatWhile,
  set,
  tee,
  type WasmFunction,
  wasmModule,
} from './wasm';

const WORDS = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const ZERO = i32.constant(0);

/** Locals: the parameter first, then i32, then i64. */
const LEFT = 0;
const BLOCK_AT = 1;
const ROUND_AT = 2;
const LOW = 3;
const HIGH = 4;
const WIDE = 5;
const COUNTER = 6;
const CARRY = 7;
const KEY = (word: number) => 8 + word;
const MIXED = (word: number) => 16 + word;
const SUM = (word: number) => 24 + word;

export function wasmStreebog(): BlockMachine | undefined {
  const instance = instantiate(streebogModule());
  if (instance === undefined) return undefined;
  const memory = new Uint8Array(instance.memory);
  fillStreebogMemory(memory);
  return { memory, run: instance.call('run') };
}

/** The octets of the module. */
export function streebogModule(): Uint8Array {
  const run: WasmFunction = {
    name: 'run',
    parameters: 1,
    locals: [...Array<'i32'>(4).fill('i32'), ...Array<'i64'>(27).fill('i64')],
    body: [
      set(BLOCK_AT, i32.constant(LAYOUT.windowAt)),
      set(COUNTER, i64.load(ZERO, COUNTER_AT)),
      repeatWhile(
        [compress(), addToSum(), set(COUNTER, [get(COUNTER), i64.constant(512n), i64.add]), nextBlock()],
        tee(LEFT, [get(LEFT), i32.constant(1), i32.sub]),
      ),
      i64.store(ZERO, get(COUNTER), COUNTER_AT),
    ],
  };
  return wasmModule([run], 1);
}

/** RFC 6986 section 8. */
function compress(): Code {
  const state = (word: number): Code => i64.load(ZERO, LAYOUT.stateAt + word * 8);
  const keyed = (word: number): Code => [state(word), get(COUNTER), i64.xor];
  return [
    transform((word) => (word === 0 ? keyed(word) : state(word)), KEY),
    WORDS.map((word) => set(MIXED(word), blockWord(word))),
    set(ROUND_AT, i32.constant(CONSTANTS_AT)),
    repeatWhile(
      [
        transform((word) => [get(MIXED(word)), get(KEY(word)), i64.xor], MIXED),
        transform((word) => [get(KEY(word)), i64.load(get(ROUND_AT), word * 8), i64.xor], KEY),
        set(ROUND_AT, [get(ROUND_AT), i32.constant(64), i32.add]),
      ],
      [get(ROUND_AT), i32.constant(CONSTANTS_AT + 12 * 64), i32.ltU],
    ),
    WORDS.map((word) => {
      const next = fold(i64.xor, [state(word), get(MIXED(word)), get(KEY(word)), blockWord(word)]);
      return i64.store(ZERO, next, LAYOUT.stateAt + word * 8);
    }),
  ];
}

/**
 * LPS, word after word of the source, so that eight sums and one word are alive at once and stay in registers.
 * The targets may be the locals that the sources read.
 */
function transform(source: (word: number) => Code, target: (word: number) => number): Code {
  return [
    WORDS.map((word) => [
      set(LOW, [tee(WIDE, source(word)), i32.wrap]),
      set(HIGH, [get(WIDE), i64.constant(32n), i64.shrU, i32.wrap]),
      WORDS.map((at) => {
        const looked = i64.load(entry(get(at < 4 ? LOW : HIGH), at % 4), word * SUB_TABLE);
        return set(SUM(at), word === 0 ? looked : [get(SUM(at)), looked, i64.xor]);
      }),
    ]),
    WORDS.map((at) => set(target(at), get(SUM(at)))),
  ];
}

/** Eight times the value of an octet: the offset of its 64-bit entry. */
function entry(half: Code, octet: number): Code {
  const moved =
    octet === 0 ? [half, i32.constant(3), i32.shl] : [half, i32.constant(8 * octet - 3), i32.shrU];
  return [moved, i32.constant(0x7f8), i32.and];
}

function addToSum(): Code {
  const sum = (word: number): Code => i64.load(ZERO, SUM_AT + word * 8);
  return WORDS.map((word) => [
    // A carry into a word of all ones leaves zero and carries on; else the sum is smaller than the block's word.
    set(WIDE, word === 0 ? sum(0) : [sum(word), get(CARRY), i64.add]),
    word === 0 ? [] : set(CARRY, [get(WIDE), get(CARRY), i64.ltU, i64.extendU]),
    set(WIDE, [get(WIDE), blockWord(word), i64.add]),
    set(CARRY, [
      word === 0 ? [] : get(CARRY),
      [get(WIDE), blockWord(word), i64.ltU, i64.extendU],
      word === 0 ? [] : i64.or,
    ]),
    i64.store(ZERO, get(WIDE), SUM_AT + word * 8),
  ]);
}

function nextBlock(): Code {
  return set(BLOCK_AT, [get(BLOCK_AT), i32.constant(64), i32.add]);
}

function blockWord(word: number): Code {
  return i64.load(get(BLOCK_AT), word * 8);
}
