/**
 * Case `sha1`: digest and signature of the SignerInfo use SHA-1; certificates, ESS hash and time-stamp stay SHA-256.
 *
 * @module
 */
import { SUITES, type Suite } from '../../crypto/suites';
import type { SuiteId } from '../../model/claim';
import { TamgaError } from '../../model/error';
import { impossible } from '../legality';
import { signProduct } from '../product';
import { knownSuite } from '../signing';
import { type ForgedCase, productOf } from './case';

export const sha1: ForgedCase = {
  id: 'sha1',
  existsFor: (product) => {
    const row = withSha1(knownSuite(product.suite));
    // RFC 7518 has no algorithm with SHA-1.
    return row !== undefined && impossible({ ...product, suite: row.id }) === null;
  },
  mint: (request) => {
    const product = productOf(request, 'good', (times) => times.recent);
    return signProduct(product, { suite: sha1Suite(request.product.suite) });
  },
};

function sha1Suite(id: SuiteId): SuiteId {
  const row = withSha1(knownSuite(id));
  if (row === undefined) throw new TamgaError('TAMGA-E-MINT', `no suite like ${id} uses SHA-1`);
  return row.id;
}

/** The row for the same key. */
function withSha1({ family, key }: Suite): Suite | undefined {
  return SUITES.find((row) => row.family === family && row.digest === 'sha1' && sameKey(row.key, key));
}

function sameKey(a: Suite['key'], b: Suite['key']): boolean {
  return a.kind === 'EC' ? b.kind === 'EC' && a.curveOid === b.curveOid : b.kind === a.kind;
}
