/**
 * Case `good-forged`: a correct signature, the twin of every negative.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const goodForged: ForgedCase = {
  id: 'good-forged',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'good', (times) => times.recent)),
};
