/**
 * Case `issuer-by-aia`: the issuing CA is embedded nowhere; only the authority information access extension says where it is.
 *
 * @module
 */
import { signProduct } from '../product';
import { timeStampOver } from '../time-stamp';
import { type ForgedCase, productOf } from './case';
import { hierarchyOf } from './signed';

export const issuerByAia: ForgedCase = {
  id: 'issuer-by-aia',
  // Longer levels embed what the signature is validated with, the CA among it.
  existsFor: ({ level }) => level === 'none' || level === 'B-B' || level === 'B-T',
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    const { certificate } = product.identity;
    const hierarchy = hierarchyOf(request);
    const { timeStamping } = hierarchy;
    // The authority of the time-stamp hangs under the same CA: its token must not bring it along.
    const alone = { ...hierarchy, timeStamping: { ...timeStamping, chain: [] } };
    return signProduct(product, {
      certificates: [certificate],
      timeStamp: timeStampOver(alone, product.times.stamped),
    });
  },
};
