/**
 * Case `untrusted`: the chain ends in a root that is in nobody's list; the time-stamp is the state's own.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const untrusted: ForgedCase = {
  id: 'untrusted',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'untrusted', (times) => times.recent)),
};
