/**
 * Generates the step function of GOST R 34.11-94 as a WebAssembly module: the four encryptions run side by side.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5831#section-5 RFC 5831, section 5}
 * @module
 */
import type { BlockMachine } from './block-hash';
import { C3, KEYS_AT, LAYOUT, PSI_STEPS, PSI_TERMS, ROUND_KEYS, SUM_AT } from './gost94-plain';
import { gost94Table, type SBoxName, SUB_TABLE } from './gost94-tables';
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

const PARTS = [0, 1, 2, 3] as const;
const HALVES = Array.from({ length: 16 }, (_, index) => index);
const ZERO = i32.constant(0);
const STATE_AT = LAYOUT.stateAt;

/** Locals: the parameter first, then i32, then i64. */
const LEFT = 0;
const BLOCK_AT = 1;
const ROUND_SUM = 2;
const LOW = (part: number) => 3 + part * 2;
const HIGH = (part: number) => 4 + part * 2;
const HALF = (index: number) => 11 + (index % 16);
const U = (word: number) => 27 + word;
const V = (word: number) => 31 + word;
const EVEN = (pair: number) => 35 + pair;
const ODD = (pair: number) => 37 + pair;
const WIDE = 39;
const CARRY = 40;

export function wasmGost94(name: SBoxName): BlockMachine | undefined {
  const instance = instantiate(gost94Module());
  if (instance === undefined) return undefined;
  const memory = new Uint8Array(instance.memory);
  memory.set(gost94Table(name));
  return { memory, run: instance.call('run') };
}

/** The octets of the module; the S-box is not in it but in its memory. */
export function gost94Module(): Uint8Array {
  const run: WasmFunction = {
    name: 'run',
    parameters: 1,
    locals: [...Array<'i32'>(26).fill('i32'), ...Array<'i64'>(14).fill('i64')],
    body: [
      set(BLOCK_AT, i32.constant(LAYOUT.windowAt)),
      repeatWhile(
        [writeKeys(), encryptAll(), mix(), addToSum(), nextBlock()],
        tee(LEFT, [get(LEFT), i32.constant(1), i32.sub]),
      ),
    ],
  };
  return wasmModule([run], 1);
}

/** RFC 5831 section 5.1. The words of U and V are renamed, not moved: `u[0]` is the local that now is the lowest. */
function writeKeys(): Code {
  let u = PARTS.map(U);
  let v = PARTS.map(V);
  const code: Code[] = PARTS.map((word) => [
    set(U(word), i64.load(ZERO, STATE_AT + word * 8)),
    set(V(word), i64.load(get(BLOCK_AT), word * 8)),
  ]);
  for (const key of PARTS) {
    if (key > 0) {
      u = shifted(u, code);
      if (key === 2) code.push(u.map((local, word) => set(local, [get(local), constant3(word), i64.xor])));
      v = shifted(shifted(v, code), code);
    }
    code.push(permuted(u, v, KEYS_AT + key * 32));
  }
  return code;
}

function constant3(word: number): Code {
  return i64.constant(C3[word] ?? 0n);
}

/** A(y4 y3 y2 y1) = (y1 ^ y2) y4 y3 y2: only the lowest word changes, and becomes the highest. */
function shifted(y: readonly number[], code: Code[]): number[] {
  const [lowest = 0, second = 0, ...rest] = y;
  code.push(set(lowest, [get(lowest), get(second), i64.xor]));
  return [second, ...rest, lowest];
}

/** RFC 5831 section 5.1: the octets of four words interleaved, by swapping octets, then pairs, of two words at once. */
function permuted(u: readonly number[], v: readonly number[], at: number): Code {
  const mixed = (word: number): Code => [get(u[word] ?? 0), get(v[word] ?? 0), i64.xor];
  const low8 = i64.constant(0x00ff00ff00ff00ffn);
  const high8 = i64.constant(0xff00ff00ff00ff00n);
  const low16 = i64.constant(0x0000ffff0000ffffn);
  const high16 = i64.constant(0xffff0000ffff0000n);
  const pairs = [0, 1].map((pair): Code => {
    const a = mixed(pair * 2);
    const b = mixed(pair * 2 + 1);
    return [
      set(EVEN(pair), [a, low8, i64.and, b, low8, i64.and, i64.constant(8n), i64.shl, i64.or]),
      set(ODD(pair), [a, i64.constant(8n), i64.shrU, low8, i64.and, b, high8, i64.and, i64.or]),
    ];
  });
  const joined = (local: (pair: number) => number, first: number): Code => {
    const [lower, upper] = [get(local(0)), get(local(1))];
    return [
      storeHalves(
        [lower, low16, i64.and, upper, low16, i64.and, i64.constant(16n), i64.shl, i64.or],
        at,
        first,
      ),
      storeHalves(
        [lower, i64.constant(16n), i64.shrU, low16, i64.and, upper, high16, i64.and, i64.or],
        at,
        first + 2,
      ),
    ];
  };
  return [pairs, joined(EVEN, 0), joined(ODD, 1)];
}

