/**
 * What lists say of one certificate, and whether they may say it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-6.3 RFC 5280, section 6.3}
 * @module
 */
import type { Certificate } from './certificate';
import { type Crl, REASON } from './crl';
import type { RevokedEntry } from './crl-entries';
import { mayUpdate } from './delta-crl';
import { ALL_REASONS, type DistributionPoint, fullNames, shareName } from './distribution-point';
import { directoryNames, type GeneralName, NAME_KIND } from './general-name';
import { sameName } from './name';
import { findPaths, sameEntity } from './path';
import { pathFaults } from './path-validation';
import {
  CLOCK_SKEW_MS,
  isWithinValidity,
  keeps,
  type RevocationMaterial,
  type RevocationStatement,
} from './revocation-statement';
import { signatureState } from './signature';

/** Who may sign lists beside the issuer of the certificate. */
export interface CrlTrust {
  readonly certificates: readonly Certificate[];
  /** Where the path of the certificate ends: that of a list's issuer ends there, too. */
  readonly anchor: Certificate | null;
  /** Searches for their paths that are left: lists come from anywhere, and so do certificates for their issuers. */
  searches: number;
}

export interface CrlFindings {
  readonly statements: readonly RevocationStatement[];
  /** A list was set aside only because its issuer's certificate has since expired. */
  readonly signerExpired: boolean;
}

/** Certificates of the name of a list's issuer that are tried, and searches for paths of all of them together. */
const MOST_SIGNERS = 16;
const MOST_SEARCHES = 16;

export function crlStatements(
  certificate: Certificate,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
  anchor: Certificate | null,
): CrlFindings {
  const statements: RevocationStatement[] = [];
  let signerExpired = false;
  const trust: CrlTrust = { certificates: material.certificates, anchor, searches: MOST_SEARCHES };
  const usable: { crl: Crl; reasons: number; signer: Certificate }[] = [];
  for (const crl of material.crls) {
    const reasons = isSane(crl, at) ? coveredReasons(crl, certificate) : 0;
    if (reasons === 0) continue;
    const signer = signerOf(crl, issuer, trust, material, at);
    if (signer === 'expired') signerExpired = true;
    else if (signer !== undefined) usable.push({ crl, reasons, signer });
  }
  for (const { crl, reasons, signer } of usable) {
    if (crl.delta) continue;
    // First, so that of two statements of one instant the one with the changes counts.
    for (const { crl: changes, signer: other } of usable) {
      if (mayUpdate(crl, changes) && sameEntity(signer, other))
        statements.push(...statementOf(changes, crl, certificate, { reasons, signer }));
    }
    statements.push(...statementOf(crl, null, certificate, { reasons, signer }));
  }
  return { statements, signerExpired };
}

function isSane({ unknownCritical, thisUpdate, nextUpdate }: Crl, at: number): boolean {
  return !unknownCritical && thisUpdate <= at + CLOCK_SKEW_MS && (nextUpdate ?? thisUpdate) >= thisUpdate;
}

/** Section 6.3.3 (b) and (d): the reasons for which this list speaks of the certificate; 0 where it does not. */
function coveredReasons(crl: Crl, certificate: Certificate): number {
  const { scope } = crl;
  if (scope?.onlyAttributes === true) return 0;
  const authority = certificate.basicConstraints?.ca === true;
  if (authority ? scope?.onlyUsers === true : scope?.onlyAuthorities === true) return 0;
  let reasons = 0;
  for (const point of certificate.distributionPoints) {
    if (speaksFor(crl, certificate, point)) reasons |= point.reasons;
  }
  // The last paragraph of the section: lists of the certificate's issuer that no point names.
  if (speaksFor(crl, certificate, pointOf(certificate))) reasons |= ALL_REASONS;
  return reasons & (scope?.reasons ?? ALL_REASONS);
}

function pointOf({ issuer }: Certificate): DistributionPoint {
  const names: readonly GeneralName[] = [{ tag: NAME_KIND.directory, value: issuer }];
  return { name: { kind: 'full', names }, reasons: ALL_REASONS, crlIssuer: null };
}

function speaksFor(crl: Crl, certificate: Certificate, point: DistributionPoint): boolean {
  const ofIssuer = sameName(crl.issuer, certificate.issuer);
  if (point.crlIssuer === null) {
    if (!ofIssuer) return false;
  } else {
    if (!directoryNames(point.crlIssuer).some((name) => sameName(name, crl.issuer))) return false;
    if (!ofIssuer && crl.scope?.indirect !== true) return false;
  }
  const scoped = crl.scope?.point ?? null;
  if (scoped === null) return true;
  const offered = fullNames(scoped, crl.issuer);
  if (point.name !== null) return shareName(offered, fullNames(point.name, crl.issuer));
  return point.crlIssuer !== null && shareName(offered, point.crlIssuer);
}

