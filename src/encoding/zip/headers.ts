/**
 * The two headers of one entry: in the central directory, and before its data.
 *
 * @see {@link https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT APPNOTE, sections 4.3.7 to 4.3.12}
 * @module
 */
import { sameBytes } from '../bytes';
import { type Source, startsWith, uint16, uint32, uint64, within, zipFault } from './bytes';

export interface CentralHeader {
  readonly nameBytes: Uint8Array;
  /** General purpose bit 11. */
  readonly utf8: boolean;
  readonly described: boolean;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of the local header, from the start of the archive. */
  readonly offset: number;
  /** Type and permissions of Unix; 0 where another system made it. */
  readonly mode: number;
  /** Info-ZIP Unicode path, where there is one. */
  readonly unicodePath: string | null;
  /** Offset behind this header. */
  readonly next: number;
}

export interface LocalHeader {
  /** Half sentences: what the local header says otherwise than the central directory. */
  readonly differences: readonly string[];
  readonly extraLength: number;
  /** Of the data. */
  readonly start: number;
  /** Behind the data and their descriptor. */
  readonly end: number;
}

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
const UNIX = 3;
const ALL_ONES = 0xffffffff;
const ZIP64_EXTRA = 0x0001;
const UNICODE_PATH = 0x7075;
/** Bits 0, 6 and 13: encrypted, strongly encrypted, with masked headers. */
const ENCRYPTION = 0x2041;
const DESCRIBED = 0x0008;
const UTF8 = 0x0800;

export function readCentral(source: Source, at: number): CentralHeader {
  within(source, at, CENTRAL_LENGTH, 'an entry of the central directory');
  if (!startsWith(source, at, CENTRAL)) throw zipFault(`offset ${at}: no entry of the central directory`);
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => uint16(source, at + offset));
  const name = at + CENTRAL_LENGTH;
  const extra = name + (nameLength ?? 0);
  const next = extra + (extraLength ?? 0) + (commentLength ?? 0);
  within(source, at, next - at, 'an entry of the central directory');
  const nameBytes = source.bytes.subarray(name, extra);
  const fields = extraFields(source, extra, extraLength ?? 0);
  const flags = uint16(source, at + 8);
  if ((flags & ENCRYPTION) !== 0) throw zipFault(`${shown(nameBytes)} is encrypted`);
  const method = uint16(source, at + 10);
  if (method !== 0 && method !== 8) throw zipFault(`${shown(nameBytes)} is compressed with method ${method}`);
  if (uint16(source, at + 34) !== 0) throw zipFault('the archive is split over several files');
  const [size, compressedSize, offset] = widened(source, fields.get(ZIP64_EXTRA), [
    uint32(source, at + 24),
    uint32(source, at + 20),
    uint32(source, at + 42),
  ]);
  return {
    nameBytes,
    utf8: (flags & UTF8) !== 0,
    described: (flags & DESCRIBED) !== 0,
    method,
    crc: uint32(source, at + 16),
    compressedSize: compressedSize ?? 0,
    size: size ?? 0,
    offset: offset ?? 0,
    mode: source.bytes[at + 5] === UNIX ? uint16(source, at + 40) : 0,
    unicodePath: unicodePath(source, fields.get(UNICODE_PATH)),
    next,
  };
}