/** The lower half is the key word `index`, the upper half the one four places on. */
function storeHalves(value: Code, at: number, index: number): Code {
  return [
    i64.store32(ZERO, tee(WIDE, value), at + index * 4),
    i64.store32(ZERO, [get(WIDE), i64.constant(32n), i64.shrU], at + (index + 4) * 4),
  ];
}

/** GOST 28147-89 of the four words of H, round by round so that none waits for another's tables. */
function encryptAll(): Code {
  return [
    PARTS.map((part) => [
      set(LOW(part), i32.load(ZERO, STATE_AT + part * 8)),
      set(HIGH(part), i32.load(ZERO, STATE_AT + part * 8 + 4)),
    ]),
    ROUND_KEYS.map((key, round) =>
      PARTS.map((part) => {
        const [from, to] = round % 2 === 0 ? [LOW(part), HIGH(part)] : [HIGH(part), LOW(part)];
        const sum: Code = [get(from), i32.load(ZERO, KEYS_AT + part * 32 + key * 4), i32.add];
        const looked = PARTS.map((octet) => i32.load(entry(octet), octet * SUB_TABLE));
        return [set(ROUND_SUM, sum), set(to, fold(i32.xor, [get(to), ...looked]))];
      }),
    ),
  ];
}

/** Four times the value of an octet of the sum: the offset of its 32-bit entry. */
function entry(octet: number): Code {
  const sum = get(ROUND_SUM);
  const moved = octet === 0 ? [sum, i32.constant(2), i32.shl] : [sum, i32.constant(8 * octet - 2), i32.shrU];
  return [moved, i32.constant(0x3fc), i32.and];
}

/** RFC 5831 section 5.3, on sixteen locals: psi overwrites the lowest half word, which then counts as the highest. */
function mix(): Code {
  // The last round does not swap: the lower word of the result is the one called HIGH.
  const result = PARTS.flatMap((part) => [HIGH(part), LOW(part)]);
  const halves = result.map((local, word) => [
    set(HALF(2 * word), [get(local), i32.constant(0xffff), i32.and]),
    set(HALF(2 * word + 1), [get(local), i32.constant(16), i32.shrU]),
  ]);
  const after = (steps: number, address: Code, offset: number): Code =>
    HALVES.map((index) => {
      const local = HALF(index + steps);
      return set(local, [get(local), i32.load16(address, offset + index * 2), i32.xor]);
    });
  const packed = Array.from({ length: 8 }, (_, word) => {
    const [low, high] = [get(HALF(2 * word + PSI_STEPS)), get(HALF(2 * word + 1 + PSI_STEPS))];
    return i32.store(ZERO, [low, high, i32.constant(16), i32.shl, i32.or], STATE_AT + word * 4);
  });
  return [
    halves,
    psi(0, 12),
    after(12, get(BLOCK_AT), 0),
    psi(12, 13),
    after(13, ZERO, STATE_AT),
    psi(13, PSI_STEPS),
    packed,
  ];
}

function psi(from: number, to: number): Code {
  return Array.from({ length: to - from }, (_, count) => {
    const at = from + count;
    return set(
      HALF(at),
      fold(
        i32.xor,
        PSI_TERMS.map((offset) => get(HALF(at + offset))),
      ),
    );
  });
}

function addToSum(): Code {
  const sum = (word: number): Code => i64.load(ZERO, SUM_AT + word * 8);
  const block = (word: number): Code => i64.load(get(BLOCK_AT), word * 8);
  return PARTS.map((word) => [
    set(WIDE, word === 0 ? sum(0) : [sum(word), get(CARRY), i64.add]),
    word === 0 ? [] : set(CARRY, [get(WIDE), get(CARRY), i64.ltU, i64.extendU]),
    set(WIDE, [get(WIDE), block(word), i64.add]),
    set(CARRY, [
      word === 0 ? [] : get(CARRY),
      [get(WIDE), block(word), i64.ltU, i64.extendU],
      word === 0 ? [] : i64.or,
    ]),
    i64.store(ZERO, get(WIDE), SUM_AT + word * 8),
  ]);
}

function nextBlock(): Code {
  return set(BLOCK_AT, [get(BLOCK_AT), i32.constant(32), i32.add]);
}
