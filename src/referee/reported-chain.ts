/**
 * The chain that was judged, for a report.
 *
 * @module
 */
import { isoInstant } from '../encoding/time';
import type { RevocationStatement } from '../pki/revocation';
import type { PathSubject } from './path-subject';
import type { ReportedCertificate, ReportedRevocation } from './validation';

export function reportedChain({ path, links }: PathSubject): readonly ReportedCertificate[] {
  return path.map((certificate, index) => ({
    role: index === path.length - 1 ? 'anchor' : index === 0 ? 'signer' : 'authority',
    subject: certificate.subjectText,
    issuer: path[index + 1]?.subjectText ?? certificate.subjectText,
    serialNumber: Buffer.from(certificate.serialNumber).toString('hex'),
    notBefore: isoInstant(certificate.notBefore),
    notAfter: isoInstant(certificate.notAfter),
    der: certificate.der,
    revocation: reportedRevocation(links[index]?.revocation?.statement ?? null),
  }));
}

function reportedRevocation(statement: RevocationStatement | null): ReportedRevocation | null {
  if (statement === null) return null;
  const { source, status, revokedAt, thisUpdate, nextUpdate } = statement;
  return {
    source,
    status,
    revokedAt: revokedAt === null ? null : isoInstant(revokedAt),
    thisUpdate: isoInstant(thisUpdate),
    nextUpdate: nextUpdate === null ? null : isoInstant(nextUpdate),
  };
}
