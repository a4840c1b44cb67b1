/**
 * What an OCSP response says of one certificate.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1 RFC 6960, section 4.2.1}
 * @module
 */
import {
  type Cursor,
  derFault,
  type Element,
  finish,
  next,
  open,
  openAs,
  parseDer,
  takeOptional,
} from '../encoding/der';
import { readIntegerBytes, readOctetString, readSmallInteger, readTime } from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import { readAlgorithm } from './algorithm';
import { type Extensions, NO_EXTENSIONS, readExtensions } from './extensions';

export type OcspStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly revokedAt: number; readonly reason: number }
  | { readonly kind: 'unknown' };

export interface SingleResponse {
  readonly digestOid: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serialNumber: Uint8Array;
  readonly status: OcspStatus;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** RFC 6960 section 4.4.4: the responder keeps what it knows of certificates that expired after this instant. */
  readonly archiveCutoff: number | null;
  /** CertHash: the digest of the whole certificate that the responder speaks of. */
  readonly certificateHash: { readonly digestOid: string; readonly value: Uint8Array } | null;
  readonly unknownCritical: boolean;
}

const CERT_HASH = '1.3.36.8.3.13';
/** CRL references (RFC 6960 section 4.4.2) and the entry extensions of section 4.4.5 add to the status; they do not change it. */
const KNOWN_SINGLE_EXTENSIONS: readonly string[] = [
  OID.archiveCutoff,
  CERT_HASH,
  '1.3.6.1.5.5.7.48.1.3',
  OID.reasonCode,
  OID.invalidityDate,
];

export function readSingle(element: Element): SingleResponse {
  const cursor = openAs(element, TAG.sequence, 'a SingleResponse');
  const id = openAs(next(cursor, 'the CertID'), TAG.sequence, 'the CertID');
  const digestOid = readAlgorithm(next(id, 'the hash algorithm'), 'the hash algorithm').oid;
  const issuerNameHash = readOctetString(next(id, 'the issuer name hash'), 'the issuer name hash');
  const issuerKeyHash = readOctetString(next(id, 'the issuer key hash'), 'the issuer key hash');
  const serialNumber = readIntegerBytes(next(id, 'the serial number'), 'the serial number');
  finish(id, 'the CertID');
  const status = readStatus(next(cursor, 'the certificate status'));
  const thisUpdate = readTime(next(cursor, 'thisUpdate'), 'thisUpdate');
  const due = takeOptional(cursor, contextTag(0));
  const nextUpdate = due === undefined ? null : readTime(next(open(due), 'nextUpdate'), 'nextUpdate');
  const extensions = readWrapped(cursor, 1);
  finish(cursor, 'the SingleResponse');
  const cutoff = extensions.get(OID.archiveCutoff);
  return {
    digestOid,
    issuerNameHash,
    issuerKeyHash,
    serialNumber,
    status,
    thisUpdate,
    nextUpdate,
    archiveCutoff: cutoff === undefined ? null : readTime(parseDer(cutoff.value), 'the archive cutoff'),
    certificateHash: readCertificateHash(extensions),
    unknownCritical: isCritical(extensions, KNOWN_SINGLE_EXTENSIONS),
  };
}

/** SEQUENCE { AlgorithmIdentifier, OCTET STRING }: Common PKI, part 4, section 3.1.2. */
function readCertificateHash(extensions: Extensions): SingleResponse['certificateHash'] {
  const value = extensions.get(CERT_HASH)?.value;
  if (value === undefined) return null;
  const cursor = openAs(parseDer(value), TAG.sequence, 'CertHash');
  const digestOid = readAlgorithm(next(cursor, 'the hash algorithm'), 'the hash algorithm').oid;
  const hash = readOctetString(next(cursor, 'the certificate hash'), 'the certificate hash');
  finish(cursor, 'CertHash');
  return { digestOid, value: hash };
}

function readStatus(element: Element): OcspStatus {
  if (element.tag === contextPrimitive(0)) return { kind: 'good' };
  if (element.tag === contextPrimitive(2)) return { kind: 'unknown' };
  if (element.tag !== contextTag(1))
    throw derFault(element.start, 'good, revoked or unknown', 'another choice');
  const cursor = open(element);
  const revokedAt = readTime(next(cursor, 'the revocation time'), 'the revocation time');
  const reason = takeOptional(cursor, contextTag(0));
  const code =
    reason === undefined ? 0 : readSmallInteger(next(open(reason), 'the reason'), 'the reason', 10);
  return { kind: 'revoked', revokedAt, reason: code };
}

export function readWrapped(cursor: Cursor, number: number): Extensions {
  const wrapped = takeOptional(cursor, contextTag(number));
  return wrapped === undefined ? NO_EXTENSIONS : readExtensions(next(open(wrapped), 'the extensions'));
}

/** A critical extension that is none of those. */
export function isCritical(extensions: Extensions, known: readonly string[]): boolean {
  return [...extensions].some(([oid, { critical }]) => critical && !known.includes(oid));
}
