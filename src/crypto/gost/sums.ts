/**
 * Sums of a multiple of the generator and a multiple of a public key, in a generated module, with tables that last.
 *
 * A key gets a table of its own from its fourth use on; before, and when it has lost its place to a key used later, only its
 * first odd multiples are laid out. All inputs are public: nothing here takes care to hide them.
 *
 * @module
 */
import type { CurveName, GostCurve } from './curves';
import { nonAdjacentDigits, windowCount, windowDigits } from './digits';
import { invert } from './invert';
import {
  createPointMachine,
  layTable,
  type PointMachine,
  readNumber,
  startWith,
  writePoint,
} from './point-machine';
import { addition, DOUBLE } from './point-wasm';
import { type AffinePoint, nobleMultiple, nobleSumMatches, type SumMatches } from './points';

/** Bits of a digit: of the generator, whose table lasts; of a key with a table; of a key without. */
const GENERATOR_WIDTH = 7;
const KEY_WIDTH = 5;
const FEW_WIDTH = 5;
const FEW = 2 ** (FEW_WIDTH - 1);

export const USES_BEFORE_TABLE = 3;
/** Tables of keys per curve: the one not used for longest makes room. */
export const KEY_TABLES = 32;

interface Table {
  readonly at: number;
  readonly width: number;
  readonly windows: number;
}

interface Key {
  readonly point: AffinePoint;
  uses: number;
}

interface Place {
  readonly table: Table;
  owner: Key | undefined;
  lastUse: number;
}

interface Sums {
  readonly curve: GostCurve;
  readonly machine: PointMachine;
  readonly bits: number;
  readonly generator: Table;
  /** Where the few multiples of a key without a table are laid out. */
  readonly few: number;
  readonly places: readonly Place[];
  clock: number;
}

const made = new Map<CurveName, Sums | undefined>();

/** In the module where there is one, else with @noble/curves. */
export function sumMatchesOf(curve: GostCurve, point: AffinePoint): SumMatches {
  const sums = sumsOf(curve);
  if (sums === undefined) return nobleSumMatches(curve, point);
  const key: Key = { point, uses: 0 };
  return (g, k, r) => {
    key.uses++;
    const place = key.uses > USES_BEFORE_TABLE ? placeOf(sums, key) : undefined;
    const count =
      place === undefined ? programmeWithFew(sums, key, g, k) : programmeWithTable(sums, place, g, k);
    sums.machine.run(count);
    return abscissaMatches(sums, r) ?? nobleSumMatches(curve, point)(g, k, r);
  };
}

/** A multiple of the generator. The time that it takes depends on the scalar, which may be a test key's secret at most. */
export function multipleOf(curve: GostCurve, scalar: bigint): AffinePoint {
  const sums = sumsOf(curve);
  if (sums === undefined) return nobleMultiple(curve, scalar);
  sums.machine.run(appendDigits(sums, sums.generator, scalar, 0, true));
  return affineResult(sums) ?? nobleMultiple(curve, scalar);
}

/** In the subgroup of order q: q - 1 times the point is its opposite. The curves with cofactor 4 have points outside it. */
export function isInSubgroup(curve: GostCurve, point: AffinePoint): boolean {
  const { p, q } = curve;
  const sums = sumsOf(curve);
  let found: AffinePoint | undefined;
  if (sums !== undefined) {
    sums.machine.run(programmeWithFew(sums, { point, uses: 0 }, 0n, q - 1n));
    found = affineResult(sums);
  }
  found ??= nobleMultiple(curve, q - 1n, point);
  return found.x === point.x && (found.y + point.y) % p === 0n;
}

function affineResult({ machine, curve }: Sums): AffinePoint | undefined {
  const { point, size } = machine.layout;
  const { p } = curve;
  const z = readNumber(machine, point + 2 * size);
  if (z === 0n) return undefined;
  const inverse = invert(z, p);
  const square = (inverse * inverse) % p;
  return {
    x: (readNumber(machine, point) * square) % p,
    y: (((readNumber(machine, point + size) * square) % p) * inverse) % p,
  };
}

function sumsOf(curve: GostCurve): Sums | undefined {
  if (!made.has(curve.name)) made.set(curve.name, createSums(curve));
  return made.get(curve.name);
}

