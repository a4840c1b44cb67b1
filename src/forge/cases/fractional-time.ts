/**
 * Case `fractional-time`: the time in the token has a fraction of a second, as RFC 3161 section 2.4.2 allows.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

/** No zero at the end: RFC 3161 section 2.4.2 forbids it. */
const MILLISECONDS = 123;

export const fractionalTime: ForgedCase = {
  id: 'fractional-time',
  existsFor: always,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    const stamped = new Date(product.times.stamped.getTime() + MILLISECONDS);
    return signProduct({ ...product, times: { ...product.times, stamped } });
  },
};
