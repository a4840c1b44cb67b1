/**
 * The end of the archive: where the central directory lies and how many entries it has.
 *
 * @see {@link https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT APPNOTE, sections 4.3.14 to 4.3.16}
 * @module
 */
import { type Source, startsWith, uint16, uint32, uint64, within, zipFault } from './bytes';
import type { ZipOddity } from './oddity';

export interface End {
  /** Of the central directory, as it lies in the bytes. */
  readonly start: number;
  readonly size: number;
  readonly count: number;
  /** What stands before the archive: offsets in it are counted from there. */
  readonly base: number;
  readonly comment: Uint8Array;
  readonly oddities: readonly ZipOddity[];
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const END_64_LENGTH = 56;
const LOCATOR_LENGTH = 20;
const MAXIMUM_COMMENT = 0xffff;
/** Zero octets, line ends and blanks, as transports leave them behind a file. */
const PADDING: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20]);

/** Counts and places as one of the two records says. */
interface Stated {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

export function readEnd(source: Source): End {
  const { bytes } = source;
  const { at, several } = findEnd(source);
  if (at === undefined) throw zipFault('no end of a central directory: the bytes are no whole ZIP archive');
  const comment = bytes.subarray(at + END_LENGTH, at + END_LENGTH + uint16(source, at + 20));
  const oddities: ZipOddity[] = [];
  const behind = bytes.length - at - END_LENGTH - comment.length;
  if (bytes.subarray(bytes.length - behind).some((byte) => !PADDING.has(byte)))
    oddities.push(foreign(`${behind} bytes follow the archive`));
  if (several || Buffer.from(comment).includes('PK\x05\x06'))
    oddities.push(foreign('an end record lies in the comment of another'));
  const stated = readStated(source, at);
  const wide = readWide(source, at);
  if (uint16(source, at + 4) !== 0 || uint16(source, at + 6) !== 0)
    throw zipFault('the archive is split over several files');
  if (wide !== null) oddities.push(...widthFaults(stated, wide.stated));
  const { count, size, offset } = wide?.stated ?? stated;
  const limit = wide?.start ?? at;
  const base = baseOf(source, offset, size, limit);
  const gap = limit - base - offset - size;
  if (base > 0) oddities.push(foreign(`${base} bytes stand before the archive`));
  if (gap > 0) oddities.push(foreign(`${gap} bytes stand behind the central directory`));
  within(source, base + offset, size, 'the central directory');
  if (gap < 0) throw zipFault('the central directory reaches into the end record');
  return { start: base + offset, size, count, base, comment, oddities };
}

/** Programs find an archive by its end, whatever stands before it. */
export function hasEnd(source: Source): boolean {
  return findEnd(source).at !== undefined;
}

/** The last record whose comment ends the file; else the last whose comment fits. */
function findEnd(source: Source): { readonly at: number | undefined; readonly several: boolean } {
  const { bytes } = source;
  const first = Math.max(0, bytes.length - END_LENGTH - MAXIMUM_COMMENT);
  const ending: number[] = [];
  let fitting: number | undefined;
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) {
    if (!startsWith(source, at, END)) continue;
    const end = at + END_LENGTH + uint16(source, at + 20);
    if (end === bytes.length) ending.push(at);
    else if (end < bytes.length) fitting ??= at;
  }
  return { at: ending[0] ?? fitting, several: ending.length > 1 };
}

function readStated(source: Source, at: number): Stated {
  const here = uint16(source, at + 8);
  const count = uint16(source, at + 10);
  if (here !== count) throw zipFault('the archive is split over several files');
  return { count, size: uint32(source, at + 12), offset: uint32(source, at + 16) };
}

function readWide(source: Source, end: number): { readonly stated: Stated; readonly start: number } | null {
  const locator = end - LOCATOR_LENGTH;
  if (!startsWith(source, locator, LOCATOR_64)) return null;
  const start = uint64(source, locator + 8);
  within(source, start, END_64_LENGTH, 'the ZIP64 end record');
  if (!startsWith(source, start, END_64) || start + END_64_LENGTH > locator)
    throw zipFault(`offset ${start}: no ZIP64 end record where the locator says`);
  return {
    start,
    stated: {
      count: uint64(source, start + 32),
      size: uint64(source, start + 40),
      offset: uint64(source, start + 48),
    },
  };
}

/** APPNOTE section 4.4.1.4: the short record holds the value itself or all ones. */
function widthFaults(short: Stated, wide: Stated): readonly ZipOddity[] {
  const same =
    (short.count === 0xffff || short.count === wide.count) &&
    (short.size === 0xffffffff || short.size === wide.size) &&
    (short.offset === 0xffffffff || short.offset === wide.offset);
  return same
    ? []
    : [{ kind: 'zip.views-differ', found: 'the end record and its ZIP64 form say different things' }];
}

/** Programs put things before an archive without changing its offsets; the directory then ends where the record begins. */
function baseOf(source: Source, offset: number, size: number, limit: number): number {
  const base = limit - size - offset;
  if (base <= 0 || startsWith(source, offset, ENTRY)) return 0;
  return startsWith(source, base + offset, ENTRY) ? base : 0;
}

function foreign(found: string): ZipOddity {
  return { kind: 'zip.foreign-bytes', found };
}
