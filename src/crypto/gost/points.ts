/**
 * What a signature needs of a curve's arithmetic, and its reference: @noble/curves.
 *
 * @module
 */
import { type WeierstrassPointCons, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import type { CurveName, GostCurve } from './curves';

export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/** Answers whether the x coordinate of `g` times the generator plus `k` times the key is r modulo q. */
export type SumMatches = (g: bigint, k: bigint, r: bigint) => boolean;

const pointsOf = new Map<CurveName, WeierstrassPointCons<bigint>>();

export function noblePoints(curve: GostCurve): WeierstrassPointCons<bigint> {
  const known = pointsOf.get(curve.name);
  if (known !== undefined) return known;
  const { p, a, b, q: n, cofactor, x: Gx, y: Gy } = curve;
  const made = weierstrass({ p, a, b, n, h: BigInt(cofactor), Gx, Gy });
  pointsOf.set(curve.name, made);
  return made;
}

/** Of the generator, unless another point is given. */
export function nobleMultiple(curve: GostCurve, scalar: bigint, of: AffinePoint = curve): AffinePoint {
  const { x, y } = noblePoints(curve).fromAffine(of).multiplyUnsafe(scalar).toAffine();
  return { x, y };
}

export function nobleSumMatches(curve: GostCurve, key: AffinePoint): SumMatches {
  const points = noblePoints(curve);
  const point = points.fromAffine(key);
  return (g, k, r) => {
    const sum = points.BASE.multiplyUnsafe(g).add(point.multiplyUnsafe(k));
    return !sum.is0() && sum.toAffine().x % curve.q === r;
  };
}

/** Four times the point is the point at infinity: y = 0, or doubling gives such a point. */
export function hasSmallOrder(curve: GostCurve, { x, y }: AffinePoint): boolean {
  if (y === 0n) return true;
  // The doubled point has y = 0 exactly when its order divides 2, which a division-free form of the formula shows.
  const { p, a } = curve;
  const slope = 3n * x * x + a;
  const [square, four] = [slope * slope, 4n * y * y];
  // x' = square / four - 2x; y' = slope (x - x') / 2y - y, cleared of denominators.
  return (slope * (3n * x * four - square) - 2n * y * y * four) % p === 0n;
}
