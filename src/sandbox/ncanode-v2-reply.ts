/**
 * What NCANode 2 says of signers: no verdict for the whole, a status for each certificate.
 *
 * @module
 */
import { digestByOid } from '../crypto/digests';
import type { ReportedCertificate, SignatureReport, ValidationReport } from '../referee/validation';
import { type TimeStampView, viewCms } from './cms-view';

export function cmsResult(cms: Uint8Array, { signatures }: ValidationReport): object {
  const stamps = viewCms(cms).signers.map(({ timeStamp }) => (timeStamp === null ? [] : [tspOf(timeStamp)]));
  return {
    tsp: stamps.flat(),
    signers: signatures.map((one, at) => ({
      chain: one.certificates.map(certificate),
      tsps: stamps[at] ?? [],
      cert: certOf(one),
    })),
  };
}

/** The signature and its certificate are told apart: `valid` is of the signature alone. */
export function xmlResult({ signatures }: ValidationReport): object {
  const [first] = signatures;
  return {
    valid: signatures.length > 0 && signatures.every(({ intact }) => intact === true),
    ...(first !== undefined && { cert: { ...certOf(first), chain: first.certificates.map(certificate) } }),
  };
}

/** `revokation` is how the program writes it. */
function certOf(one: SignatureReport): object {
  const [own] = one.certificates;
  const revocation = own?.revocation ?? null;
  const revoked = revocation !== null && revocation.status !== 'good';
  const status = revoked ? 'REVOKED' : revocation === null ? 'UNKNOWN' : 'ACTIVE';
  const source = { revokationReason: 0, revokationTime: revocation?.revokedAt ?? null, status };
  return {
    ...(own !== undefined && certificate(own)),
    // Whatever else the referee holds against it has no field of its own.
    valid: one.indication === 'TOTAL_PASSED' || revoked,
    ocsp: source,
    crl: source,
  };
}

function certificate({ subject, issuer, serialNumber, notBefore, notAfter }: ReportedCertificate): object {
  return {
    valid: true,
    notBefore: plainTime(notBefore),
    notAfter: plainTime(notAfter),
    serialNumber: BigInt(`0x${serialNumber}`).toString(),
    subject: { dn: subject },
    issuer: { dn: issuer },
  };
}

/** The serial number is hexadecimal here, and decimal in certificates. */
function tspOf({ serialNumber, genTime, policy, digestOid, imprint }: TimeStampView): object {
  return {
    serialNumber: Buffer.from(serialNumber).toString('hex'),
    genTime: plainTime(genTime.toISOString()),
    policy,
    tsa: null,
    tspHashAlgorithm: digestByOid(digestOid)?.name.toUpperCase() ?? null,
    hash: Buffer.from(imprint).toString('hex'),
  };
}

/** `2019-03-18 13:40:13` */
function plainTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
