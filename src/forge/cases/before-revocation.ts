/**
 * Case `before-revocation`: time-stamped while the certificate, revoked since, was good.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const beforeRevocation: ForgedCase = {
  id: 'before-revocation',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'revoked', (times) => times.early)),
};
