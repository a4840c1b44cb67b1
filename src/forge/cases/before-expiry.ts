/**
 * Case `before-expiry`: time-stamped while the certificate, expired since, was valid.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const beforeExpiry: ForgedCase = {
  id: 'before-expiry',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'before-expiry', (times) => times.early)),
};
