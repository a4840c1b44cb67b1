/**
 * The values of the X.509 extensions that validation needs.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.2 RFC 5280, section 4.2}
 * @module
 */
import {
  contents,
  derFault,
  type Element,
  finish,
  more,
  next,
  open,
  openAs,
  parseDer,
  take,
  takeOptional,
} from '../encoding/der';
import {
  readBitString,
  readBoolean,
  readOctetString,
  readOid,
  readSmallInteger,
} from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { contextPrimitive, TAG } from '../encoding/tags';
import { httpUrl } from './distribution-point';
import { readGeneralName } from './general-name';

export interface Extension {
  readonly critical: boolean;
  readonly value: Uint8Array;
}

export type Extensions = ReadonlyMap<string, Extension>;

export const NO_EXTENSIONS: Extensions = new Map();

/** RFC 5280 section 4.2: an extension appears once; whoever hands in `repeated` hears of it, others are refused. */
export function readExtensions(
  element: Element,
  tag: number = TAG.sequence,
  repeated?: Set<string>,
): Extensions {
  const all = new Map<string, Extension>();
  const cursor = openAs(element, tag, 'extensions');
  while (more(cursor)) {
    const one = open(take(cursor, TAG.sequence, 'an extension'));
    const id = next(one, 'the extension id');
    const oid = readOid(id, 'the extension id');
    const criticality = takeOptional(one, TAG.boolean);
    const critical = criticality !== undefined && readBoolean(criticality, 'the criticality');
    const value = readOctetString(next(one, 'the extension value'), 'the extension value');
    finish(one, 'the extension');
    if (!all.has(oid)) all.set(oid, { critical, value });
    else if (repeated === undefined) throw derFault(id.start, 'each extension once', `${oid} twice`);
    else repeated.add(oid);
  }
  return all;
}

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength: number | null;
}

export function readBasicConstraints(value: Uint8Array): BasicConstraints {
  const cursor = openAs(parseDer(value), TAG.sequence, 'BasicConstraints');
  const flag = takeOptional(cursor, TAG.boolean);
  const ca = flag !== undefined && readBoolean(flag, 'the cA flag');
  const length = takeOptional(cursor, TAG.integer);
  finish(cursor, 'BasicConstraints');
  return { ca, pathLength: length === undefined ? null : readSmallInteger(length, 'the path length') };
}

/** RFC 5280 section 4.2.1.3, bit numbers. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export function readKeyUsage(value: Uint8Array): ReadonlySet<KeyUsage> {
  const { bytes } = readBitString(parseDer(value), 'KeyUsage');
  return new Set(KEY_USAGES.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0));
}

export function readExtendedKeyUsage(value: Uint8Array): readonly string[] {
  const purposes = openAs(parseDer(value), TAG.sequence, 'ExtKeyUsage');
  const all: string[] = [];
  while (more(purposes)) all.push(readOid(next(purposes, 'a purpose'), 'a purpose'));
  return all;
}

export function readSubjectKeyIdentifier(value: Uint8Array): Uint8Array {
  return readOctetString(parseDer(value), 'SubjectKeyIdentifier');
}

/** The keyIdentifier field alone; null where absent. */
export function readAuthorityKeyIdentifier(value: Uint8Array): Uint8Array | null {
  const cursor = openAs(parseDer(value), TAG.sequence, 'AuthorityKeyIdentifier');
  const identifier = takeOptional(cursor, contextPrimitive(0));
  return identifier === undefined ? null : contents(identifier);
}

export interface InformationAccess {
  readonly ocsp: readonly string[];
  readonly caIssuers: readonly string[];
}

/** RFC 5280 section 4.2.2.1; only the HTTP kind of location is of use here. */
export function readInformationAccess(value: Uint8Array): InformationAccess {
  const ocsp: string[] = [];
  const caIssuers: string[] = [];
  const descriptions = openAs(parseDer(value), TAG.sequence, 'AuthorityInfoAccess');
  while (more(descriptions)) {
    const one = open(take(descriptions, TAG.sequence, 'an AccessDescription'));
    const method = readOid(next(one, 'the access method'), 'the access method');
    const url = httpUrl(readGeneralName(next(one, 'the access location')));
    if (url === undefined) continue;
    if (method === OID.ocsp) ocsp.push(url);
    if (method === OID.caIssuers) caIssuers.push(url);
  }
  return { ocsp, caIssuers };
}
