/**
 * A GOST public key from its octets: x, then y, each little-endian; anything else is refused with its reason.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9215#section-4 RFC 9215, section 4}
 * @module
 */
import type { GostCurve } from './curves';
import { fromLittleEndian, toLittleEndian } from './layouts';
import { type AffinePoint, hasSmallOrder } from './points';
import { isInSubgroup } from './sums';

export const KEY_REFUSALS = {
  'key-length': 'the public key is not two coordinates of the curve',
  'key-at-infinity': 'the public key is the point at infinity',
  'key-coordinate-range': 'a coordinate of the public key is not below the prime of the field',
  'key-off-curve': 'the public key is not a point of the curve',
  'key-small-order': 'the public key is a point of small order',
  'key-outside-subgroup': 'the public key is not a multiple of the generator',
} as const;
export type KeyRefusal = keyof typeof KEY_REFUSALS;

export type KeyReading =
  | { readonly accepted: true; readonly point: AffinePoint }
  | { readonly accepted: false; readonly reason: KeyRefusal };

export function readPublicKey(curve: GostCurve, octets: Uint8Array): KeyReading {
  const { length } = curve;
  if (octets.length !== 2 * length) return refused('key-length');
  // The point at infinity has no coordinates; zeros stand for it, and no curve here has the point (0, 0).
  if (octets.every((octet) => octet === 0)) return refused('key-at-infinity');
  const point = {
    x: fromLittleEndian(octets.subarray(0, length)),
    y: fromLittleEndian(octets.subarray(length)),
  };
  const reason = pointFault(curve, point);
  return reason === undefined ? { accepted: true, point } : refused(reason);
}

export function writePublicKey(curve: GostCurve, { x, y }: AffinePoint): Uint8Array {
  return Buffer.concat([toLittleEndian(x, curve.length), toLittleEndian(y, curve.length)]);
}

function pointFault(curve: GostCurve, point: AffinePoint): KeyRefusal | undefined {
  const { p, a, b, cofactor } = curve;
  const { x, y } = point;
  if (x >= p || y >= p) return 'key-coordinate-range';
  if ((y * y - (x * x + a) * x - b) % p !== 0n) return 'key-off-curve';
  // A curve of prime order has no other points than multiples of its generator.
  if (cofactor === 1) return undefined;
  if (hasSmallOrder(curve, point)) return 'key-small-order';
  return isInSubgroup(curve, point) ? undefined : 'key-outside-subgroup';
}

function refused(reason: KeyRefusal): KeyReading {
  return { accepted: false, reason };
}