export function readLocal(source: Source, central: CentralHeader, base: number): LocalHeader {
  const at = base + central.offset;
  within(source, at, LOCAL_LENGTH, `the header of ${shown(central.nameBytes)}`);
  if (!startsWith(source, at, LOCAL))
    throw zipFault(`offset ${at}: no header of ${shown(central.nameBytes)}`);
  const nameLength = uint16(source, at + 26);
  const extraLength = uint16(source, at + 28);
  const extra = at + LOCAL_LENGTH + nameLength;
  const start = extra + extraLength;
  within(source, at, start - at + central.compressedSize, `the data of ${shown(central.nameBytes)}`);
  const name = source.bytes.subarray(at + LOCAL_LENGTH, extra);
  const flags = uint16(source, at + 6);
  const [size, compressedSize] = widened(source, extraFields(source, extra, extraLength).get(ZIP64_EXTRA), [
    uint32(source, at + 22),
    uint32(source, at + 18),
  ]);
  const stated = { crc: uint32(source, at + 14), size: size ?? 0, compressedSize: compressedSize ?? 0 };
  // APPNOTE section 4.4.4: with bit 3 the three are zero here and stand behind the data.
  const open = central.described && stated.crc === 0 && stated.size === 0 && stated.compressedSize === 0;
  const end = start + central.compressedSize;
  const descriptor = central.described ? descriptorLength(source, end, central) : 0;
  const pairs: readonly (readonly [string, boolean])[] = [
    ['name', sameBytes(name, central.nameBytes)],
    ['method', uint16(source, at + 8) === central.method],
    ['encryption', (flags & ENCRYPTION) === 0],
    ['data descriptor', ((flags & DESCRIBED) !== 0) === central.described && descriptor !== null],
    ['encoding of the name', ((flags & UTF8) !== 0) === central.utf8],
    ['CRC', open || stated.crc === central.crc],
    ['size', open || stated.size === central.size],
    ['compressed size', open || stated.compressedSize === central.compressedSize],
  ];
  return {
    differences: pairs.filter(([, same]) => !same).map(([what]) => what),
    extraLength,
    start,
    end: end + (descriptor ?? 0),
  };
}

/** APPNOTE section 4.3.9: with or without a signature, in 32 or 64 bits. Null: none that says the same. */
function descriptorLength(source: Source, at: number, central: CentralHeader): number | null {
  for (const signature of startsWith(source, at, DESCRIPTOR) ? [4, 0] : [0]) {
    for (const width of [4, 8]) {
      const length = signature + 4 + 2 * width;
      if (at + length > source.bytes.length) continue;
      const crc = uint32(source, at + signature);
      const sizes = at + signature + 4;
      const read = width === 4 ? uint32 : looseUint64;
      if (
        crc === central.crc &&
        read(source, sizes) === central.compressedSize &&
        read(source, sizes + width) === central.size
      )
        return length;
    }
  }
  return null;
}

function looseUint64({ view }: Source, at: number): number {
  return Number(view.getBigUint64(at, true));
}

interface Extra {
  readonly start: number;
  readonly length: number;
}

/** APPNOTE section 4.5.1. What does not divide into fields is left alone: old programs pad. */
function extraFields(source: Source, start: number, length: number): ReadonlyMap<number, Extra> {
  const fields = new Map<number, Extra>();
  let at = start;
  while (at + 4 <= start + length) {
    const size = uint16(source, at + 2);
    if (at + 4 + size > start + length) break;
    fields.set(uint16(source, at), { start: at + 4, length: size });
    at += 4 + size;
  }
  return fields;
}

/** APPNOTE section 4.5.3: only the values that are all ones stand in the field, in this order. */
function widened(source: Source, field: Extra | undefined, values: readonly number[]): readonly number[] {
  let at = field?.start ?? 0;
  const end = at + (field?.length ?? 0);
  return values.map((value) => {
    if (value !== ALL_ONES || at + 8 > end) return value;
    at += 8;
    return uint64(source, at - 8);
  });
}

/** Version, CRC of the name in the header, UTF-8. */
function unicodePath(source: Source, field: Extra | undefined): string | null {
  if (field === undefined || field.length < 5 || source.bytes[field.start] !== 1) return null;
  return Buffer.from(source.bytes.subarray(field.start + 5, field.start + field.length)).toString('utf8');
}

function shown(name: Uint8Array): string {
  return JSON.stringify(Buffer.from(name.subarray(0, 80)).toString('utf8'));
}
