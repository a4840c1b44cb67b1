/**
 * What the cases of containers have in common.
 *
 * @module
 */
import type { AsicDeviation, AsicFormat } from '../../asic/container';
import type { ContainerFile } from '../../asic/manifest';
import { type FurtherAsic, signAsicProduct } from '../../asic/product';
import type { ProductRequest } from '../../product';
import type { ZipEntry } from '../../zip';
import { type ForgedCase, productOf } from '../case';

export const EXTENDED = ['ASiC-E/CAdES', 'ASiC-E/XAdES'] as const;
export const SIMPLE = ['ASiC-S/CAdES', 'ASiC-S/XAdES'] as const;
export const ALL = [...SIMPLE, ...EXTENDED] as const;

export interface AsicChange {
  readonly deviation?: AsicDeviation;
  readonly further?: FurtherAsic;
}

export function asicCase(
  id: string,
  formats: readonly AsicFormat[],
  change: (request: ProductRequest) => AsicChange,
): ForgedCase {
  const known: readonly string[] = formats;
  return {
    id,
    existsFor: ({ format }) => known.includes(format),
    mint: (request) => {
      const asked = productOf(request, 'good', (times) => times.recent);
      const { deviation = {}, further = {} } = change(asked);
      return signAsicProduct(asked, deviation, further);
    },
  };
}

/** The entries as they will be written are others. */
export function entriesCase(
  id: string,
  formats: readonly AsicFormat[],
  entries: (entries: readonly ZipEntry[]) => readonly ZipEntry[],
): ForgedCase {
  return asicCase(id, formats, () => ({ deviation: { container: { entries } } }));
}

export function textFile(name: string, text: string): ContainerFile {
  return { name, bytes: Buffer.from(text), mimeType: 'text/plain' };
}

/** The file that was signed, where it is the only one. */
export function isDocument({ name }: ZipEntry): boolean {
  return name !== 'mimetype' && !name.startsWith('META-INF/');
}

export const FORGED_TEXT = 'The buyer pays 999999.\n';
