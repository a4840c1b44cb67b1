/**
 * What CRLs and OCSP responses say of one certificate, and whether they may say it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-6.3 RFC 5280, section 6.3} and RFC 6960 section 3.2
 * @module
 */
import { OID } from '../encoding/oids';
import { type Certificate, tryParseCertificate } from './certificate';
import { type Crl, REASON, type RevokedEntry } from './crl';
import { mayUpdate } from './delta-crl';
import { sameName } from './name';
import { type BasicOcspResponse, isAbout, isResponder, type SingleResponse } from './ocsp';
import { criticalFaults } from './path-validation';
import { type Signed, signatureState } from './signature';

export interface RevocationMaterial {
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly BasicOcspResponse[];
  /** Where a responder's certificate may be found besides its response. */
  readonly certificates: readonly Certificate[];
}

/** One authentic statement about the certificate. */
export interface RevocationStatement {
  readonly source: 'crl' | 'ocsp';
  readonly status: 'good' | 'revoked' | 'on-hold';
  readonly revokedAt: number | null;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** The signed structure and the certificate whose key verified it. */
  readonly structure: Signed;
  /** The list that the structure only changes; null where it stands for itself. */
  readonly base: Signed | null;
  readonly signer: Certificate;
}

export interface RevocationState {
  /** The statement that decides; null when there is none to rely on. */
  readonly statement: RevocationStatement | null;
  /** An OCSP response was set aside only because its responder's certificate has since expired. */
  readonly responderExpired: boolean;
}

/** Clocks of peers run ahead of ours by this much at most. */
export const CLOCK_SKEW_MS = 300_000;

/** Certificates whose issuer vouches for them without revocation data. */
export function needsNoRevocation(certificate: Certificate): boolean {
  return (
    certificate.extensions.has(OID.noRevocationAvailable) || certificate.extensions.has(OID.shortTermAssured)
  );
}

export function revocationState(
  certificate: Certificate,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
): RevocationState {
  let responderExpired = false;
  const statements: RevocationStatement[] = [];
  for (const response of material.ocspResponses) {
    for (const single of response.responses) {
      if (single.status.kind === 'unknown' || !isAbout(single, certificate, issuer)) continue;
      const signer = responderOf(response, issuer, material, at);
      if (signer === 'expired') responderExpired = true;
      else if (signer !== undefined)
        statements.push(...ocspStatement(single, response, signer, certificate, at));
    }
  }
  statements.push(...crlStatements(certificate, issuer, material.crls, at));
  return { statement: decisive(statements), responderExpired };
}

/** A revocation is never undone (RFC 5280 section 5.3.1); else the latest statement counts. */
function decisive(statements: readonly RevocationStatement[]): RevocationStatement | null {
  let best: RevocationStatement | null = null;
  for (const statement of statements) {
    if (best === null || outweighs(statement, best)) best = statement;
  }
  return best;
}

function outweighs(one: RevocationStatement, other: RevocationStatement): boolean {
  if ((one.status === 'revoked') !== (other.status === 'revoked')) return one.status === 'revoked';
  if (one.status === 'revoked') return (one.revokedAt ?? 0) < (other.revokedAt ?? 0);
  return one.thisUpdate > other.thisUpdate;
}

function crlStatements(
  certificate: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
  at: number,
): readonly RevocationStatement[] {
  // RFC 5280 section 6.3.3 (f): the key that signs lists says so.
  if (issuer.keyUsage !== null && !issuer.keyUsage.has('cRLSign')) return [];
  const usable = crls
    .filter((crl) => isCrlFor(crl, certificate) && crl.thisUpdate <= at + CLOCK_SKEW_MS)
    .filter((crl) => signatureState(crl, issuer.publicKey) === 'valid');
  return usable
    .filter(({ delta }) => !delta)
    .flatMap((crl) => [
      // First, so that of two statements of one instant the one with the changes counts.
      ...usable
        .filter((changes) => mayUpdate(crl, changes))
        .flatMap((changes) => changedStatement(crl, changes, certificate, issuer)),
      ...crlStatement(crl, certificate, issuer),
    ]);
}

function crlStatement(
  crl: Crl,
  certificate: Certificate,
  issuer: Certificate,
): readonly RevocationStatement[] {
  return listed(crl, null, crl.entries.get(certificate.serialText), certificate, issuer);
}