function createSums(curve: GostCurve): Sums | undefined {
  const bits = curve.length * 8;
  const pointsOf = (width: number) => windowCount(bits, width) * 2 ** (width - 1);
  const points = pointsOf(GENERATOR_WIDTH) + FEW + KEY_TABLES * pointsOf(KEY_WIDTH);
  const machine = createPointMachine(curve, points);
  if (machine === undefined) return undefined;
  const { free, pointLength } = machine;
  const generator = { at: free, width: GENERATOR_WIDTH, windows: windowCount(bits, GENERATOR_WIDTH) };
  const few = free + pointsOf(GENERATOR_WIDTH) * pointLength;
  const places = Array.from({ length: KEY_TABLES }, (_, index): Place => {
    const at = few + (FEW + index * pointsOf(KEY_WIDTH)) * pointLength;
    return {
      table: { at, width: KEY_WIDTH, windows: windowCount(bits, KEY_WIDTH) },
      owner: undefined,
      lastUse: 0,
    };
  });
  fillTable(machine, generator, curve);
  return { curve, machine, bits, generator, few, places, clock: 0 };
}

function fillTable(machine: PointMachine, { at, width, windows }: Table, point: AffinePoint): void {
  writePoint(machine, at, point);
  layTable(machine, at, width, windows, 2 ** (width - 1));
}

function placeOf(sums: Sums, key: Key): Place | undefined {
  let [found] = sums.places;
  for (const place of sums.places) {
    if (place.owner === key) {
      found = place;
      break;
    }
    if (found === undefined || place.lastUse < found.lastUse) found = place;
  }
  if (found === undefined) return undefined;
  if (found.owner !== key) {
    found.owner = key;
    fillTable(sums.machine, found.table, key.point);
  }
  found.lastUse = ++sums.clock;
  return found;
}

/** No doubling at all: every digit of either scalar selects a point of its own window. */
function programmeWithTable(sums: Sums, { table }: Place, g: bigint, k: bigint): number {
  const count = appendDigits(sums, sums.generator, g, 0, true);
  return appendDigits(sums, table, k, count, false);
}

/** The key's scalar digit by digit with doublings between, then the generator's, which needs none. */
function programmeWithFew(sums: Sums, key: Key, g: bigint, k: bigint): number {
  const { machine, few, bits } = sums;
  writePoint(machine, few, key.point);
  layTable(machine, few, 1, 1, FEW);
  const digits = nonAdjacentDigits(k, FEW_WIDTH, bits);
  let count = 0;
  let started = false;
  for (let at = bits; at >= 0; at--) {
    const digit = digits[at] ?? 0;
    if (started) machine.steps[count++] = DOUBLE;
    if (digit === 0) continue;
    const address = few + (Math.abs(digit) - 1) * machine.pointLength;
    if (started) machine.steps[count++] = addition(address, digit < 0);
    else startWith(machine, machine.layout.point, address, digit < 0);
    started = true;
  }
  return appendDigits(sums, sums.generator, g, count, !started);
}

/** Appends the additions of a scalar's digits; the first starts the sum where nothing has. */
function appendDigits(sums: Sums, table: Table, scalar: bigint, from: number, starts: boolean): number {
  const { machine } = sums;
  const { steps, pointLength } = machine;
  const half = 2 ** (table.width - 1);
  const digits = windowDigits(scalar, table.width, table.windows);
  let count = from;
  let starting = starts;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits[index] ?? 0;
    if (digit === 0) continue;
    const address = table.at + (index * half + Math.abs(digit) - 1) * pointLength;
    if (starting) startWith(machine, machine.layout.point, address, digit < 0);
    else steps[count++] = addition(address, digit < 0);
    starting = false;
  }
  return count;
}

/** Undefined where Z is zero: the sum is the point at infinity, or an addition met equal or opposite points. */
function abscissaMatches({ machine, curve }: Sums, r: bigint): boolean | undefined {
  const { p, q } = curve;
  const { point, size } = machine.layout;
  const z = readNumber(machine, point + 2 * size);
  if (z === 0n) return undefined;
  const x = readNumber(machine, point);
  const square = (z * z) % p;
  // The abscissa x / z^2 is only known modulo q to be r: it is r, or r and some times q.
  for (let candidate = r; candidate < p; candidate += q) if ((candidate * square) % p === x) return true;
  return false;
}
