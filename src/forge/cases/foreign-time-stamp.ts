/**
 * Case `foreign-time-stamp`: the token comes from the authority of another state.
 *
 * @module
 */
import { signProduct } from '../product';
import { timeStampOver } from '../time-stamp';
import { type ForgedCase, productOf } from './case';

export const foreignTimeStamp: ForgedCase = {
  id: 'foreign-time-stamp',
  existsFor: (_product, { foreign }) => foreign !== undefined,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, {
      timeStamp: timeStampOver(request.foreign ?? request.state, product.times.stamped),
    });
  },
};