/** RFC 5280 section 6.3.3 (c), (i) and (j): the changes speak where they name the certificate, else the base does. */
function changedStatement(
  base: Crl,
  changes: Crl,
  certificate: Certificate,
  issuer: Certificate,
): readonly RevocationStatement[] {
  const entry = changes.entries.get(certificate.serialText) ?? base.entries.get(certificate.serialText);
  return listed(changes, base, entry, certificate, issuer);
}

function listed(
  crl: Crl,
  base: Crl | null,
  entry: RevokedEntry | undefined,
  certificate: Certificate,
  signer: Certificate,
): readonly RevocationStatement[] {
  const { thisUpdate, nextUpdate } = crl;
  const facts = { source: 'crl', thisUpdate, nextUpdate, structure: crl, base, signer } as const;
  if (entry !== undefined && entry.reason !== REASON.removeFromCrl) {
    const status = entry.reason === REASON.certificateHold ? 'on-hold' : 'revoked';
    return [{ ...facts, status, revokedAt: entry.revokedAt }];
  }
  // RFC 5280 section 5: an expired certificate may have been dropped, so its absence says nothing.
  const stillListed = thisUpdate <= certificate.notAfter || keeps(crl.expiredCertsFrom, certificate);
  return stillListed ? [{ ...facts, status: 'good', revokedAt: null }] : [];
}

/** Section 6.3.3 (b): a list of this issuer whose scope holds the certificate; others are not read for it. */
function isCrlFor(crl: Crl, certificate: Certificate): boolean {
  if (!sameName(crl.issuer, certificate.issuer) || crl.unknownCritical) return false;
  const { scope } = crl;
  if (scope === null) return true;
  if (scope.indirect || scope.onlySomeReasons || scope.onlyAttributes || scope.namedPoint) return false;
  const authority = certificate.basicConstraints?.ca === true;
  if (authority ? scope.onlyUsers : scope.onlyAuthorities) return false;
  return scope.urls.length === 0 || scope.urls.some((url) => certificate.crlUrls.includes(url));
}

function ocspStatement(
  single: SingleResponse,
  response: BasicOcspResponse,
  signer: Certificate,
  certificate: Certificate,
  at: number,
): readonly RevocationStatement[] {
  if (single.unknownCritical || single.thisUpdate > at + CLOCK_SKEW_MS) return [];
  const { thisUpdate, nextUpdate, status } = single;
  const base = { source: 'ocsp', thisUpdate, nextUpdate, structure: response, base: null, signer } as const;
  if (status.kind === 'revoked') {
    const hold = status.reason === REASON.certificateHold;
    return [{ ...base, status: hold ? 'on-hold' : 'revoked', revokedAt: status.revokedAt }];
  }
  const remembered = thisUpdate <= certificate.notAfter || keeps(single.archiveCutoff, certificate);
  return remembered ? [{ ...base, status: 'good', revokedAt: null }] : [];
}

/** The source still knows certificates that expired from `from` on. */
function keeps(from: number | null, certificate: Certificate): boolean {
  return from !== null && from <= certificate.notAfter;
}

/** RFC 6960 section 4.2.2.2: the issuer itself, or a responder that the issuer named in a certificate of its own. */
function responderOf(
  response: BasicOcspResponse,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
): Certificate | 'expired' | undefined {
  if (response.unknownCritical) return undefined;
  if (signatureState(response, issuer.publicKey) === 'valid') return issuer;
  let expired = false;
  for (const candidate of respondersOf(response, material)) {
    if (!isDelegate(candidate, issuer) || signatureState(response, candidate.publicKey) !== 'valid') continue;
    if (!isWithinValidity(candidate, response.producedAt)) continue;
    if (!isWithinValidity(candidate, at)) expired = true;
    else if (isUnrevokedResponder(candidate, issuer, material, at)) return candidate;
  }
  return expired ? 'expired' : undefined;
}

/** The certificates that may have signed the response, by the name or key that it gives. */
export function respondersOf(
  response: BasicOcspResponse,
  material: RevocationMaterial,
): readonly Certificate[] {
  return [...response.certificates.map(tryParseCertificate), ...material.certificates].filter(
    (certificate): certificate is Certificate =>
      certificate !== undefined && isResponder(response.responder, certificate),
  );
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
  if (responder.extensions.has(OID.ocspNoCheck) || needsNoRevocation(responder)) return true;
  return decisive(crlStatements(responder, issuer, material.crls, at))?.status === 'good';
}

export function isWithinValidity(certificate: Certificate, at: number): boolean {
  return certificate.notBefore <= at && at <= certificate.notAfter;
}
