/**
 * ASiC-S or ASiC-E: by what lies in the container, and by its mimetype where both are possible.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/ EN 319 162-1, sections 4.3 and 4.4}
 * @module
 */
import { manifestsOf } from './cades';
import type { AsicDetail } from './facts';
import type { AsicPackage } from './package';

const SIMPLE = 'application/vnd.etsi.asic-s+zip';
/** BDOC has the form of ASiC-E. */
const EXTENDED: readonly string[] = ['application/vnd.etsi.asic-e+zip', 'application/vnd.bdoc-1.0'];

export function containerType(container: AsicPackage): AsicDetail['type'] {
  const { signatures, files, mimetype, openDocumentManifest } = container;
  const cms = signatures.filter(({ kind }) => kind === 'cms');
  // Section 4.4.3.2: only ASiC-E has manifests that a signature signs.
  if (cms.some(({ entry }) => manifestsOf(container, entry.name).length > 0)) return 'ASiC-E';
  const stated = mimetype?.value.trim() ?? '';
  if (stated === SIMPLE) return 'ASiC-S';
  if (EXTENDED.includes(stated)) return 'ASiC-E';
  return signatures.length <= 1 && files.length <= 1 && !openDocumentManifest ? 'ASiC-S' : 'ASiC-E';
}
