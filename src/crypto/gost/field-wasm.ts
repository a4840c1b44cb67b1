/**
 * Generates arithmetic modulo p = 2^P - c, for small c, on limbs of 29 bits in 32-bit words.
 *
 * Columns of products are summed in 64 bits without carrying; what lies above the limbs is folded back by
 * 2^(29 n) = c 2^(29 n - P) modulo p. Numbers stay a little above 29 bits a limb and some bits above p: the reader reduces.
 *
 * @module
 */
import { type Code, fold, get, i64, set, tee, type ValueType, type WasmFunction } from './wasm';

export const LIMB_BITS = 29;
const WIDTH = i64.constant(BigInt(LIMB_BITS));
const MASK = i64.constant((1n << BigInt(LIMB_BITS)) - 1n);

export interface Field {
  readonly p: bigint;
  readonly limbs: number;
  /** What one unit above the limbs is worth. */
  readonly fold: bigint;
}

/** Eighteen products of limbs below 2^29 + 2^26 still fit into 64 bits. */
const MAXIMUM_LIMBS = 18;
const MAXIMUM_FOLD = 1n << 20n;

/** Undefined where the prime is not of that form. */
export function fieldOf(p: bigint): Field | undefined {
  const bits = p.toString(2).length;
  const limbs = Math.ceil((bits + 1) / LIMB_BITS);
  const worth = ((1n << BigInt(bits)) - p) << BigInt(limbs * LIMB_BITS - bits);
  return limbs <= MAXIMUM_LIMBS && worth < MAXIMUM_FOLD ? { p, limbs, fold: worth } : undefined;
}

export function limbsOf(value: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => {
    const rest = value >> BigInt(index * LIMB_BITS);
    return index === count - 1 ? rest : BigInt.asUintN(LIMB_BITS, rest);
  });
}

/** target = a b. Parameters are addresses. */
export function multiplication(field: Field): WasmFunction {
  const { limbs } = field;
  const a = (index: number) => 3 + index;
  const b = (index: number) => 3 + limbs + index;
  const products = (column: number): Code[] =>
    range(Math.max(0, column - limbs + 1), Math.min(column, limbs - 1)).map((index) => [
      get(a(index)),
      get(b(column - index)),
      i64.mul,
    ]);
  return {
    name: 'multiply',
    parameters: 3,
    locals: wide(4 * limbs + 1),
    body: [loaded(limbs, 1, a), loaded(limbs, 2, b), reduced(field, products, 3 + 2 * limbs)],
  };
}

/** target = a^2: products of different limbs occur twice and are taken once, of a doubled limb. */
export function squaring(field: Field): WasmFunction {
  const { limbs } = field;
  const a = (index: number) => 2 + index;
  const doubled = (index: number) => 2 + limbs + index;
  const products = (column: number): Code[] => {
    const lowest = Math.max(0, column - limbs + 1);
    const mixed = range(lowest, Math.ceil(column / 2) - 1).map(
      (index): Code => [get(a(index)), get(doubled(column - index)), i64.mul],
    );
    const middle = get(a(column / 2));
    return column % 2 === 0 ? [...mixed, [middle, middle, i64.mul]] : mixed;
  };
  const doubling = range(0, limbs - 1).map((index) =>
    set(doubled(index), [get(a(index)), i64.constant(1n), i64.shl]),
  );
  return {
    name: 'square',
    parameters: 2,
    locals: wide(4 * limbs + 1),
    body: [loaded(limbs, 1, a), doubling, reduced(field, products, 2 + 2 * limbs)],
  };
}

/** target = the sum of the operands, each times its coefficient; a multiple of p keeps it above zero. */
export function linear(name: string, field: Field, coefficients: readonly number[]): WasmFunction {
  const { limbs } = field;
  const parameters = 1 + coefficients.length;
  const carry = parameters;
  const term = parameters + 1;
  const below = coefficients.reduce((sum, factor) => sum + Math.max(0, -factor), 0);
  const bits = field.p.toString(2).length;
  const bias = limbsOf((BigInt(below) << BigInt(limbs * LIMB_BITS - bits + 1)) * field.p, limbs);
  const sums = range(0, limbs - 1).map((index): Code => {
    const terms = coefficients.map((factor, operand): Code => {
      const limb = i64.load32(get(1 + operand), index * 4);
      return factor === 1 ? limb : [limb, i64.constant(BigInt(factor)), i64.mul];
    });
    const carried = index === 0 ? [] : [get(carry)];
    return [
      set(term, fold(i64.add, [...terms, i64.constant(bias[index] ?? 0n), ...carried])),
      set(carry, [get(term), WIDTH, i64.shrS]),
      set(term + 1 + index, [get(term), MASK, i64.and]),
    ];
  });
  const lowest = [get(term + 1), [get(carry), i64.constant(field.fold), i64.mul], i64.add];
  const stored = range(0, limbs - 1).map((index) =>
    i64.store32(get(0), index === 0 ? lowest : get(term + 1 + index), index * 4),
  );
  // All operands are read before the target is written: it may be one of them.
  return { name, parameters, locals: wide(2 + limbs), body: [sums, stored] };
}

function loaded(limbs: number, parameter: number, local: (index: number) => number): Code {
  return range(0, limbs - 1).map((index) => set(local(index), i64.load32(get(parameter), index * 4)));
}

/** Sums the columns from the limbs upwards first, then the lower ones with what the upper ones are worth. */
function reduced(field: Field, products: (column: number) => readonly Code[], first: number): Code {
  const { limbs } = field;
  const upper = (index: number) => first + index;
  const lower = (index: number) => first + limbs + index;
  const carry = first + 2 * limbs;
  const worth = i64.constant(field.fold);
  const column = (target: number, terms: readonly Code[]): Code => [
    set(target, fold(i64.add, terms)),
    set(carry, [get(target), WIDTH, i64.shrU]),
    set(target, [get(target), MASK, i64.and]),
  ];
  return [
    range(0, limbs - 2).map((index) =>
      column(upper(index), [...products(limbs + index), ...(index === 0 ? [] : [get(carry)])]),
    ),
    set(upper(limbs - 1), get(carry)),
    range(0, limbs - 1).map((index) =>
      column(lower(index), [
        ...products(index),
        [get(upper(index)), worth, i64.mul],
        ...(index === 0 ? [] : [get(carry)]),
      ]),
    ),
    tee(carry, [get(lower(0)), [get(carry), worth, i64.mul], i64.add]),
    set(lower(1), [WIDTH, i64.shrU, get(lower(1)), i64.add]),
    set(lower(0), [get(carry), MASK, i64.and]),
    range(0, limbs - 1).map((index) => i64.store32(get(0), get(lower(index)), index * 4)),
  ];
}

function wide(count: number): ValueType[] {
  return Array<ValueType>(count).fill('i64');
}

/** From `low` to `high`, both included; empty where `high` is below `low`. */
function range(low: number, high: number): number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index);
}
