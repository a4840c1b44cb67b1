/**
 * Who vouches for the signer of a CRL or an OCSP response, where the issuer of the certificate did not sign it itself.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-6.3.3 RFC 5280, section 6.3.3 (f)} and RFC 6960 section 4.2.2.2
 * @module
 */
import type { Certificate } from '../pki/certificate';
import { findPaths } from '../pki/path';
import { pathFaults } from '../pki/path-validation';
import { isDelegate, type RevocationStatement } from '../pki/revocation';

export interface Vouching {
  readonly issuer: Certificate;
  /** Where the path of the certificate ends. */
  readonly anchor: Certificate | null;
  readonly pool: readonly Certificate[];
}

/** From the signer to who is trusted for it; the signer alone where that is the issuer, or is trusted for itself. */
export function signerPath(
  { source, signer }: RevocationStatement,
  { issuer, anchor, pool }: Vouching,
): readonly Certificate[] {
  if (signer === issuer) return [signer];
  if (source === 'ocsp') return isDelegate(signer, issuer) ? [signer, issuer] : [signer];
  const anchors = anchor === null ? [issuer] : [issuer, anchor];
  const { paths } = findPaths(signer, anchors, pool);
  return paths.find((path) => pathFaults(path).length === 0) ?? [signer];
}
