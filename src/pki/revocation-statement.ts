/**
 * One authentic statement about the revocation of one certificate.
 *
 * @module
 */
import { OID } from '../encoding/oids';
import type { Certificate } from './certificate';
import type { Crl } from './crl';
import type { BasicOcspResponse } from './ocsp';
import type { Signed } from './signature';

export interface RevocationMaterial {
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly BasicOcspResponse[];
  /** Where a responder's certificate, or that of a list's issuer, may be found besides its response. */
  readonly certificates: readonly Certificate[];
  /** Locally configured OCSP signing authorities, as a trusted list names them (RFC 6960 section 4.2.2.2, the first of three ways). */
  readonly responders?: readonly Certificate[];
}

export type SignedStructure = Signed & { readonly der: Uint8Array };

export interface RevocationStatement {
  readonly source: 'crl' | 'ocsp';
  readonly status: 'good' | 'revoked' | 'on-hold';
  readonly revokedAt: number | null;
  /** RFC 5280 section 5.3.1; null where nothing is revoked. */
  readonly reason: number | null;
  /** Since when the key is said to be compromised (RFC 5280 section 5.3.2). */
  readonly invalidityDate: number | null;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** Reasons of which it speaks, as bits: a list may cover some alone. */
  readonly reasons: number;
  /** The responder has the certificate and says so (CertHash); of a list never. */
  readonly knowsCertificate: boolean;
  /** The signed structure and the certificate whose key verified it. */
  readonly structure: SignedStructure;
  /** The list that the structure only changes; null where it stands for itself. */
  readonly base: SignedStructure | null;
  readonly signer: Certificate;
}

/** Clocks of peers run ahead of ours by this much at most. */
export const CLOCK_SKEW_MS = 300_000;

/** Certificates whose issuer vouches for them without revocation data. */
export function needsNoRevocation(certificate: Certificate): boolean {
  return (
    certificate.extensions.has(OID.noRevocationAvailable) || certificate.extensions.has(OID.shortTermAssured)
  );
}

export function isWithinValidity(certificate: Certificate, at: number): boolean {
  return certificate.notBefore <= at && at <= certificate.notAfter;
}

/** The source still knows certificates that expired from `from` on. */
export function keeps(from: number | null, certificate: Certificate): boolean {
  return from !== null && from <= certificate.notAfter;
}

/** What a statement says of an instant: what was revoked later was good then. */
export function statusAt(statement: RevocationStatement, instant: number): RevocationStatement['status'] {
  return statement.revokedAt !== null && statement.revokedAt > instant ? 'good' : statement.status;
}
