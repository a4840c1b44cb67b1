/**
 * The CAdES level that a signature claims by its structure.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 6.3}
 * @module
 */
import type { Level } from '../../model/claim';
import type { SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';
import { tryParseToken } from './time-stamp-token';

export function isCades(signer: SignerInfo): boolean {
  return (signer.signedAttributes?.facts.signingCertificates.length ?? 0) > 0;
}

export function claimedLevel(signer: SignerInfo, signedData: SignedData): Level {
  if (!isCades(signer)) return 'none';
  const { unsigned } = signer;
  if (!unsigned.signatureTimeStamps.some((token) => tryParseToken(token) !== undefined)) return 'B-B';
  const revocation = [
    ...signedData.crls,
    ...signedData.ocspResponses,
    ...unsigned.crls,
    ...unsigned.ocspResponses,
  ];
  const certificates = [...signedData.certificates, ...unsigned.certificates];
  if (revocation.length === 0 || certificates.length < 2) return 'B-T';
  return unsigned.archiveTimeStamps.length > 0 ? 'B-LTA' : 'B-LT';
}
