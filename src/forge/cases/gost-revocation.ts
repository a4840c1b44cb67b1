/**
 * Case `gost-revocation`: a signer with a common algorithm under a national authority, whose CRL and OCSP answers are national, too.
 *
 * @module
 */
import { signProduct } from '../product';
import { type ForgedCase, productOf } from './case';
import { isCommonBesideNational, nationalOf } from './national';

export const gostRevocation: ForgedCase = {
  id: 'gost-revocation',
  existsFor: isCommonBesideNational,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct({ ...product, identity: nationalOf(request).signer(request.product.suite) });
  },
};
