/**
 * Case `unknown-extension`: a national certificate extension that nobody else knows, not critical.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const unknownExtension: ForgedCase = {
  id: 'unknown-extension',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'unknown-extension', (times) => times.recent)),
};
