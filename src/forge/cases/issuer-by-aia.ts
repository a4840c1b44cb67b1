/**
 * Case `issuer-by-aia`: the issuing CA is not embedded; only the authority information access extension says where it is.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const issuerByAia: ForgedCase = {
  id: 'issuer-by-aia',
  existsFor: always,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, { certificates: [product.identity.certificate] });
  },
};
