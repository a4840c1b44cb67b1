/**
 * One PDF product of a claim: PAdES, or a plain PDF signature.
 *
 * @module
 */
import type { Made, ProductRequest } from '../product';
import { type PadesDeviation, type PadesRequest, signPades } from './sign';

/** What a product may have beyond its claim: place of the field, certification, reason. */
export type FurtherPades = Omit<Partial<PadesRequest>, keyof ProductRequest | 'level'>;

export function signPdfProduct(
  request: ProductRequest,
  deviation: PadesDeviation = {},
  further: FurtherPades = {},
): Made {
  return signPades({ ...request, ...further, level: request.product.level }, deviation);
}
