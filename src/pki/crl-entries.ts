/**
 * The entries of a revocation list: scanned once into an index of offsets, read when somebody asks for one.
 *
 * Lists of a million entries are in use; an object for each would cost a hundred times what their bytes do.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-5.3 RFC 5280, section 5.3}
 * @module
 */
import {
  contents,
  derFault,
  type Element,
  more,
  next,
  open,
  parseDer,
  parseFirst,
  take,
} from '../encoding/der';
import { readAnyTime, readIntegerBytes, readSmallInteger } from '../encoding/der-values';
import { OID } from '../encoding/oids';
import { TAG } from '../encoding/tags';
import { TamgaError } from '../model/error';
import { readExtensions } from './extensions';
import { directoryNames, readGeneralNames } from './general-name';

export interface RevokedEntry {
  readonly revokedAt: number;
  /** RFC 5280 section 5.3.1; `unspecified` is 0. */
  readonly reason: number;
  /** Since when the key is said to be compromised (section 5.3.2). */
  readonly invalidityDate: number | null;
}

export interface CrlEntries {
  readonly count: number;
  /** A critical extension that we do not process, of any entry. */
  readonly unknownCritical: boolean;
  /** Every entry for the serial number, in the order of the list; `unreadable` where one has no date or reason. */
  find(serialNumber: Uint8Array): readonly FoundEntry[] | 'unreadable';
}

export interface FoundEntry extends RevokedEntry {
  /** Names, DER, of the issuer that certificateIssuer gives (section 5.3.3); null: that of the list. */
  readonly issuers: readonly Uint8Array[] | null;
}

interface Scan {
  readonly bytes: Uint8Array;
  at: number;
}

interface Segment {
  readonly from: number;
  readonly issuers: readonly Uint8Array[];
}

/** More than any list has; beyond it an index would cost more than the list. */
const MOST_ENTRIES = 4_000_000;
const MOST_SEGMENTS = 200_000;
const NO_ENTRIES: CrlEntries = { count: 0, unknownCritical: false, find: () => [] };

/** `list`: revokedCertificates; undefined where the field is absent. */
export function indexEntries(list: Element | undefined): CrlEntries {
  if (list === undefined) return NO_ENTRIES;
  const scan: Scan = { bytes: list.source.bytes, at: list.body };
  let offsets = new Uint32Array(1024);
  let hashes = new Uint32Array(1024);
  const segments: Segment[] = [];
  let count = 0;
  let unknownCritical = false;
  while (scan.at < list.end) {
    if (count === MOST_ENTRIES)
      throw new TamgaError('TAMGA-E-LIMIT', `a list of more than ${MOST_ENTRIES} entries`);
    if (count === offsets.length) {
      offsets = grown(offsets);
      hashes = grown(hashes);
    }
    offsets[count] = scan.at;
    const end = enter(scan, TAG.sequence, list.end);
    const serialEnd = enter(scan, TAG.integer, end);
    hashes[count] = hashOf(scan.bytes, scan.at, serialEnd);
    scan.at = serialEnd;
    const time = scan.bytes[scan.at] === TAG.utcTime ? TAG.utcTime : TAG.generalizedTime;
    scan.at = enter(scan, time, end);
    if (scan.at < end) {
      const { unknown, issuers } = scanExtensions(scan, end);
      unknownCritical ||= unknown;
      if (issuers !== null) segments.push({ from: count, issuers });
      if (segments.length > MOST_SEGMENTS)
        throw new TamgaError('TAMGA-E-LIMIT', `a list with more than ${MOST_SEGMENTS} certificate issuers`);
    }
    count += 1;
  }
  const find = finder(list, offsets.subarray(0, count), hashes, segments);
  return { count, unknownCritical, find };
}

function grown(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(old.length * 2);
  larger.set(old);
  return larger;
}

/** FNV-1a; collisions cost time and nothing else. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Moves to the contents of the element, whose end is given back. */
function enter(scan: Scan, tag: number, limit: number): number {
  const { bytes } = scan;
  const start = scan.at;
  if (start + 2 > limit || bytes[start] !== tag)
    throw derFault(start, `an entry of the list (tag 0x${tag.toString(16)})`, 'another element');
  const first = bytes[start + 1] ?? 0;
  let body = start + 2;
  let length = first;
  if (first >= 0x80) {
    length = 0;
    for (const last = body + (first & 0x7f); body < last; body += 1)
      length = length * 256 + (bytes[body] ?? 0);
    if (first === 0x80 || first > 0x84 || length < 0x80 || bytes[start + 2] === 0)
      throw derFault(start + 1, 'the shortest form of a definite length', 'another one');
  }
  if (body + length > limit) throw derFault(start, `${length} bytes of contents`, 'fewer');
  scan.at = body;
  return body + length;
}

