/**
 * Case `gost-time-stamp`: a signature with a common algorithm, time-stamped by a national authority.
 *
 * @module
 */
import { signProduct } from '../product';
import { timeStampOver } from '../time-stamp';
import { type ForgedCase, productOf } from './case';
import { isCommonBesideNational, nationalOf } from './national';

export const gostTimeStamp: ForgedCase = {
  id: 'gost-time-stamp',
  existsFor: isCommonBesideNational,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, { timeStamp: timeStampOver(nationalOf(request), product.times.stamped) });
  },
};
