/**
 * One container of a claim.
 *
 * @module
 */
import { TamgaError } from '../../model/error';
import { mimeTypeOf } from '../documents';
import type { Made, ProductRequest } from '../product';
import {
  type AsicDeviation,
  type AsicFormat,
  type AsicRequest,
  CONTAINER_TYPE,
  signContainer,
} from './container';

export type FurtherAsic = Partial<Pick<AsicRequest, 'files' | 'parallel' | 'source' | 'times'>>;

const FILE_NAMES: Readonly<Record<string, string>> = {
  'text/plain': 'document.txt',
  'application/xml': 'document.xml',
  'application/json': 'document.json',
  'application/pdf': 'document.pdf',
};

export function signAsicProduct(
  request: ProductRequest,
  deviation: AsicDeviation = {},
  further: FurtherAsic = {},
): Made {
  const { product, document } = request;
  const { format, level } = product;
  if (!isAsic(format) || level === 'none') {
    throw new TamgaError('TAMGA-E-MINT', `${format} at level ${level} is no container`);
  }
  const mimeType = mimeTypeOf(document);
  const name = request.documentName ?? FILE_NAMES[mimeType] ?? 'document.bin';
  const files = [{ name, bytes: document, mimeType }];
  return {
    signature: signContainer({ ...request, files, ...further, format, level }, deviation),
    content: null,
  };
}

function isAsic(format: string): format is AsicFormat {
  return Object.hasOwn(CONTAINER_TYPE, format);
}
