/**
 * The CAdES level that a signature claims by its structure.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31912201/ EN 319 122-1, section 6.3}
 * @module
 */
import { OID } from '../../encoding/oids';
import type { Level } from '../../model/claim';
import type { SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';
import { tryParseToken } from './time-stamp-token';

/** EN 319 122-1 section 6.3, rows of B-LT. */
const NOT_FROM_LT_ON: ReadonlySet<string> = new Set([
  OID.completeCertificateReferences,
  OID.completeRevocationReferences,
  OID.certificateValues,
  OID.revocationValues,
  OID.certsCrlsTimeStamp,
  OID.escTimeStamp,
]);

export function isCades(signer: SignerInfo): boolean {
  return (signer.signedAttributes?.facts.signingCertificates.length ?? 0) > 0;
}

/**
 * The highest letter whose own marks are there. Signatures of the older forms (C, X, X-L, A) keep their references and
 * values in attributes that no baseline level from B-LT on may have: they claim B-T.
 */
export function claimedLevel(signer: SignerInfo, signedData: SignedData): Level {
  if (!isCades(signer)) return 'none';
  const { unsigned, unsignedAttributes } = signer;
  if (!unsigned.signatureTimeStamps.some((token) => tryParseToken(token) !== undefined)) return 'B-B';
  const revocation = signedData.crls.length + signedData.ocspResponses.length;
  if (revocation === 0 || signedData.certificates.length < 2) return 'B-T';
  if (unsignedAttributes.some(({ oid }) => NOT_FROM_LT_ON.has(oid))) return 'B-T';
  return unsignedAttributes.some(({ oid }) => oid === OID.archiveTimeStampV3) ? 'B-LTA' : 'B-LT';
}
