/**
 * A strict reader of ZIP archives: both views of every entry, every byte accounted for, nothing inflated before it is asked for.
 *
 * @see {@link https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT APPNOTE}
 * @module
 */
import { TamgaError } from '../../model/error';
import { type Source, sourceOf, startsWith, zipFault } from './bytes';
import { hasEnd, readEnd } from './end';
import { type CentralHeader, type LocalHeader, readCentral, readLocal } from './headers';
import { type InflateLimits, inflateEntry } from './inflate';
import { decodeName, nameOddities, shown } from './names';
import type { ZipOddity } from './oddity';

export interface ZipArchive {
  /** In the order of the central directory; folders are entries too. */
  readonly entries: readonly ZipEntry[];
  readonly comment: Uint8Array;
  readonly oddities: readonly ZipOddity[];
}

export interface ZipEntry {
  readonly name: string;
  readonly directory: boolean;
  readonly stored: boolean;
  /** Inflated, as stated. */
  readonly size: number;
  /** Of the local header in the bytes. */
  readonly offset: number;
  /** The local header has an extra field. */
  readonly extra: boolean;
  /** Inflates: TAMGA-E-ZIP where the data are not what the headers say, TAMGA-E-LIMIT where they are too large. */
  content(): Uint8Array;
}

export interface ZipLimits extends InflateLimits {
  readonly entries: number;
  /** Of all entries that are asked for, each counted once. */
  readonly total: number;
}

const MEBIBYTE = 1024 * 1024;
export const ZIP_LIMITS: ZipLimits = {
  entries: 10_000,
  bytes: 256 * MEBIBYTE,
  total: 512 * MEBIBYTE,
  ratio: 200,
};

/** Small contents are kept, large ones inflated again. */
const KEPT = MEBIBYTE;
const LOCAL = 0x04034b50;

export function looksLikeZip(bytes: Uint8Array): boolean {
  const source = sourceOf(bytes);
  return startsWith(source, 0, LOCAL) || startsWith(source, 0, 0x06054b50);
}

/** With something before it, as programs that unpack themselves have. */
export function endsLikeZip(bytes: Uint8Array): boolean {
  return hasEnd(sourceOf(bytes));
}

export function readZip(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): ZipArchive {
  const source = sourceOf(bytes);
  const end = readEnd(source);
  if (end.count > limits.entries)
    throw new TamgaError('TAMGA-E-LIMIT', `${end.count} entries in the archive, over ${limits.entries}`);
  const parts: Part[] = [];
  let at = end.start;
  for (let index = 0; index < end.count; index += 1) {
    const central = readCentral(source, at);
    parts.push({ central, local: readLocal(source, central, end.base), ...decodeName(central) });
    at = central.next;
    if (at > end.start + end.size) throw zipFault('the central directory is longer than stated');
  }
  if (at !== end.start + end.size) throw zipFault('the central directory is shorter than stated');
  const budget = { left: limits.total };
  return {
    entries: parts.map((part) => entryOf(source, part, end.base, limits, budget)),
    comment: end.comment,
    oddities: [
      ...end.oddities,
      ...parts.flatMap(partOddities),
      ...nameOddities(parts.map(({ name }) => name)),
      ...layoutOddities(source, parts, end.base, end.start),
    ],
  };
}

interface Part {
  readonly central: CentralHeader;
  readonly local: LocalHeader;
  readonly name: string;
  readonly oddities: readonly ZipOddity[];
}

function entryOf(
  source: Source,
  { central, local, name }: Part,
  base: number,
  limits: ZipLimits,
  budget: { left: number },
): ZipEntry {
  const data = source.bytes.subarray(local.start, local.start + central.compressedSize);
  let counted = false;
  let kept: Uint8Array | undefined;
  return {
    name,
    directory: name.endsWith('/'),
    stored: central.method === 0,
    size: central.size,
    offset: base + central.offset,
    extra: local.extraLength > 0,
    content() {
      if (kept !== undefined) return kept;
      if (!counted && central.size > budget.left)
        throw new TamgaError(
          'TAMGA-E-LIMIT',
          `${shown(name)}: over ${limits.total} bytes with those before it`,
        );
      if (!counted) budget.left -= central.size;
      counted = true;
      const bytes = inflateEntry(central, name, data, limits);
      if (bytes.length <= KEPT) kept = bytes;
      return bytes;
    },
  };
}

function partOddities({ central, local, name, oddities }: Part): readonly ZipOddity[] {
  const { differences } = local;
  const views: ZipOddity = {
    kind: 'zip.views-differ',
    found: `${shown(name)}: the local header has another ${differences.join(', ')}`,
  };
  const special = specialFault(name, central);
  return [
    ...oddities,
    ...(differences.length === 0 ? [] : [views]),
    ...(special === null ? [] : [{ kind: 'zip.special-file', found: `${shown(name)} ${special}` } as const]),
  ];
}

/** Type bits of a Unix mode. */
const [TYPE, REGULAR, DIRECTORY, LINK] = [0xf000, 0x8000, 0x4000, 0xa000];

function specialFault(name: string, { mode, size }: CentralHeader): string | null {
  const type = mode & TYPE;
  const folder = name.endsWith('/');
  if (folder && size > 0) return 'is a folder with content';
  if (type === LINK) return 'is a symbolic link';
  if (type !== 0 && type !== (folder ? DIRECTORY : REGULAR)) return 'is no regular file';
  return null;
}

/** Entries one behind the other, from the first byte to the central directory. */
function layoutOddities(
  source: Source,
  parts: readonly Part[],
  base: number,
  directory: number,
): readonly ZipOddity[] {
  const oddities: ZipOddity[] = [];
  let at = base;
  const inOrder = [...parts].sort((a, b) => a.central.offset - b.central.offset);
  for (const { central, local, name } of inOrder) {
    const start = base + central.offset;
    // Entries over one another are the way to make much out of little.
    if (start < at) throw zipFault(`${shown(name)} lies in the bytes of the entry before it`);
    if (start > at) oddities.push(gap(source, at, start));
    at = local.end;
  }
  if (at > directory) throw zipFault('the last entry reaches into the central directory');
  if (at < directory) oddities.push(gap(source, at, directory));
  return oddities;
}

function gap(source: Source, from: number, to: number): ZipOddity {
  const hidden = startsWith(source, from, LOCAL) ? ', an entry that the central directory does not list' : '';
  return { kind: 'zip.foreign-bytes', found: `offset ${from}: ${to - from} bytes of no entry${hidden}` };
}
