/**
 * What CRLs and OCSP responses together say of one certificate.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-6.3 RFC 5280, section 6.3} and RFC 6960 section 3.2
 * @module
 */
import type { Certificate } from './certificate';
import { crlStatements } from './crl-statements';
import { decisive } from './decisive';
import { sameName } from './name';
import { ocspStatements } from './ocsp-statements';
import type { RevocationMaterial, RevocationStatement } from './revocation-statement';

export { isDelegate, respondersOf } from './ocsp-statements';
export {
  CLOCK_SKEW_MS,
  isWithinValidity,
  needsNoRevocation,
  type RevocationMaterial,
  type RevocationStatement,
} from './revocation-statement';

export interface RevocationState {
  /** The statement that decides; null when there is none to rely on. */
  readonly statement: RevocationStatement | null;
  /** What it rests on: itself, or every list of some reasons where these say good together. */
  readonly parts: readonly RevocationStatement[];
  /** Something was set aside only because the certificate of its responder, or of a list's own issuer, has since expired. */
  readonly responderExpired: boolean;
  /** ReasonFlags, as bits, of which no list at hand speaks although others do; 0 where nothing is missing. */
  readonly missingReasons: number;
}

/** `at`: what was said later is not known yet. `anchor`: where the path ends; without it only `issuer` vouches for other issuers of lists. */
export function revocationState(
  certificate: Certificate,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
  anchor: Certificate | null = null,
): RevocationState {
  const ocsp = ocspStatements(certificate, issuer, material, at);
  const crl = crlStatements(certificate, issuer, material, at, anchor);
  return {
    ...decisive([...ocsp.statements, ...crl.statements]),
    responderExpired: ocsp.signerExpired || crl.signerExpired,
  };
}

/** Where lists for the certificate lie, those of changes to lists at hand included. */
export function listUrls(certificate: Certificate, { crls }: RevocationMaterial): readonly string[] {
  const changes = crls.flatMap((crl) =>
    !crl.delta && sameName(crl.issuer, certificate.issuer) ? crl.freshestCrlUrls : [],
  );
  return [...new Set([...certificate.crlUrls, ...certificate.freshestCrlUrls, ...changes])];
}
