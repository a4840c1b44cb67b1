/** The generated field arithmetic against BigInt, at the limits of its limbs too. */
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzCount, seededScalar } from '../../testing/seeded';
import { GOST_CURVES } from './curves';
import { type Field, fieldOf, LIMB_BITS } from './field-wasm';
import { createPointMachine, type PointMachine, readNumber } from './point-machine';
import { pointModule } from './point-wasm';

/** What the functions promise of what they leave behind, and may be given. */
const LARGEST_LIMB = 2 ** LIMB_BITS + 2 ** 26 - 1;

for (const curve of [GOST_CURVES['cryptopro-a'], GOST_CURVES['tc26-256-a'], GOST_CURVES['tc26-512-a']]) {
  test(`${curve.name}: products, squares and opposites are those of BigInt`, () => {
    const machine = createPointMachine(curve, 0);
    if (machine === undefined) throw new Error('this host has WebAssembly');
    const { p } = curve;
    const inputs = samples(machine.field);
    for (const [index, a] of inputs.entries()) {
      const b = inputs[(index * 7 + 3) % inputs.length] ?? a;
      const first: number = machine.free;
      const second = machine.free + 80;
      const target: number = machine.layout.spare;
      machine.words.set(a, first / 4);
      machine.words.set(b, second / 4);
      const [x, y] = [numberOf(a), numberOf(b)];
      machine.multiply(target, first, second);
      equal(checked(machine, target), (x * y) % p, `product ${index}`);
      machine.square(target, first);
      equal(checked(machine, target), (x * x) % p, `square ${index}`);
      machine.negate(target, first);
      equal((checked(machine, target) + x) % p, 0n, `opposite ${index}`);
      // The target may be an operand.
      machine.multiply(first, first, second);
      equal(checked(machine, first), (x * y) % p, `product in place ${index}`);
    }
  });
}

test('a prime of another form has no field here', () => {
  equal(fieldOf(GOST_CURVES['rfc5832-test'].p), undefined);
  equal(fieldOf(2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n), undefined);
});

test('the generator gives the same octets every time', () => {
  const field = fieldOf(GOST_CURVES['tc26-512-a'].p);
  if (field === undefined) throw new Error('2^512 - 569 is of the form');
  deepEqual(pointModule(field, true, 1), pointModule(field, true, 1));
});

/** Reduced, after a look at the limbs. */
function checked(machine: PointMachine, address: number): bigint {
  const limbs = machine.words.subarray(address / 4, address / 4 + machine.field.limbs);
  equal(
    limbs.every((limb) => limb <= LARGEST_LIMB),
    true,
    'limbs keep their bound',
  );
  return readNumber(machine, address);
}

function samples({ p, limbs }: Field): Uint32Array[] {
  const filled = (limb: number) => new Uint32Array(limbs).fill(limb);
  const values = [0n, 1n, 2n, p - 1n, p, p + 1n, 2n * p, 2n ** BigInt(LIMB_BITS * limbs) - 1n];
  const seeded = Array.from({ length: fuzzCount(200, 5000) }, (_, index) =>
    seededScalar(`field ${index}`, p),
  );
  return [
    filled(LARGEST_LIMB),
    filled(2 ** LIMB_BITS - 1),
    filled(2 ** LIMB_BITS),
    ...[...values, ...seeded].map((value) => limbsOfValue(value, limbs)),
  ];
}

function limbsOfValue(value: bigint, limbs: number): Uint32Array {
  return Uint32Array.from({ length: limbs }, (_, index) =>
    Number(BigInt.asUintN(LIMB_BITS, value >> BigInt(index * LIMB_BITS))),
  );
}

function numberOf(limbs: Uint32Array): bigint {
  return limbs.reduceRight((sum, limb) => (sum << BigInt(LIMB_BITS)) + BigInt(limb), 0n);
}
