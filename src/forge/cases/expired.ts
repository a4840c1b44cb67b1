/**
 * Case `expired`: claimed and time-stamped after the certificate expired and its status was forgotten.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const expired: ForgedCase = {
  id: 'expired',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'expired', (times) => times.late)),
};
