/** Multiples and sums in the generated module against @noble/curves. */
import { deepEqual, equal } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../model/package-root';
import { fuzzCount, seededScalar } from '../../testing/seeded';
import { type CurveName, GOST_CURVES } from './curves';
import { noblePoints, nobleSumMatches } from './points';
import { signGost } from './signing';
import { multipleOf, sumMatchesOf, USES_BEFORE_TABLE } from './sums';

const COUNT = fuzzCount(12, 300);
const CURVES: readonly CurveName[] = ['cryptopro-a', 'tc26-256-a', 'tc26-512-a', 'rfc5832-test'];

for (const name of CURVES) {
  const curve = GOST_CURVES[name];

  test(`${name}: multiples of the generator are those of @noble/curves`, () => {
    const { q } = curve;
    const special = [1n, 2n, 3n, 63n, 64n, 65n, 127n, 128n, 129n, q / 2n, q - 2n, q - 1n];
    const seeded = Array.from({ length: COUNT }, (_, index) => seededScalar(`multiple ${index}`, q));
    for (const scalar of [...special, ...seeded]) {
      const expected = noblePoints(curve).BASE.multiplyUnsafe(scalar).toAffine();
      deepEqual(multipleOf(curve, scalar), { x: expected.x, y: expected.y }, String(scalar));
    }
  });

  test(`${name}: sums are those of @noble/curves, with few multiples and with a table`, () => {
    const { q } = curve;
    const secret = seededScalar(`sum ${name}`, q);
    const key = multipleOf(curve, secret);
    const [own, reference] = [sumMatchesOf(curve, key), nobleSumMatches(curve, key)];
    for (let index = 0; index < COUNT; index++) {
      const [g, k] = [seededScalar(`g ${index}`, q), seededScalar(`k ${index}`, q)];
      const r = multipleOf(curve, (g + k * secret) % q).x % q;
      deepEqual([own(g, k, r), reference(g, k, r)], [true, true]);
      const wrong = (r + 1n) % q;
      deepEqual([own(g, k, wrong), reference(g, k, wrong)], [false, false]);
    }
  });

  test(`${name}: sums that the formulas do not hold for are still right`, () => {
    const { q } = curve;
    const generator = { x: curve.x, y: curve.y };
    const opposite = { x: curve.x, y: curve.p - curve.y };
    for (const [key, sign] of [
      [generator, 1n],
      [opposite, -1n],
    ] as const) {
      const [few, table] = [sumMatchesOf(curve, key), sumMatchesOf(curve, key)];
      for (let use = 0; use <= USES_BEFORE_TABLE; use++) table(1n, 2n, 1n);
      for (const [g, k] of [
        [1n, 1n],
        [5n, 5n],
        [5n, q - 5n],
        [q - 1n, 1n],
        [2n, 1n],
      ] as const) {
        const sum = (((g + sign * k) % q) + q) % q;
        const r = sum === 0n ? 1n : multipleOf(curve, sum).x % q;
        deepEqual([few(g, k, r), table(g, k, r)], [sum !== 0n, sum !== 0n], `${g} and ${k} times ${sign}`);
      }
    }
  });
}

test('a host without WebAssembly verifies with @noble/curves', () => {
  const path = (name: string) => JSON.stringify(join(__dirname, name));
  const script = `
    const { gostPublicKey, signGost } = require(${path('signing')});
    const { verifyGost } = require(${path('signature')});
    const parameters = { curve: 'tc26-256-a', digest: 'streebog256', layout: 'rfc' };
    const [key, value] = [gostPublicKey('tc26-256-a', 123n), signGost(parameters, 123n, Buffer.from('abc'))];
    const outcomes = ['abc', 'abd'].map((text) => verifyGost(parameters, key, Buffer.from(text), value).valid);
    console.log(typeof WebAssembly, Buffer.from(value).toString('hex'), ...outcomes);`;
  const loader = __filename.endsWith('.ts') ? ['-r', 'ts-node/register/transpile-only'] : [];
  const { stdout } = spawnSync(process.execPath, ['--jitless', ...loader, '-e', script], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  const parameters = { curve: 'tc26-256-a', digest: 'streebog256', layout: 'rfc' } as const;
  const value = Buffer.from(signGost(parameters, 123n, Buffer.from('abc'))).toString('hex');
  equal(stdout.trim(), `undefined ${value} true false`);
});
