/**
 * VerifyReply as E-IMZO-SERVER words it: status table, times without a zone, hexadecimal values.
 *
 * @module
 */
import { encodeBase64 } from '../encoding/base64';
import type { SubIndication } from '../model/verdict';
import type { ReportedCertificate, SignatureReport, ValidationReport } from '../referee/validation';
import { openCms } from './cms-surgery';
import { type TimeStampView, viewCms } from './cms-view';

interface Row {
  readonly status: number;
  readonly message: string;
  readonly subIndications: readonly SubIndication[];
}

/** National facts, section 3.1. */
// biome-ignore format: one row per status
const ROWS: readonly Row[] = [
  { status: -1,  message: 'certificate status unknown',               subIndications: ['TRY_LATER', 'REVOCATION_OUT_OF_BOUNDS_NO_POE'] },
  { status: -12, message: 'certificate is invalid at signing date',   subIndications: ['OUT_OF_BOUNDS_NO_POE', 'OUT_OF_BOUNDS_NOT_REVOKED', 'EXPIRED', 'NOT_YET_VALID', 'REVOKED_NO_POE', 'REVOKED'] },
  { status: -11, message: 'certificate is invalid',                   subIndications: ['NO_CERTIFICATE_CHAIN_FOUND', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE', 'CERTIFICATE_CHAIN_GENERAL_FAILURE', 'CHAIN_CONSTRAINTS_FAILURE', 'NO_SIGNING_CERTIFICATE_FOUND', 'REVOKED_CA_NO_POE'] },
  { status: -21, message: 'TSA signature or hash is invalid',         subIndications: ['TIMESTAMP_ORDER_FAILURE'] },
];
const SIGNATURE_INVALID = { status: -10, message: 'signature is invalid' };

export interface Status {
  readonly status: number;
  readonly message: string;
}

export function statusOf({ signatures }: ValidationReport): Status {
  const fallen = signatures.find(({ indication }) => indication !== 'TOTAL_PASSED');
  return fallen === undefined ? { status: 1, message: '' } : rowOf(fallen);
}

function rowOf({ subIndication }: SignatureReport): Status {
  const row = ROWS.find(
    ({ subIndications }) => subIndication !== null && subIndications.includes(subIndication),
  );
  const { status, message } = row ?? SIGNATURE_INVALID;
  return { status, message };
}

export function verifyReply(pkcs7: Uint8Array, report: ValidationReport, attached: boolean): object {
  const { signers } = viewCms(pkcs7);
  const { content } = openCms(pkcs7);
  return {
    pkcs7Info: {
      signers: report.signatures.map((one, at) => signerInfo(one, signers[at]?.timeStamp ?? null)),
      ...(attached && content !== null && { documentBase64: encodeBase64(content) }),
    },
    ...statusOf(report),
  };
}

function signerInfo(one: SignatureReport, token: TimeStampView | null): object {
  const [own, ...above] = one.certificates;
  const { status } = one.indication === 'TOTAL_PASSED' ? { status: 1 } : rowOf(one);
  const revoked = own?.revocation?.revokedAt ?? null;
  return {
    signerId: { issuer: own?.issuer ?? '', subjectSerialNumber: own?.serialNumber ?? '' },
    signingTime: one.signingTime === null ? null : localTime(new Date(one.signingTime)),
    signature: Buffer.from(one.value).toString('hex'),
    // Who judges at the present, as its profile may declare, looks at no time-stamp and tells of none.
    ...(token !== null && one.timeStamps.length > 0 && { timeStampInfo: timeStampInfo(token, one) }),
    certificate: one.certificates.map(certificateView),
    verified: one.intact === true,
    certificateVerified: status !== -11,
    ...(above.length > 0 && { trustedCertificate: above.slice(-1).map(certificateView)[0] }),
    certificateValidAtSigningTime: status !== -12,
    ...(revoked !== null && {
      revokedStatusInfo: { revocationTime: localTime(new Date(revoked)), crlReason: null },
    }),
  };
}

function timeStampInfo(token: TimeStampView, { timeStamps }: SignatureReport): object {
  const verified = timeStamps.some(({ indication }) => indication === 'PASSED');
  return {
    digestVerified: verified,
    certificateVerified: verified,
    tsaPolicy: token.policy,
    time: localTime(token.genTime),
    hashAlgorithm: token.digestOid,
    serialNumber: Buffer.from(token.serialNumber).toString('hex'),
    messageImprintAlgOID: token.digestOid,
    messageImprintDigest: Buffer.from(token.imprint).toString('hex'),
    verified,
  };
}

export function certificateInfo({ serialNumber, subject, notBefore, notAfter }: ReportedCertificate): object {
  return {
    serialNumber,
    X500Name: subject,
    subjectName: attributesOf(subject),
    validFrom: localTime(new Date(notBefore)),
    validTo: localTime(new Date(notAfter)),
  };
}

function certificateView({
  serialNumber,
  subject,
  issuer,
  notBefore,
  notAfter,
}: ReportedCertificate): object {
  return {
    subjectInfo: attributesOf(subject),
    issuerInfo: attributesOf(issuer),
    serialNumber,
    subjectName: subject,
    validFrom: localTime(new Date(notBefore)),
    validTo: localTime(new Date(notAfter)),
    issuerName: issuer,
  };
}

/** Good for names of our own making only: RFC 4514 escapes are not undone. */
function attributesOf(name: string): Readonly<Record<string, string>> {
  const parts = name.split(/,(?=[A-Za-z0-9.]+=)/);
  return Object.fromEntries(
    parts.map((part) => [part.split('=', 1).join(''), part.slice(part.indexOf('=') + 1)]),
  );
}

const TASHKENT_MS = 5 * 3600 * 1000;

/** `2022-09-24 17:29:21`, at UTC+5. */
export function localTime(time: Date): string {
  return new Date(time.getTime() + TASHKENT_MS).toISOString().slice(0, 19).replace('T', ' ');
}
