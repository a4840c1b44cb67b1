/**
 * Case `indefinite-length`: BER with indefinite lengths and chunked content outside of what is signed.
 *
 * @module
 */
import { signProduct } from '../product';
import { type ForgedCase, productOf } from './case';

export const indefiniteLength: ForgedCase = {
  id: 'indefinite-length',
  existsFor: ({ format }) => format === 'CAdES',
  mint: (request) =>
    signProduct(
      productOf(request, 'good', (times) => times.recent),
      { indefiniteLength: true },
    ),
};