/** Section 6.3.3 (f) and (g): whose key signed it, and may sign lists. */
function signerOf(
  crl: Crl,
  issuer: Certificate,
  trust: CrlTrust,
  material: RevocationMaterial,
  at: number,
): Certificate | 'expired' | undefined {
  if (
    sameName(issuer.subject, crl.issuer) &&
    maySign(issuer) &&
    signatureState(crl, issuer.publicKey) === 'valid'
  )
    return issuer;
  let expired = false;
  let tried = 0;
  for (const candidate of trust.certificates) {
    if (!sameName(candidate.subject, crl.issuer) || !maySign(candidate) || !namesKey(crl, candidate))
      continue;
    tried += 1;
    if (tried > MOST_SIGNERS) break;
    if (signatureState(crl, candidate.publicKey) !== 'valid') continue;
    const standing = standingOf(candidate, issuer, trust, material, { at, signedAt: crl.thisUpdate });
    if (standing === 'trusted') return candidate;
    expired ||= standing === 'expired';
  }
  return expired ? 'expired' : undefined;
}

function maySign({ keyUsage }: Certificate): boolean {
  return keyUsage === null || keyUsage.has('cRLSign');
}

function namesKey(
  { authorityKeyIdentifier: wanted }: Crl,
  { subjectKeyIdentifier: offered }: Certificate,
): boolean {
  return wanted === null || offered === null || Buffer.compare(wanted, offered) === 0;
}

/** The issuer certified it itself, or a path leads from it to the anchor of the certificate. */
function standingOf(
  candidate: Certificate,
  issuer: Certificate,
  trust: CrlTrust,
  material: RevocationMaterial,
  { at, signedAt }: { readonly at: number; readonly signedAt: number },
): 'trusted' | 'expired' | 'unknown' {
  const { certificates, anchor } = trust;
  if (trust.searches === 0) return 'unknown';
  trust.searches -= 1;
  const anchors = anchor === null ? [issuer] : [anchor, issuer];
  let expired = false;
  for (const path of findPaths(candidate, anchors, certificates).paths) {
    // Without the anchor only the issuer's own word counts.
    if (anchor === null && path.length > 2) continue;
    if (pathFaults(path).length > 0) continue;
    const links = path.slice(0, -1);
    if (!links.every((one) => isWithinValidity(one, signedAt)) || isKnownRevoked(path, material, at))
      continue;
    if (links.every((one) => isWithinValidity(one, at))) return 'trusted';
    expired = true;
  }
  return expired ? 'expired' : 'unknown';
}

/** By lists that their own issuers signed: nothing that would ask for a further issuer of lists. */
function isKnownRevoked(path: readonly Certificate[], { crls }: RevocationMaterial, at: number): boolean {
  const alone: RevocationMaterial = { crls, ocspResponses: [], certificates: [] };
  return path.some((certificate, index) => {
    const issuer = path[index + 1];
    if (issuer === undefined || sameEntity(certificate, issuer)) return false;
    return crlStatements(certificate, issuer, alone, at, null).statements.some(
      ({ status }) => status !== 'good',
    );
  });
}

/** Section 6.3.3 (c), (i) and (j): the changes speak where they name the certificate, else the base does. */
function statementOf(
  crl: Crl,
  base: Crl | null,
  certificate: Certificate,
  { reasons, signer }: { readonly reasons: number; readonly signer: Certificate },
): readonly RevocationStatement[] {
  const own = entryFor(crl, certificate);
  const entry = own ?? (base === null ? undefined : entryFor(base, certificate));
  if (entry === 'unreadable') return [];
  const { thisUpdate, nextUpdate } = crl;
  const listed = entry !== undefined && entry.reason !== REASON.removeFromCrl ? entry : undefined;
  // RFC 5280 section 5: an expired certificate may have been dropped, so its absence says nothing.
  const stillListed = thisUpdate <= certificate.notAfter || keeps(crl.expiredCertsFrom, certificate);
  if (listed === undefined && !stillListed) return [];
  const held = listed?.reason === REASON.certificateHold;
  return [
    {
      source: 'crl',
      status: listed === undefined ? 'good' : held ? 'on-hold' : 'revoked',
      revokedAt: listed?.revokedAt ?? null,
      reason: listed?.reason ?? null,
      invalidityDate: listed?.invalidityDate ?? null,
      thisUpdate,
      nextUpdate,
      structure: crl,
      base,
      signer,
      reasons,
      knowsCertificate: false,
    },
  ];
}

/** Section 5.3.3: in an indirect list the serial number counts with the issuer of the entry. */
function entryFor(crl: Crl, { serialNumber, issuer }: Certificate): RevokedEntry | 'unreadable' | undefined {
  const found = crl.entries.find(serialNumber);
  if (found === 'unreadable') return found;
  const own = found.filter(({ issuers }) => (issuers ?? [crl.issuer]).some((name) => sameName(name, issuer)));
  return own.reduce<RevokedEntry | undefined>(
    (worst, entry) => (worst === undefined || isWorse(entry, worst) ? entry : worst),
    undefined,
  );
}

/** Of two entries for one certificate: a revocation before a hold, the earlier of two revocations. */
function isWorse(one: RevokedEntry, other: RevokedEntry): boolean {
  const [first, second] = [weightOf(one), weightOf(other)];
  return first === second ? one.revokedAt < other.revokedAt : first > second;
}

function weightOf({ reason }: RevokedEntry): number {
  if (reason === REASON.removeFromCrl) return 0;
  return reason === REASON.certificateHold ? 1 : 2;
}
