/**
 * Case `ocsp-unreachable`: the OCSP address in the certificate answers nobody, the CRL is there.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const ocspUnreachable: ForgedCase = {
  id: 'ocsp-unreachable',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'ocsp-unreachable', (times) => times.recent)),
};
