/**
 * Case `signed-attribute`: the signing-time is one second later than the one that was signed, nothing else differs.
 *
 * @module
 */
import { signProduct } from '../product';
import { type ForgedCase, productOf } from './case';

export const signedAttribute: ForgedCase = {
  id: 'signed-attribute',
  // XMLDSig and JWS sign no time.
  existsFor: ({ format }) => format !== 'XMLDSig' && format !== 'JWS',
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, { claimed: new Date(product.times.claimed.getTime() + 1000) });
  },
};
