/**
 * Case `byte-order`: r and s are right and stand in the signature value as another state writes them.
 *
 * @module
 */
import type { LayoutName } from '../../crypto/gost/layouts';
import type { Suite } from '../../crypto/suites';
import { parametersOf } from '../gost-key';
import { signProduct } from '../product';
import { knownSuite } from '../signing';
import { type ForgedCase, productOf } from './case';

/** `rfc` and `uz` are one layout under two names, so either is foreign to `kz` alone. */
const FOREIGN: Readonly<Record<LayoutName, LayoutName>> = { rfc: 'kz', uz: 'kz', kz: 'rfc' };

export const byteOrder: ForgedCase = {
  id: 'byte-order',
  existsFor: ({ suite }) => knownSuite(suite).gost !== null,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, { calculation: inForeignLayout });
  },
};

function inForeignLayout(row: Suite): Suite {
  const gost = parametersOf(row);
  return { ...row, gost: { ...gost, layout: FOREIGN[gost.layout] } };
}
