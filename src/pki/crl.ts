/**
 * Certificate revocation lists as facts; entries are looked up, not all read.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-5 RFC 5280, section 5}
 * @module
 */

import type { AlgorithmIdentifier } from '../crypto/identify';
import { createLru, structureKey } from '../crypto/lru';
import { sameBytes } from '../encoding/bytes';
import {
  contents,
  derFault,
  finish,
  next,
  open,
  openAs,
  parseDer,
  raw,
  take,
  takeOptional,
} from '../encoding/der';
import { readBitStringOctets, readIntegerBytes, readSmallInteger, readTime } from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { contextPrimitive, contextTag, TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { readAlgorithm } from './algorithm';
import { type CrlEntries, indexEntries } from './crl-entries';
import {
  ALL_REASONS,
  type DistributionPointName,
  readDistributionPointName,
  readDistributionPoints,
  readReasons,
  urlsOf,
} from './distribution-point';
import { type Extensions, NO_EXTENSIONS, readAuthorityKeyIdentifier, readExtensions } from './extensions';

/** What an IssuingDistributionPoint narrows the list to. */
export interface CrlScope {
  /** The value of the extension, DER: lists of one scope have the same. */
  readonly der: Uint8Array;
  readonly point: DistributionPointName | null;
  readonly onlyUsers: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  /** Bits of ReasonFlags as `1 << number`: all of them where onlySomeReasons is absent. */
  readonly reasons: number;
  readonly indirect: boolean;
}

export interface Crl {
  readonly der: Uint8Array;
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** CRLNumber, the octets of the INTEGER without leading zeros in hex; null where there is none or it is negative. */
  readonly number: string | null;
  /** Of a list of changes: the number of the list that they start from (RFC 5280 section 5.2.4). */
  readonly baseNumber: string | null;
  /** It lists changes since a base list. */
  readonly delta: boolean;
  readonly authorityKeyIdentifier: Uint8Array | null;
  readonly scope: CrlScope | null;
  /** Certificates that expired after this instant stay listed (X.509 expiredCertsOnCRL). */
  readonly expiredCertsFrom: number | null;
  /** A critical extension that we do not process, of the list or of an entry. */
  readonly unknownCritical: boolean;
  /** HTTP addresses of lists of changes to this one (RFC 5280 section 5.2.6). */
  readonly freshestCrlUrls: readonly string[];
  readonly entries: CrlEntries;
}

export const REASON = { certificateHold: 6, removeFromCrl: 8 } as const;

const LIMITS = { bytes: 128 * 1024 * 1024, depth: 16, elements: 100_000 };
/** Large lists are remembered by their bytes, so there may only be a few. */
const LARGE = 1024 * 1024;
const parsed = createLru<Crl>(64);
const parsedLarge = createLru<Crl>(3);

export function parseCrl(der: Uint8Array): Crl {
  const memo = der.length > LARGE ? parsedLarge : parsed;
  const id = structureKey(der);
  const known = memo.get(id);
  if (known !== undefined) return known;
  const crl = readCrl(Uint8Array.from(der));
  memo.set(id, crl);
  return crl;
}

export function tryParseCrl(der: Uint8Array): Crl | undefined {
  try {
    return parseCrl(der);
  } catch (error) {
    if (error instanceof TamgaError) return undefined;
    throw error;
  }
}

function readCrl(der: Uint8Array): Crl {
  const outer = openAs(parseDer(der, LIMITS), TAG.sequence, 'a CertificateList');
  const signed = take(outer, TAG.sequence, 'the TBSCertList');
  const algorithmElement = next(outer, 'the signature algorithm');
  const signature = readBitStringOctets(next(outer, 'the signature'), 'the signature');
  finish(outer, 'the CertificateList');

  const cursor = open(signed);
  const version = takeOptional(cursor, TAG.integer);
  if (version !== undefined) readSmallInteger(version, 'the version', 1);
  const inner = next(cursor, 'the signature algorithm');
  // RFC 5280 section 5.1.1.2: both algorithm fields are the same.
  if (!sameBytes(raw(inner), raw(algorithmElement))) {
    throw derFault(inner.start, 'the algorithm of the outer field', 'another one');
  }
  const issuer = raw(take(cursor, TAG.sequence, 'the issuer'));
  const thisUpdate = readTime(next(cursor, 'thisUpdate'), 'thisUpdate');
  const due = takeOptional(cursor, TAG.utcTime) ?? takeOptional(cursor, TAG.generalizedTime);
  const entries = indexEntries(takeOptional(cursor, TAG.sequence));
  const wrapped = takeOptional(cursor, contextTag(0));
  finish(cursor, 'the TBSCertList');
  const extensions =
    wrapped === undefined ? NO_EXTENSIONS : readExtensions(next(open(wrapped), 'the extensions'));
  const expired = extensions.get(OID.expiredCertsOnCrl);
  const keyIdentifier = extensions.get(OID.authorityKeyIdentifier);
  return {
    der,
    signed: raw(signed),
    signatureAlgorithm: readAlgorithm(algorithmElement, 'the signature algorithm'),
    signature,
    issuer,
    thisUpdate,
    nextUpdate: due === undefined ? null : readTime(due, 'nextUpdate'),
    number: readNumber(extensions, OID.crlNumber),
    baseNumber: readNumber(extensions, OID.deltaCrlIndicator),
    delta: extensions.has(OID.deltaCrlIndicator),
    authorityKeyIdentifier:
      keyIdentifier === undefined ? null : readAuthorityKeyIdentifier(keyIdentifier.value),
    scope: readScope(extensions),
    expiredCertsFrom: expired === undefined ? null : readTime(parseDer(expired.value), 'expiredCertsOnCRL'),
    unknownCritical: entries.unknownCritical || hasUnknownCritical(extensions),
    freshestCrlUrls: readFreshest(extensions),
    entries,
  };
}

/** RFC 5280 section 5.2.3: up to twenty octets, never negative. */
function readNumber(extensions: Extensions, oid: string): string | null {
  const extension = extensions.get(oid);
  if (extension === undefined) return null;
  const octets = readIntegerBytes(parseDer(extension.value), 'the number of the list');
  if (octets.length > 21 || (octets[0] ?? 0) >= 0x80) return null;
  return Buffer.from(octets)
    .toString('hex')
    .replace(/^(00)+/, '');
}

/** Is the number of one list at most that of the other? */
export function isAtMost(one: string, other: string): boolean {
  return one.length === other.length ? one <= other : one.length < other.length;
}

const KNOWN_LIST_EXTENSIONS: ReadonlySet<string> = new Set([
  OID.authorityKeyIdentifier,
  OID.crlNumber,
  OID.deltaCrlIndicator,
  OID.issuingDistributionPoint,
  OID.freshestCrl,
  OID.expiredCertsOnCrl,
]);

function hasUnknownCritical(extensions: Extensions): boolean {
  for (const [oid, { critical }] of extensions) if (critical && !KNOWN_LIST_EXTENSIONS.has(oid)) return true;
  return false;
}

function readFreshest(extensions: Extensions): readonly string[] {
  const extension = extensions.get(OID.freshestCrl);
  return extension === undefined
    ? []
    : readDistributionPoints(extension.value).flatMap(({ name }) => urlsOf(name));
}

/** RFC 5280 section 5.2.5. */
function readScope(extensions: Extensions): CrlScope | null {
  const extension = extensions.get(OID.issuingDistributionPoint);
  if (extension === undefined) return null;
  const cursor = openAs(parseDer(extension.value), TAG.sequence, 'IssuingDistributionPoint');
  const point = takeOptional(cursor, contextTag(0));
  const flag = (number: number): boolean => {
    const element = takeOptional(cursor, contextPrimitive(number));
    return element !== undefined && contents(element)[0] !== 0;
  };
  const onlyUsers = flag(1);
  const onlyAuthorities = flag(2);
  const some = takeOptional(cursor, contextPrimitive(3));
  const indirect = flag(4);
  const onlyAttributes = flag(5);
  finish(cursor, 'IssuingDistributionPoint');
  if ([onlyUsers, onlyAuthorities, onlyAttributes].filter(Boolean).length > 1)
    throw derFault(0, 'one kind of certificates at most', 'more');
  return {
    der: extension.value,
    point: point === undefined ? null : readDistributionPointName(open(point)),
    onlyUsers,
    onlyAuthorities,
    onlyAttributes,
    reasons: some === undefined ? ALL_REASONS : readReasons(some),
    indirect,
  };
}
