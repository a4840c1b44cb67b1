/**
 * One JSON product of a claim: JAdES, or a plain JWS.
 *
 * @module
 */
import { TamgaError } from '../../model/error';
import type { Made, ProductRequest } from '../product';
import { type JadesDeviation, type JadesRequest, signJades } from './sign';

/** What a product may have beyond its claim: serialization, mechanism, policy, further signers. */
export type FurtherJades = Omit<Partial<JadesRequest>, keyof ProductRequest | 'level' | 'packaging'>;

export function signJwsProduct(
  request: ProductRequest,
  deviation: JadesDeviation = {},
  further: FurtherJades = {},
): Made {
  const { product, documentName } = request;
  const { level, packaging } = product;
  if (packaging !== 'attached' && packaging !== 'detached') {
    throw new TamgaError('TAMGA-E-MINT', `a JWS is attached or detached, not ${packaging}`);
  }
  const named = documentName === undefined ? {} : { uri: encodeURIComponent(documentName) };
  return signJades({ ...request, ...named, ...further, level, packaging }, deviation);
}
