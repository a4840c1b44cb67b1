/**
 * What OCSP responses say of one certificate, and whether their signers may say it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6960#section-3.2 RFC 6960, section 3.2}
 * @module
 */
import { OID } from '../encoding/oids';
import { type Certificate, tryParseCertificate } from './certificate';
import { REASON } from './crl';
import { crlStatements } from './crl-statements';
import { decisive } from './decisive';
import { ALL_REASONS } from './distribution-point';
import { sameName } from './name';
import { type BasicOcspResponse, isAbout, isResponder, knowsCertificate } from './ocsp';
import type { SingleResponse } from './ocsp-single';
import { criticalFaults } from './path-validation';
import {
  CLOCK_SKEW_MS,
  isWithinValidity,
  keeps,
  needsNoRevocation,
  type RevocationMaterial,
  type RevocationStatement,
} from './revocation-statement';
import { signatureState } from './signature';

export interface OcspFindings {
  readonly statements: readonly RevocationStatement[];
  readonly signerExpired: boolean;
}

export function ocspStatements(
  certificate: Certificate,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
): OcspFindings {
  const statements: RevocationStatement[] = [];
  let signerExpired = false;
  for (const response of material.ocspResponses) {
    const singles = response.responses.filter((single) => isAbout(single, certificate, issuer));
    if (singles.every(({ status }) => status.kind === 'unknown')) continue;
    const signer = responderOf(response, issuer, material, at);
    if (signer === 'expired') signerExpired = true;
    else if (signer !== undefined)
      statements.push(...singles.flatMap((single) => statementOf(single, response, signer, certificate, at)));
  }
  return { statements, signerExpired };
}

function statementOf(
  single: SingleResponse,
  response: BasicOcspResponse,
  signer: Certificate,
  certificate: Certificate,
  at: number,
): readonly RevocationStatement[] {
  const { thisUpdate, nextUpdate, status } = single;
  if (status.kind === 'unknown' || single.unknownCritical || !isSane(single, response, at)) return [];
  const knows = knowsCertificate(single, certificate);
  // Another certificate with this number: the responder does not speak of ours.
  if (knows === false) return [];
  const facts = {
    source: 'ocsp',
    thisUpdate,
    nextUpdate,
    structure: response,
    base: null,
    signer,
    reasons: ALL_REASONS,
    knowsCertificate: knows === true,
    invalidityDate: null,
  } as const;
  if (status.kind === 'revoked') {
    const { revokedAt, reason } = status;
    const hold = reason === REASON.certificateHold;
    return [{ ...facts, status: hold ? 'on-hold' : 'revoked', revokedAt, reason }];
  }
  const remembered = thisUpdate <= certificate.notAfter || keeps(single.archiveCutoff, certificate);
  return remembered ? [{ ...facts, status: 'good', revokedAt: null, reason: null }] : [];
}

/** RFC 6960 section 4.2.2.1: neither of the future nor of times that contradict each other. */
function isSane(
  { thisUpdate, nextUpdate }: SingleResponse,
  { producedAt }: BasicOcspResponse,
  at: number,
): boolean {
  const latest = at + CLOCK_SKEW_MS;
  return thisUpdate <= latest && producedAt <= latest && (nextUpdate ?? thisUpdate) >= thisUpdate;
}

/** RFC 6960 section 4.2.2.2: the issuer itself, a configured responder, or one that the issuer named in a certificate of its own. */
function responderOf(
  response: BasicOcspResponse,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
): Certificate | 'expired' | undefined {
  if (response.unknownCritical) return undefined;
  if (signatureState(response, issuer.publicKey) === 'valid') return issuer;
  const configured = material.responders?.find(
    (candidate) =>
      isResponder(response.responder, candidate) && signatureState(response, candidate.publicKey) === 'valid',
  );
  if (configured !== undefined) return configured;
  let expired = false;
  for (const candidate of respondersOf(response, material)) {
    if (!isDelegate(candidate, issuer) || signatureState(response, candidate.publicKey) !== 'valid') continue;
    if (!isWithinValidity(candidate, response.producedAt)) continue;
    if (!isWithinValidity(candidate, at)) expired = true;
    else if (isUnrevokedResponder(candidate, issuer, material, at)) return candidate;
  }
  return expired ? 'expired' : undefined;
}

/** A response may bring any number of certificates; each may cost a verification. */
const MOST_RESPONDERS = 16;

/** The certificates that may have signed the response, by the name or key that it gives. */
export function respondersOf(
  response: BasicOcspResponse,
  material: Pick<RevocationMaterial, 'certificates'>,
): readonly Certificate[] {
  return [
    ...response.certificates.slice(0, MOST_RESPONDERS).map(tryParseCertificate),
    ...material.certificates,
  ]
    .filter(
      (certificate): certificate is Certificate =>
        certificate !== undefined && isResponder(response.responder, certificate),
    )
    .slice(0, MOST_RESPONDERS);
}

export function isDelegate(candidate: Certificate, issuer: Certificate): boolean {
  return (
    candidate.extendedKeyUsage?.includes(OID.purposeOcspSigning) === true &&
    criticalFaults(candidate).length === 0 &&
    sameName(candidate.issuer, issuer.subject) &&
    signatureState(candidate, issuer.publicKey) === 'valid'
  );
}

/** RFC 6960 section 4.2.2.2.1: without ocsp-nocheck the responder's own status comes from a CRL of its issuer. */
function isUnrevokedResponder(
  responder: Certificate,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
): boolean {
  if (needsNoRevocation(responder) || responder.extensions.has(OID.ocspNoCheck)) return true;
  const { statements } = crlStatements(responder, issuer, material, at, null);
  return decisive(statements).statement?.status === 'good';
}
