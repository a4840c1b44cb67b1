/**
 * Case `cyrillic-names`: names in Cyrillic, as UTF8String and BMPString side by side.
 *
 * @module
 */
import { signProduct } from '../product';
import { always, type ForgedCase, productOf } from './case';

export const cyrillicNames: ForgedCase = {
  id: 'cyrillic-names',
  existsFor: always,
  mint: (request) => signProduct(productOf(request, 'cyrillic-names', (times) => times.recent)),
};
