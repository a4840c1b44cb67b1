/** Public keys that are points, but not of the subgroup. */
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { seededScalar } from '../../testing/seeded';
import { GOST_CURVES, type GostCurve } from './curves';
import { invert } from './invert';
import { type AffinePoint, nobleMultiple, noblePoints } from './points';
import { readPublicKey, writePublicKey } from './public-key';

test('cofactor 4: points of small order and outside the subgroup are no keys', () => {
  const curve = GOST_CURVES['tc26-256-a'];
  const { p, a, b, q } = curve;
  const { Fp } = noblePoints(curve);
  const found: Record<string, number> = {};
  const count = (point: AffinePoint) => {
    const reading = readPublicKey(curve, writePublicKey(curve, point));
    const result = reading.accepted ? 'accepted' : reading.reason;
    found[result] = (found[result] ?? 0) + 1;
  };
  for (let index = 0; index < 60; index++) {
    const x = seededScalar(`abscissa ${index}`, p);
    const square = (x * x * x + a * x + b) % p;
    // Half of all abscissas have no point.
    if (Fp.pow(square, (p - 1n) / 2n) !== 1n) continue;
    const point = { x, y: Fp.sqrt(square) };
    count(point);
    // q times the point has lost its part of order q.
    const multiple = nobleMultiple(curve, q - 1n, point);
    if (multiple.x !== point.x) count(chord(curve, multiple, point));
  }
  const { accepted = 0, ...refused } = found;
  deepEqual(Object.keys(refused).sort(), ['key-outside-subgroup', 'key-small-order']);
  equal(accepted > 0, true, 'one point in four is in the subgroup');
  equal(refused['key-small-order'], refused['key-outside-subgroup']);
});

/** The sum of two points with different abscissas. */
function chord({ p }: GostCurve, one: AffinePoint, other: AffinePoint): AffinePoint {
  const modulo = (value: bigint) => ((value % p) + p) % p;
  const slope = modulo((other.y - one.y) * invert(modulo(other.x - one.x), p));
  const x = modulo(slope * slope - one.x - other.x);
  return { x, y: modulo(slope * (one.x - x) - one.y) };
}
