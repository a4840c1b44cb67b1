/**
 * Case `s-box`: the signer calculates GOST R 34.11-94 with the S-box of another state, under the identifier of its own.
 *
 * @module
 */
import type { GostDigestName } from '../../crypto/gost/digests';
import type { Suite } from '../../crypto/suites';
import type { SuiteId } from '../../model/claim';
import { TamgaError } from '../../model/error';
import { parametersOf } from '../gost-key';
import { signProduct } from '../product';
import { knownSuite } from '../signing';
import { type ForgedCase, productOf } from './case';

/** RFC 4357 section 11.2: the two S-boxes that are in use; Streebog has one only. */
const FOREIGN: ReadonlyMap<GostDigestName, GostDigestName> = new Map([
  ['gost94-test', 'gost94-cryptopro'],
  ['gost94-cryptopro', 'gost94-test'],
]);

export const sBox: ForgedCase = {
  id: 's-box',
  existsFor: ({ suite }) => foreignDigest(suite) !== undefined,
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, { calculation: withForeignSBox });
  },
};

function withForeignSBox(row: Suite): Suite {
  const digest = foreignDigest(row.id);
  if (digest === undefined) throw new TamgaError('TAMGA-E-MINT', `${row.id} has a digest without S-boxes`);
  return { ...row, digest, gost: { ...parametersOf(row), digest } };
}

function foreignDigest(suite: SuiteId): GostDigestName | undefined {
  const { gost } = knownSuite(suite);
  return gost === null ? undefined : FOREIGN.get(gost.digest);
}
