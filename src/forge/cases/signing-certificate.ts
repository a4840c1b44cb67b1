/**
 * Case `signing-certificate`: sid names certificate A and A's key signed, but the signed attribute names certificate B.
 *
 * B has another key and is not embedded, so nothing in the file proves which certificate the signer meant.
 *
 * @module
 */
import { isAdes } from '../../model/forms';
import { signProduct } from '../product';
import { type ForgedCase, productOf } from './case';

export const signingCertificate: ForgedCase = {
  id: 'signing-certificate',
  // The plain formats have nothing that binds the certificate.
  existsFor: ({ format }) => isAdes(format),
  mint: (request) => {
    const other = request.state.signer(request.product.suite, 'other').certificate;
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, { signingCertificate: other });
  },
};
