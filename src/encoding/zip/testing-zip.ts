/**
 * A small maker of ZIP archives for tests: every field as asked, nothing checked.
 *
 * @module
 */
import { crc32, deflateRawSync } from 'node:zlib';

export interface TestEntry {
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array | string;
  readonly deflate?: boolean;
  /** Sizes and CRC behind the data; `bare`: without a signature before them. */
  readonly descriptor?: boolean | 'bare';
  readonly flags?: number;
  readonly method?: number;
  readonly mode?: number;
  readonly extra?: Uint8Array;
  readonly localExtra?: Uint8Array;
  readonly crc?: number;
  readonly size?: number;
  /** In the place of the compressed data. */
  readonly data?: Uint8Array;
  /** What the local header says otherwise. */
  readonly local?: Partial<Pick<Fields, 'name' | 'method' | 'crc' | 'size' | 'compressed' | 'flags'>>;
  /** Before the local header. */
  readonly before?: Uint8Array;
  /** In the central directory. */
  readonly offset?: number;
}

interface Fields {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
}

export interface TestArchive {
  readonly comment?: Uint8Array;
  readonly before?: Uint8Array;
  /** Before the central directory, behind it, behind everything. */
  readonly gap?: Uint8Array;
  readonly behind?: Uint8Array;
  readonly after?: Uint8Array;
  readonly count?: number;
  readonly size?: number;
  readonly offset?: number;
  readonly disk?: number;
}

const UTF8 = 0x0800;

export function testZip(entries: readonly TestEntry[], archive: TestArchive = {}): Uint8Array {
  const none = new Uint8Array(0);
  const { before = none, gap = none, behind = none, after = none, comment = none } = archive;
  const parts: Uint8Array[] = [before];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const { fields, data } = fieldsOf(entry);
    const head = entry.before ?? none;
    const offset = entry.offset ?? at + head.length;
    const local = [head, localHeader(entry, fields), data, descriptorOf(entry, fields)];
    parts.push(...local);
    at += local.reduce((sum, { length }) => sum + length, 0);
    central.push(centralHeader(entry, fields, offset));
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(archive.disk ?? 0, 4);
  for (const place of [8, 10]) end.writeUInt16LE(archive.count ?? entries.length, place);
  end.writeUInt32LE(archive.size ?? directory.length, 12);
  end.writeUInt32LE(archive.offset ?? at + gap.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, gap, directory, behind, end, comment, after]);
}

function fieldsOf(entry: TestEntry): { readonly fields: Fields; readonly data: Uint8Array } {
  const content = Buffer.from(entry.content ?? '');
  const data = entry.data ?? (entry.deflate === true ? deflateRawSync(content) : content);
  const name = typeof entry.name === 'string' ? Buffer.from(entry.name, 'utf8') : entry.name;
  const described = entry.descriptor === undefined || entry.descriptor === false ? 0 : 8;
  const fields = {
    name,
    flags: entry.flags ?? (typeof entry.name === 'string' ? UTF8 : 0) | described,
    method: entry.method ?? (entry.deflate === true ? 8 : 0),
    crc: entry.crc ?? crc32(content),
    compressed: data.length,
    size: entry.size ?? content.length,
  };
  return { fields, data };
}

function localHeader(entry: TestEntry, fields: Fields): Uint8Array {
  const zeros = (fields.flags & 8) === 0 ? {} : { crc: 0, compressed: 0, size: 0 };
  const said = { ...fields, ...zeros, ...entry.local };
  const extra = entry.localExtra ?? new Uint8Array(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  writeCommon(head, 6, said);
  head.writeUInt16LE(said.name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, said.name, extra]);
}

function centralHeader(entry: TestEntry, fields: Fields, offset: number): Uint8Array {
  const extra = entry.extra ?? new Uint8Array(0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(entry.mode === undefined ? 20 : 0x0314, 4);
  head.writeUInt16LE(20, 6);
  writeCommon(head, 8, fields);
  head.writeUInt16LE(fields.name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt16LE(entry.mode ?? 0, 40);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, fields.name, extra]);
}

/** Flags, method, time, CRC and sizes stand alike in both headers. */
function writeCommon(head: Buffer, at: number, fields: Fields): void {
  head.writeUInt16LE(fields.flags, at);
  head.writeUInt16LE(fields.method, at + 2);
  head.writeUInt32LE(fields.crc, at + 8);
  head.writeUInt32LE(fields.compressed, at + 12);
  head.writeUInt32LE(fields.size, at + 16);
}

function descriptorOf({ descriptor }: TestEntry, fields: Fields): Uint8Array {
  if (descriptor === undefined || descriptor === false) return new Uint8Array(0);
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(fields.crc, 4);
  bytes.writeUInt32LE(fields.compressed, 8);
  bytes.writeUInt32LE(fields.size, 12);
  return descriptor === 'bare' ? bytes.subarray(4) : bytes;
}