/** Reads as little as tells whether the entry may be passed over. */
function scanExtensions(
  scan: Scan,
  end: number,
): { unknown: boolean; issuers: readonly Uint8Array[] | null } {
  let unknown = false;
  let issuers: readonly Uint8Array[] | null = null;
  if (enter(scan, TAG.sequence, end) !== end)
    throw derFault(scan.at, 'the end of the entry', 'more elements');
  while (scan.at < end) {
    const extensionEnd = enter(scan, TAG.sequence, end);
    const oidEnd = enter(scan, TAG.oid, extensionEnd);
    const known = knownExtension(scan.bytes, scan.at, oidEnd);
    scan.at = oidEnd;
    const critical = scan.bytes[scan.at] === TAG.boolean && scan.bytes[scan.at + 2] !== 0;
    if (scan.bytes[scan.at] === TAG.boolean) scan.at += 3;
    const valueEnd = enter(scan, TAG.octetString, extensionEnd);
    if (valueEnd !== extensionEnd) throw derFault(valueEnd, 'the end of the extension', 'more elements');
    if (known === undefined) unknown ||= critical;
    if (known === CERTIFICATE_ISSUER)
      issuers = directoryNames(readGeneralNames(parseDer(scan.bytes.subarray(scan.at, valueEnd))));
    scan.at = valueEnd;
  }
  return { unknown, issuers };
}

/** Last arcs under 2.5.29: reasonCode, invalidityDate, certificateIssuer. */
const CERTIFICATE_ISSUER = 29;
const KNOWN: readonly number[] = [21, 24, CERTIFICATE_ISSUER];

function knownExtension(bytes: Uint8Array, from: number, to: number): number | undefined {
  if (to - from !== 3 || bytes[from] !== 0x55 || bytes[from + 1] !== 0x1d) return undefined;
  return KNOWN.find((arc) => arc === bytes[from + 2]);
}

/** Chains rather than probes: a list of one serial number a million times is indexed as fast as another. */
function finder(
  list: Element,
  offsets: Uint32Array,
  hashes: Uint32Array,
  segments: readonly Segment[],
): CrlEntries['find'] {
  let size = 16;
  while (size < offsets.length) size *= 2;
  const heads = new Int32Array(size).fill(-1);
  const chain = new Int32Array(offsets.length);
  for (let index = offsets.length - 1; index >= 0; index -= 1) {
    const slot = (hashes[index] ?? 0) & (size - 1);
    chain[index] = heads[slot] ?? -1;
    heads[slot] = index;
  }
  const { bytes } = list.source;
  return (serialNumber) => {
    const found: FoundEntry[] = [];
    const slot = hashOf(serialNumber, 0, serialNumber.length) & (size - 1);
    for (let index = heads[slot] ?? -1; index >= 0; index = chain[index] ?? -1) {
      const offset = offsets[index] ?? 0;
      if (!hasSerial(bytes, offset, list.end, serialNumber)) continue;
      const entry = tryReadEntry(bytes.subarray(offset, list.end));
      if (entry === undefined || found.length === MOST_FOUND) return 'unreadable';
      found.push({ ...entry, issuers: issuersAt(segments, index) });
    }
    return found;
  };
}

/** An indirect list may have a serial number once for each of its issuers. */
const MOST_FOUND = 1000;

function hasSerial(bytes: Uint8Array, offset: number, limit: number, serialNumber: Uint8Array): boolean {
  const scan: Scan = { bytes, at: offset };
  const end = enter(scan, TAG.sequence, limit);
  const serialEnd = enter(scan, TAG.integer, end);
  if (serialEnd - scan.at !== serialNumber.length) return false;
  return serialNumber.every((octet, index) => octet === bytes[scan.at + index]);
}

/** Section 5.3.3: an issuer holds until another one is named. */
function issuersAt(segments: readonly Segment[], index: number): readonly Uint8Array[] | null {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.from ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return segments[low - 1]?.issuers ?? null;
}

function tryReadEntry(bytes: Uint8Array): RevokedEntry | undefined {
  try {
    return readEntry(parseFirst(bytes, 'DER'));
  } catch (error) {
    if (error instanceof TamgaError) return undefined;
    throw error;
  }
}

function readEntry(element: Element): RevokedEntry {
  const cursor = open(element);
  readIntegerBytes(take(cursor, TAG.integer, 'the serial number'), 'the serial number');
  const revokedAt = readAnyTime(next(cursor, 'the revocation date'), 'the revocation date');
  if (!more(cursor)) return { revokedAt, reason: 0, invalidityDate: null };
  const extensions = readExtensions(next(cursor, 'entry extensions'));
  const code = extensions.get(OID.reasonCode);
  const invalid = extensions.get(OID.invalidityDate);
  return {
    revokedAt,
    reason: code === undefined ? 0 : readReason(parseDer(code.value)),
    invalidityDate:
      invalid === undefined ? null : readAnyTime(parseDer(invalid.value), 'the invalidity date'),
  };
}

function readReason(element: Element): number {
  if (contents(element).length !== 1) throw derFault(element.start, 'a reason code', 'another value');
  return readSmallInteger(element, 'the reason code', 10);
}
