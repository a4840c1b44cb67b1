/**
 * The level that a signature claims by its structure.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31913201/ EN 319 132-1, section 6.3}
 * @module
 */
import type { Level } from '../../model/claim';
import { tryParseToken } from '../cms/time-stamp-token';
import type { CertificateReference } from '../facts';
import type { Material } from '../material';
import { XADES, XADES_141 } from './names';
import { named, type QualifyingProperties } from './qualifying-properties';
import { tokensOf } from './time-stamps';

/** `material`: what the signature brings, key info included. */
export function claimedLevel(
  properties: QualifyingProperties | null,
  certificateReferences: readonly CertificateReference[],
  material: Material,
): Level {
  // The baseline knows one version of the schema alone.
  if (properties?.signedBy == null || properties.namespace !== XADES) return 'none';
  if (certificateReferences.length === 0) return 'none';
  const stamps = named(properties.unsignedSignature, 'SignatureTimeStamp').flatMap(tokensOf);
  if (!stamps.some((token) => tryParseToken(token) !== undefined)) return 'B-B';
  const revocation = material.crls.length + material.ocspResponses.length;
  if (revocation === 0 || material.certificates.length < 2) return 'B-T';
  const archived = properties.unsignedSignature.some(
    ({ local, uri }) => local === 'ArchiveTimeStamp' && uri === XADES_141,
  );
  return archived ? 'B-LTA' : 'B-LT';
}
