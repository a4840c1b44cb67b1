/**
 * X.509 certificates as facts.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1 RFC 5280, section 4.1}
 * @module
 */

import type { Digest } from '../crypto/digests';
import type { AlgorithmIdentifier } from '../crypto/identify';
import { createLru, memoKey } from '../crypto/lru';
import { sameBytes } from '../encoding/bytes';
import { derFault, finish, next, open, openAs, parseDer, raw, take, takeOptional } from '../encoding/der';
import { readAnyTime, readBitStringOctets, readIntegerBytes, readSmallInteger } from '../encoding/der-values';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { readAlgorithm } from './algorithm';
import { type Extensions, NO_EXTENSIONS, readExtensions } from './extensions';
import { type KnownExtensions, readKnownExtensions } from './known-extensions';
import { readName, sameName } from './name';
import { type PublicKey, readPublicKey } from './public-key';
import { maskedSubject } from './subject-identifiers';

export interface Certificate extends KnownExtensions {
  /** The whole certificate, DER. */
  readonly der: Uint8Array;
  /** The signed part. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** Contents of the INTEGER. */
  readonly serialNumber: Uint8Array;
  /** The same in hex: under this key revocation lists hold it. */
  readonly serialText: string;
  /** Name, DER. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  readonly version: 1 | 2 | 3;
  readonly extensions: Extensions;
  /** What RFC 5280 asks of whoever issues, and does not ask whoever validates to refuse: half sentences. */
  readonly oddities: readonly string[];
  /** RFC 4514, with the numbers of persons and organisations masked. */
  readonly subjectText: string;
}

const MAXIMUM_BYTES = 128 * 1024;
const parsed = createLru<Certificate>(1024);

/** Equal bytes give the same object; the facts point into a copy of their own, so the caller may reuse its buffer. */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > MAXIMUM_BYTES) {
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      `a certificate of ${der.length} bytes is over the limit of ${MAXIMUM_BYTES}`,
    );
  }
  const id = memoKey(der);
  const known = parsed.get(id);
  if (known !== undefined) return known;
  const certificate = readCertificate(Uint8Array.from(der));
  parsed.set(id, certificate);
  return certificate;
}

function readCertificate(der: Uint8Array): Certificate {
  const outer = openAs(parseDer(der), TAG.sequence, 'a Certificate');
  const signed = take(outer, TAG.sequence, 'the TBSCertificate');
  const algorithmElement = next(outer, 'the signature algorithm');
  const signature = readBitStringOctets(next(outer, 'the signature'), 'the signature');
  finish(outer, 'the Certificate');

  const cursor = open(signed);
  const version = takeOptional(cursor, contextTag(0));
  const versionNumber =
    version === undefined ? 0 : readSmallInteger(next(open(version), 'the version'), 'the version', 2);
  const serialNumber = readIntegerBytes(next(cursor, 'the serial number'), 'the serial number');
  const innerAlgorithm = next(cursor, 'the signature algorithm');
  // RFC 5280 section 4.1.1.2: both algorithm fields are the same.
  if (!sameBytes(raw(innerAlgorithm), raw(algorithmElement))) {
    throw derFault(innerAlgorithm.start, 'the algorithm of the outer field', 'another one');
  }
  const issuer = raw(take(cursor, TAG.sequence, 'the issuer'));
  const validity = open(take(cursor, TAG.sequence, 'the validity'));
  const notBefore = readAnyTime(next(validity, 'notBefore'), 'notBefore');
  const notAfter = readAnyTime(next(validity, 'notAfter'), 'notAfter');
  const subject = raw(take(cursor, TAG.sequence, 'the subject'));
  const publicKey = readPublicKey(next(cursor, 'the public key'));
  const uniqueIdentifiers = [1, 2].filter((number) => takeOptional(cursor, contextPrimitive(number)));
  const wrapped = takeOptional(cursor, contextTag(3));
  finish(cursor, 'the TBSCertificate');
  // RFC 5280 section 4.1.2.1: extensions are of version 3.
  if (wrapped !== undefined && versionNumber !== 2)
    throw derFault(wrapped.start, 'version 3', 'extensions before it');
  const repeated = new Set<string>();
  const extensions =
    wrapped === undefined
      ? NO_EXTENSIONS
      : readExtensions(next(open(wrapped), 'the extensions'), TAG.sequence, repeated);
  readName(issuer);
  return {
    der,
    signed: raw(signed),
    signatureAlgorithm: readAlgorithm(algorithmElement, 'the signature algorithm'),
    signature,
    serialNumber,
    serialText: serialKey(serialNumber),
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    version: versionNumber === 2 ? 3 : versionNumber === 1 ? 2 : 1,
    extensions,
    ...readKnownExtensions(extensions, repeated),
    oddities: odditiesOf(serialNumber, versionNumber, uniqueIdentifiers.length > 0),
    subjectText: maskedSubject(subject),
  };
}

/** RFC 5280 section 4.1.2.2: users of certificates should handle such numbers gracefully. */
function odditiesOf(serial: Uint8Array, version: number, hasUniqueIdentifier: boolean): readonly string[] {
  const odd: string[] = [];
  if ((serial[0] ?? 0) >= 0x80) odd.push('its serial number is negative');
  if (serial.length === 1 && serial[0] === 0) odd.push('its serial number is zero');
  if (serial.length > (serial[0] === 0 ? 21 : 20)) odd.push('its serial number has more than twenty octets');
  // Section 4.1.2.8: of versions 2 and 3, and of no use.
  if (hasUniqueIdentifier) odd.push(`it has a unique identifier${version === 0 ? ' before version 2' : ''}`);
  return odd;
}

function serialKey(serialNumber: Uint8Array): string {
  return Buffer.from(serialNumber).toString('hex');
}

// Entries go when their certificate does.
const hashes = new WeakMap<Certificate, Map<string, Uint8Array>>();

/** Digest of the whole certificate. */
export function certificateHash(certificate: Certificate, digest: Digest): Uint8Array {
  let own = hashes.get(certificate);
  if (own === undefined) {
    own = new Map();
    hashes.set(certificate, own);
  }
  const known = own.get(digest.oid);
  if (known !== undefined) return known;
  const hash = digest.of(certificate.der);
  own.set(digest.oid, hash);
  return hash;
}

export function isSelfIssued(certificate: Certificate): boolean {
  return sameName(certificate.issuer, certificate.subject);
}

/** Undefined where the bytes are no certificate: what others supply may be anything. */
export function tryParseCertificate(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof TamgaError) return undefined;
    throw error;
  }
}
