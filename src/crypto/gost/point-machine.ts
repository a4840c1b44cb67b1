/**
 * A curve at work in its generated module: numbers go in, tables of multiples are laid out, programmes run.
 *
 * @module
 */
import type { GostCurve } from './curves';
import { type Field, fieldOf, LIMB_BITS, limbsOf } from './field-wasm';
import { invert } from './invert';
import { type PointLayout, pointLayout, pointModule } from './point-wasm';
import type { AffinePoint } from './points';
import { instantiate, type WasmInstance } from './wasm';

/** Longest programme: a doubling for every bit of a scalar and an addition for every digit of two. */
export const MAXIMUM_STEPS = 1024;
/** Points that are made affine together: one inversion for all. */
const BATCH = 1024;
const PAGE = 65_536;

/** The module of a curve, its memory, and where things lie in it. */
export interface PointMachine {
  readonly field: Field;
  readonly layout: PointLayout;
  readonly words: Uint32Array;
  /** Octets of an affine point. */
  readonly pointLength: number;
  /** Jacobian points of a batch, and behind them for each the product of all Z up to it. */
  readonly batch: number;
  /** The first address behind what the machine itself needs. */
  readonly free: number;
  readonly steps: Int32Array;
  readonly multiply: Operation;
  readonly square: Operation;
  readonly negate: Operation;
  readonly double: Operation;
  readonly add: Operation;
  /** Runs that many steps of the programme. */
  run(count: number): void;
}

type Operation = (...addresses: readonly number[]) => void;

/** With room for so many affine points. Undefined where the prime has another form or the host cannot run the module. */
export function createPointMachine(curve: GostCurve, points: number): PointMachine | undefined {
  const field = fieldOf(curve.p);
  if (field === undefined) return undefined;
  const layout = pointLayout(field);
  const batch = layout.end + MAXIMUM_STEPS * 4;
  const free = batch + BATCH * 4 * layout.size;
  const pointLength = 2 * layout.size;
  const pages = Math.ceil((free + points * pointLength) / PAGE);
  const instance = instantiate(pointModule(field, curve.a === curve.p - 3n, pages));
  if (instance === undefined) return undefined;
  const machine: PointMachine = {
    field,
    layout,
    words: new Uint32Array(instance.memory),
    pointLength,
    batch,
    free,
    steps: new Int32Array(instance.memory, layout.end, MAXIMUM_STEPS),
    ...operations(instance),
    run: runner(instance, layout.end),
  };
  writeNumber(machine, layout.coefficient, curve.a);
  writeNumber(machine, layout.one, 1n);
  return machine;
}

function operations(
  instance: WasmInstance,
): Pick<PointMachine, 'multiply' | 'square' | 'negate' | 'double' | 'add'> {
  return {
    multiply: instance.call('multiply'),
    square: instance.call('square'),
    negate: instance.call('negate'),
    double: instance.call('double'),
    add: instance.call('add'),
  };
}

function runner(instance: WasmInstance, steps: number): (count: number) => void {
  const run = instance.call('run');
  return (count) => {
    if (count > 0) run(steps, count);
  };
}

export function writeNumber({ field, words }: PointMachine, address: number, value: bigint): void {
  limbsOf(value, field.limbs).forEach((limb, index) => {
    words[address / 4 + index] = Number(limb);
  });
}

/** Reduced modulo p. */
export function readNumber({ field, words }: PointMachine, address: number): bigint {
  let value = 0n;
  for (let index = field.limbs - 1; index >= 0; index--) {
    value = (value << BigInt(LIMB_BITS)) + BigInt(words[address / 4 + index] ?? 0);
  }
  return value % field.p;
}

export function writePoint(machine: PointMachine, address: number, { x, y }: AffinePoint): void {
  writeNumber(machine, address, x);
  writeNumber(machine, address + machine.layout.size, y);
}

/** The affine point at `from` becomes a Jacobian one at `to`, or its opposite does. */
export function startWith(machine: PointMachine, to: number, from: number, negative: boolean): void {
  const { words, layout } = machine;
  const { size, one } = layout;
  words.copyWithin(to / 4, from / 4, (from + 2 * size) / 4);
  words.copyWithin((to + 2 * size) / 4, one / 4, (one + size) / 4);
  if (negative) machine.negate(to + size, to + size);
}

/** Affine multiples 1 to `count` of 2^(width i) P for i below `windows`, from `to` on; P is the affine point there. */
export function layTable(
  machine: PointMachine,
  to: number,
  width: number,
  windows: number,
  count: number,
): void {
  const { pointLength } = machine;
  const row = count * pointLength;
  layBases(machine, to, width, windows, row);
  const together = Math.max(1, Math.floor(BATCH / count));
  for (let first = 0; first < windows; first += together) {
    const rows = Math.min(together, windows - first);
    const base = to + first * row;
    for (let index = 0; index < rows; index++)
      layMultiples(machine, base + index * row, index * (count - 1), count);
    makeAffine(machine, rows * (count - 1), (index) => {
      const [inRow, within] = [Math.floor(index / (count - 1)), index % (count - 1)];
      return base + inRow * row + (within + 1) * pointLength;
    });
  }
}

/** The first point of every row: the one before, doubled `width` times. */
function layBases(machine: PointMachine, to: number, width: number, windows: number, row: number): void {
  const { words, batch, layout } = machine;
  const jacobian = 3 * layout.size;
  for (let index = 0; index < windows - 1; index++) {
    const at = batch + index * jacobian;
    if (index === 0) startWith(machine, at, to, false);
    else words.copyWithin(at / 4, (at - jacobian) / 4, at / 4);
    for (let count = 0; count < width; count++) machine.double(at);
  }
  makeAffine(machine, windows - 1, (index) => to + (index + 1) * row);
}

/** Twice, three times, … `count` times the affine point, into the batch from a position on. */
function layMultiples(machine: PointMachine, point: number, position: number, count: number): void {
  const { words, batch, layout } = machine;
  const jacobian = 3 * layout.size;
  for (let index = 0; index < count - 1; index++) {
    const at = batch + (position + index) * jacobian;
    if (index === 0) {
      startWith(machine, at, point, false);
      machine.double(at);
    } else {
      words.copyWithin(at / 4, (at - jacobian) / 4, at / 4);
      machine.add(at, point, 0);
    }
  }
}

/** Montgomery's trick: one inversion, of the product of all Z. */
function makeAffine(machine: PointMachine, count: number, target: (index: number) => number): void {
  if (count === 0) return;
  const { batch, layout, multiply, square, field } = machine;
  const { size, spare } = layout;
  const at = (index: number) => batch + index * 3 * size;
  const product = (index: number) => batch + BATCH * 3 * size + index * size;
  startProduct(machine, product(0), at(0) + 2 * size);
  for (let index = 1; index < count; index++)
    multiply(product(index), product(index - 1), at(index) + 2 * size);
  const [inverse, own, power] = [spare, spare + size, spare + 2 * size];
  writeNumber(machine, inverse, invert(readNumber(machine, product(count - 1)), field.p));
  for (let index = count - 1; index >= 0; index--) {
    multiply(own, inverse, index === 0 ? layout.one : product(index - 1));
    multiply(inverse, inverse, at(index) + 2 * size);
    square(power, own);
    multiply(target(index), at(index), power);
    multiply(power, power, own);
    multiply(target(index) + size, at(index) + size, power);
  }
}

function startProduct({ words, layout }: PointMachine, to: number, from: number): void {
  words.copyWithin(to / 4, from / 4, (from + layout.size) / 4);
}
