/**
 * The named curves of the suite table, by the name that JWK gives them.
 *
 * @module
 */
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { TamgaError } from '../model/error';

const CURVES = new Map([
  ['P-256', p256],
  ['P-384', p384],
  ['P-521', p521],
]);

export type Curve = typeof p256;

export function curveByName(name: string): Curve {
  const curve = CURVES.get(name);
  if (curve === undefined) throw new TamgaError('TAMGA-E-SUITE', `the forge has no curve ${name}`);
  return curve;
}
