/**
 * Case `clock-skew`: the clock of the signer is four minutes ahead of that of the time-stamping authority.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

const FOUR_MINUTES = 4 * 60 * 1000;

export const clockSkew: ForgedCase = {
  id: 'clock-skew',
  existsFor: always,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    const claimed = new Date(product.times.stamped.getTime() + FOUR_MINUTES);
    return signProduct({ ...product, times: { ...product.times, claimed } });
  },
};
