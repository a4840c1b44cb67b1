/**
 * Case `revoked`: claimed and time-stamped after the certificate was revoked.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const revoked: ForgedCase = {
  id: 'revoked',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'revoked', (times) => times.late)),
};
