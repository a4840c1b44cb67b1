/**
 * ZIP archives byte by byte: fixed times, no extra fields, and every part replaceable by name.
 *
 * @see {@link https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT APPNOTE.TXT}
 * @module
 */
import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';

export interface ZipEntry {
  /** Written as UTF-8, whatever it holds. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Stored unless named. */
  readonly deflated?: boolean;
  readonly parts?: EntryParts;
}

/** What a case may replace in one entry. */
export interface EntryParts {
  /** Extra field of the local header. */
  readonly extra?: Uint8Array;
  /** Of the central directory. */
  readonly centralExtra?: Uint8Array;
  readonly comment?: string;
  /** Name in the central directory, in place of the one in the local header. */
  readonly centralName?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly checksum?: number;
  /** Stated in both headers. */
  readonly compressedSize?: number;
  readonly size?: number;
  /** External attributes: a symbolic link is 0xa1ff0000. */
  readonly attributes?: number;
  /** Not listed in the central directory. */
  readonly hidden?: boolean;
}

export interface ZipOptions {
  readonly comment?: string;
  /** Before the first local header, and between the last entry and the central directory. */
  readonly prefix?: Uint8Array;
  readonly gap?: Uint8Array;
  readonly suffix?: Uint8Array;
  /** Stated in the end record. */
  readonly count?: number;
}

/** 1980-01-01 00:00, the first moment that the format knows: no clock and no time zone gets in. */
const DOS_TIME = 0;
const DOS_DATE = 0x0021;
const VERSION = 20;
/** Version and, above it, Unix: of names that come from DOS unzip believes no bit 11. */
const MADE_BY = 0x0300 | VERSION;
/** A plain file with rights 0644, as Unix keeps them. */
const PLAIN_FILE = 0x81a40000;
/** Bit 11: name and comment are UTF-8. ASCII needs no such bit, and an old reader no such surprise. */
const UTF8 = 0x0800;

export function zip(entries: readonly ZipEntry[], options: ZipOptions = {}): Uint8Array {
  const {
    prefix = new Uint8Array(),
    gap = new Uint8Array(),
    suffix = new Uint8Array(),
    comment = '',
  } = options;
  const locals: Uint8Array[] = [prefix];
  const central: Uint8Array[] = [];
  let offset = prefix.length;
  for (const entry of entries) {
    const packed = packedEntry(entry);
    const local = localEntry(entry, packed);
    if (entry.parts?.hidden !== true) central.push(centralHeader(entry, packed, offset));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = options.count ?? central.length;
  const text = Buffer.from(comment);
  const end = fields(
    [0x06054b50, 4],
    ...pairs(0, 0, count, count),
    [directory.length, 4],
    [offset + gap.length, 4],
    [text.length, 2],
  );
  return Buffer.concat([...locals, gap, directory, end, text, suffix]);
}

interface Packed {
  readonly data: Uint8Array;
  /** From flags to sizes: the same in both headers. */
  readonly common: Uint8Array;
}

function packedEntry({ name, bytes, deflated = false, parts = {} }: ZipEntry): Packed {
  // A library in JavaScript, for zlib compresses differently from one processor to another.
  const data = deflated ? deflateSync(bytes, { level: 6 }) : bytes;
  const ascii = /^[\x20-\x7e]*$/.test(name + (parts.comment ?? '') + (parts.centralName ?? ''));
  const common = fields(
    ...pairs(parts.flags ?? (ascii ? 0 : UTF8), parts.method ?? (deflated ? 8 : 0), DOS_TIME, DOS_DATE),
    [parts.checksum ?? crc32(bytes), 4],
    [parts.compressedSize ?? data.length, 4],
    [parts.size ?? bytes.length, 4],
  );
  return { data, common };
}

function localEntry({ name, parts = {} }: ZipEntry, { data, common }: Packed): Uint8Array {
  const { extra = new Uint8Array() } = parts;
  const written = Buffer.from(name);
  const lengths = fields(...pairs(written.length, extra.length));
  return Buffer.concat([fields([0x04034b50, 4], [VERSION, 2]), common, lengths, written, extra, data]);
}

function centralHeader({ name, parts = {} }: ZipEntry, { common }: Packed, offset: number): Uint8Array {
  const { centralExtra: extra = new Uint8Array(), comment = '', attributes = PLAIN_FILE } = parts;
  const written = Buffer.from(parts.centralName ?? name);
  const text = Buffer.from(comment);
  return Buffer.concat([
    fields([0x02014b50, 4], ...pairs(MADE_BY, VERSION)),
    common,
    fields(...pairs(written.length, extra.length, text.length, 0, 0), [attributes, 4], [offset, 4]),
    written,
    extra,
    text,
  ]);
}

/** Little-endian, each value with its width in bytes. */
function fields(...all: readonly (readonly [number, 2 | 4])[]): Uint8Array {
  const bytes = Buffer.alloc(all.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of all) at = bytes.writeUIntLE(value >>> 0, at, width);
  return bytes;
}

function pairs(...values: readonly number[]): readonly (readonly [number, 2])[] {
  return values.map((value) => [value, 2] as const);
}
