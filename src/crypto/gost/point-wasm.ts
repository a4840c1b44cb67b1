/**
 * Generates the point operations of a curve as a WebAssembly module: Jacobian coordinates, and a programme of operations.
 *
 * The formulas are incomplete: where the points of an addition are equal or opposite, Z becomes zero modulo p and stays so,
 * and the caller decides by other means.
 *
 * @see {@link https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian.html Explicit-Formulas Database}
 * @module
 */
import { type Field, linear, multiplication, squaring } from './field-wasm';
import {
  type Code,
  call,
  get,
  i32,
  repeatWhile,
  set,
  tee,
  type WasmFunction,
  wasmModule,
  when,
} from './wasm';

/** Sums of multiples that the formulas need, as coefficients. */
const SUMS = {
  plus: [1, 1],
  minus: [1, -1],
  negate: [-1],
  twice: [2],
  thrice: [3],
  threeAndOne: [3, 1],
  minusEight: [1, -8],
  fourMinus: [4, -1],
  minusMinusTwice: [1, -1, -2],
} as const;

const NAMES = ['multiply', 'square', ...Object.keys(SUMS), 'double', 'add', 'run'];

/** Numbers that the functions use, and numbers left to the caller. */
const SCRATCH = 8;
const SPARE = 3;

export interface PointLayout {
  /** Octets of one number. */
  readonly size: number;
  /** The coefficient a, then the number one. */
  readonly coefficient: number;
  readonly one: number;
  readonly scratch: number;
  /** For three numbers of the caller. */
  readonly spare: number;
  /** X, Y and Z of the point that the programme works on. */
  readonly point: number;
  /** Behind all that. */
  readonly end: number;
}

export function pointLayout(field: Field): PointLayout {
  const size = field.limbs * 4;
  const scratch = 2 * size;
  const spare = scratch + SCRATCH * size;
  const point = spare + SPARE * size;
  return { size, coefficient: 0, one: size, scratch, spare, point, end: point + 3 * size };
}

/** One step of a programme: double the point, or add or subtract the affine point at an address. */
export const DOUBLE = 0;
export const addition = (address: number, negative: boolean): number => (negative ? address + 1 : address);

/** Functions: `multiply`, `square`, the sums, `double(point)`, `add(point, affine, negative)`, `run(steps, count)`. */
export function pointModule(field: Field, minusThree: boolean, pages: number): Uint8Array {
  const sums = Object.entries(SUMS).map(([name, coefficients]) => linear(name, field, coefficients));
  const layout = pointLayout(field);
  return wasmModule(
    [
      multiplication(field),
      squaring(field),
      ...sums,
      doubling(layout, minusThree),
      mixedAddition(layout),
      programme(layout),
    ],
    pages,
  );
}

function invoke(name: string, ...values: readonly Code[]): Code {
  return call(NAMES.indexOf(name), ...values);
}

/** dbl-2001-b where a = -3, else with alpha = 3 X^2 + a Z^4. */
function doubling(layout: PointLayout, minusThree: boolean): WasmFunction {
  const [x, y, z] = coordinates(layout, get(0));
  const [delta, gamma, beta, alpha, u, v] = scratch(layout);
  const slope: Code = minusThree
    ? [
        invoke('minus', u, x, delta),
        invoke('plus', v, x, delta),
        invoke('multiply', u, u, v),
        invoke('thrice', alpha, u),
      ]
    : [
        invoke('square', u, x),
        invoke('square', v, delta),
        invoke('multiply', v, v, i32.constant(layout.coefficient)),
        invoke('threeAndOne', alpha, u, v),
      ];
  return {
    name: 'double',
    parameters: 1,
    locals: [],
    body: [
      invoke('square', delta, z),
      invoke('square', gamma, y),
      invoke('multiply', beta, x, gamma),
      slope,
      invoke('multiply', z, y, z),
      invoke('twice', z, z),
      invoke('square', u, alpha),
      invoke('minusEight', x, u, beta),
      invoke('fourMinus', u, beta, x),
      invoke('multiply', u, alpha, u),
      invoke('square', v, gamma),
      invoke('minusEight', y, u, v),
    ],
  };
}

/** The affine point at parameter 1, or its opposite, added to the point at parameter 0. */
function mixedAddition(layout: PointLayout): WasmFunction {
  const [x1, y1, z1] = coordinates(layout, get(0));
  const [x2, y2] = coordinates(layout, get(1));
  const [zz, h, r, hh, hhh, v, t, opposite] = scratch(layout);
  const ordinate = 3;
  return {
    name: 'add',
    parameters: 3,
    locals: ['i32'],
    body: [
      set(ordinate, y2),
      when(get(2), [invoke('negate', opposite, y2), set(ordinate, opposite)]),
      invoke('square', zz, z1),
      invoke('multiply', h, x2, zz),
      invoke('minus', h, h, x1),
      invoke('multiply', zz, zz, z1),
      invoke('multiply', r, get(ordinate), zz),
      invoke('minus', r, r, y1),
      invoke('square', hh, h),
      invoke('multiply', hhh, hh, h),
      invoke('multiply', v, x1, hh),
      invoke('multiply', z1, z1, h),
      invoke('square', t, r),
      invoke('minusMinusTwice', x1, t, hhh, v),
      invoke('minus', v, v, x1),
      invoke('multiply', v, v, r),
      invoke('multiply', hhh, hhh, y1),
      invoke('minus', y1, v, hhh),
    ],
  };
}

/** `count` steps from an address on, each a 32-bit word. */
function programme(layout: PointLayout): WasmFunction {
  const point = i32.constant(layout.point);
  const [at, left, step] = [0, 1, 2];
  return {
    name: 'run',
    parameters: 2,
    locals: ['i32'],
    body: repeatWhile(
      [
        set(step, i32.load(get(at))),
        when(
          get(step),
          invoke('add', point, [get(step), i32.constant(-2), i32.and], [get(step), i32.constant(1), i32.and]),
          invoke('double', point),
        ),
        set(at, [get(at), i32.constant(4), i32.add]),
      ],
      tee(left, [get(left), i32.constant(1), i32.sub]),
    ),
  };
}

function coordinates({ size }: PointLayout, address: Code): [Code, Code, Code] {
  const at = (offset: number): Code => [address, i32.constant(offset), i32.add];
  return [address, at(size), at(2 * size)];
}

type Eight<Item> = [Item, Item, Item, Item, Item, Item, Item, Item];

function scratch({ size, scratch: from }: PointLayout): Eight<Code> {
  const at = (index: number): Code => i32.constant(from + index * size);
  return [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)];
}
