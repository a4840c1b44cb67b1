/**
 * A PDF file: its revisions, each the document as it was when its last byte was written.
 *
 * The chain of cross-reference sections is followed from the end of the file as the standard says. Nothing is repaired
 * by searching for objects: programs that do so each see another document.
 *
 * @see ISO 32000-2, section 7.5
 * @module
 */
import { TamgaError } from '../../model/error';
import { PDF_LIMITS, type PdfLimits, pdfFault, pdfLimit, type Work } from './limits';
import { type Revision, revisionOf } from './revision';
import { atKeyword, isSpace, type Reader, skipBlank, takeDigits } from './scan';
import { contradict, hybrid, overlaps, readSection, type Section } from './section';
import { entry, isCount } from './values';

export interface PdfFile {
  readonly bytes: Buffer;
  /** From the oldest to the newest; at least one. */
  readonly revisions: readonly Revision[];
  /** Offset of the first byte that no revision has, white space left out; null if there is none. */
  readonly strayAt: number | null;
  /** Places where two programs may read two documents from the same bytes. */
  readonly ambiguities: readonly string[];
  readonly work: Work;
  /** The document as a program sees it that gets the first `end` bytes only; undefined if no revision ends there. */
  revisionEndingAt(end: number): Revision | undefined;
}

interface Context {
  readonly bytes: Buffer;
  /** Offset that the offsets of the file count from. */
  readonly base: number;
  readonly work: Work;
  readonly shared: Parameters<typeof revisionOf>[3];
}

/** `startxref`, the number, `%%EOF`. */
interface Tail {
  readonly at: number;
  readonly offset: number;
  /** Behind `%%EOF`. */
  readonly end: number;
}

/** ISO 32000-2 annex I: programs look for the header in the first 1024 octets. */
const HEADER_WITHIN = 1024;
const MAXIMUM_TAILS = 64;

export function looksLikePdf(bytes: Uint8Array): boolean {
  return asBuffer(bytes.subarray(0, HEADER_WITHIN)).includes('%PDF-');
}

export function openPdf(given: Uint8Array, limits: PdfLimits = PDF_LIMITS): PdfFile {
  if (given.length > limits.bytes)
    throw pdfLimit(`${given.length} bytes are more than the limit of ${limits.bytes}`);
  const bytes = asBuffer(given);
  const header = bytes.subarray(0, HEADER_WITHIN).indexOf('%PDF-');
  if (header < 0) throw pdfFault(0, '"%PDF-"', 'another file');
  const context = (base: number): Context => ({
    bytes,
    base,
    work: { limits, values: 0, expanded: 0 },
    shared: { objects: new Map(), containers: new Map() },
  });
  const opened = lastDocument(context(0)) ?? (header > 0 ? lastDocument(context(header)) : undefined);
  if (opened === undefined) throw noCrossReferences(context(0));
  const { revisions, ambiguities, used } = opened;
  const end = revisions.at(-1)?.end ?? 0;
  return {
    bytes,
    revisions,
    strayAt: strayAt(bytes, end),
    ambiguities,
    work: used.work,
    revisionEndingAt: (at) => revisionEndingAt(used, revisions, at),
  };
}

interface Opened {
  readonly revisions: readonly Revision[];
  readonly ambiguities: readonly string[];
  readonly used: Context;
}

/** The document of the last tail; where that leads nowhere, of the last one that does: what follows it is then stray. */
function lastDocument(context: Context): Opened | undefined {
  let before = context.bytes.length;
  for (let tries = 0; tries < MAXIMUM_TAILS; tries += 1) {
    const tail = tailBefore(context, before);
    if (tail === undefined) return undefined;
    const opened = tail.end < 0 ? undefined : orUndefined(() => chainFrom(context, tail));
    if (opened !== undefined) return opened;
    before = tail.at;
  }
  return undefined;
}

function revisionEndingAt(
  context: Context,
  revisions: readonly Revision[],
  at: number,
): Revision | undefined {
  const { bytes } = context;
  const known = revisions.find(({ end }) => endsWith(bytes, end, at));
  if (known !== undefined) return known;
  const tail = tailBefore(context, at);
  if (tail === undefined || tail.end < 0 || !endsWith(bytes, tail.end, at)) return undefined;
  return orUndefined(() => chainFrom(context, tail))?.revisions.at(-1);
}

/** Nothing but the end of the line stands between. */
function endsWith(bytes: Uint8Array, end: number, at: number): boolean {
  if (at < end) return false;
  for (let index = end; index < at; index += 1) if (!isSpace(bytes[index])) return false;
  return true;
}

function strayAt(bytes: Uint8Array, end: number): number | null {
  for (let at = end; at < bytes.length; at += 1) if (!isSpace(bytes[at])) return at;
  return null;
}

/** The last `startxref` before an offset; its `end` is negative where it is not followed as it must be. */
function tailBefore({ bytes, base, work }: Context, before: number): Tail | undefined {
  if (before <= 0) return undefined;
  const at = bytes.lastIndexOf('startxref', before - 1);
  return at < 0 ? undefined : readTail({ bytes, end: bytes.length, work, at }, base);
}

function readTail(reader: Reader, base: number): Tail {
  const { at, bytes } = reader;
  reader.at += 9;
  skipSpace(reader);
  const offset = takeDigits(reader);
  skipSpace(reader);
  const closed = bytes.subarray(reader.at, reader.at + 5).toString() === '%%EOF';
  return { at, offset: (offset ?? 0) + base, end: offset !== undefined && closed ? reader.at + 5 : -1 };
}

function skipSpace(reader: Reader): void {
  while (reader.at < reader.end && isSpace(reader.bytes[reader.at])) reader.at += 1;
}

/** The sections from the newest to the oldest, and the revisions that they are of. */
function chainFrom(context: Context, tail: Tail): Opened {
  const ambiguities: string[] = [];
  const sections = readChain(context, tail, ambiguities);
  const groups = groupSections(context, sections, tail);
  const mixed = sections.some((section, index) => isBehind(section, sections[index - 1]));
  if (mixed && !isLinearized(context)) {
    ambiguities.push('an older cross-reference section stands behind a newer one');
  }
  const { bytes, shared, work } = context;
  const newestFirst = groups.map(({ end, from }, index) => {
    const place = { end, index: groups.length - index - 1 };
    return revisionOf(bytes, sections.slice(from), place, shared, work);
  });
  return { revisions: newestFirst.reverse(), ambiguities, used: context };
}

function readChain({ bytes, base, work }: Context, tail: Tail, ambiguities: string[]): readonly Section[] {
  const all: Section[] = [];
  const seen = new Set<number>();
  let at: number | undefined = tail.offset;
  while (at !== undefined) {
    if (seen.has(at)) throw pdfFault(at, 'a chain of cross-reference sections', 'a loop');
    if (seen.size >= work.limits.sections) {
      throw pdfLimit(`more than ${work.limits.sections} cross-reference sections`);
    }
    seen.add(at);
    const section = readLinked({ bytes, base, work }, at, tail.at, ambiguities);
    all.push(section);
    const previous = entry(section.trailer, 'Prev');
    if (previous !== null && !isCount(previous)) throw pdfFault(at, 'an offset in /Prev', 'something else');
    at = previous === null ? undefined : previous + base;
  }
  return all;
}

/** A section, with the stream that its trailer may name beside it. */
function readLinked(
  { bytes, base, work }: Pick<Context, 'bytes' | 'base' | 'work'>,
  at: number,
  end: number,
  ambiguities: string[],
): Section {
  const section = readSection(bytes, at, end, base, work);
  const streamAt = section.kind === 'table' ? entry(section.trailer, 'XRefStm') : null;
  const stream = isCount(streamAt) ? readSection(bytes, streamAt + base, end, base, work) : undefined;
  if (overlaps(section) || (stream !== undefined && overlaps(stream))) {
    ambiguities.push(`the cross-reference section at offset ${at} has two entries for one object`);
  }
  if (stream === undefined) return section;
  if (contradict(section, stream)) {
    ambiguities.push(`the table at offset ${at} and its /XRefStm place one object differently`);
  }
  return hybrid(section, stream);
}

/** A linearized file has the newer half of its first revision in front. */
function isBehind(section: Section, newer: Section | undefined): boolean {
  return newer !== undefined && section.at > newer.at;
}

function isLinearized({ bytes }: Context): boolean {
  return bytes.subarray(0, HEADER_WITHIN).includes('/Linearized');
}

/** Where each revision begins in the list of sections, and where it ends in the file. */
function groupSections(
  context: Context,
  sections: readonly Section[],
  tail: Tail,
): readonly { readonly end: number; readonly from: number }[] {
  const groups = [{ end: tail.end, from: 0 }];
  for (const [from, section] of sections.entries()) {
    // The older half of a linearized revision is no revision of its own.
    if (from === 0 || isBehind(section, sections[from - 1])) continue;
    const end = endOf(context, sections, from);
    if (end !== undefined && end <= (groups.at(-1)?.end ?? 0)) groups.push({ end, from });
  }
  return groups;
}

/** Behind `%%EOF` of the revision whose newest section this is; undefined if it never had one that points to it. */
function endOf(
  { bytes, base, work }: Context,
  sections: readonly Section[],
  from: number,
): number | undefined {
  const top = sections[from];
  if (top === undefined) return undefined;
  let last = top;
  for (const older of sections.slice(from + 1)) {
    if (!isBehind(older, last)) break;
    last = older;
  }
  const reader: Reader = { bytes, end: bytes.length, work, at: last.end };
  skipBlank(reader);
  if (!atKeyword(reader, 'startxref')) return undefined;
  const { offset, end } = readTail(reader, base);
  const pointed: Reader = { bytes, end: bytes.length, work, at: offset };
  skipBlank(pointed);
  return end > 0 && pointed.at === top.at ? end : undefined;
}

/** What a broken section throws, said for the section that the file ends with. */
function noCrossReferences(context: Context): TamgaError {
  const tail = tailBefore(context, context.bytes.length);
  if (tail === undefined) return pdfFault(context.bytes.length, '"startxref"', 'the end of the file');
  try {
    chainFrom(context, tail);
  } catch (error) {
    if (error instanceof TamgaError) return error;
    throw error;
  }
  return pdfFault(tail.at, '"startxref", an offset and "%%EOF"', 'something else');
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'TAMGA-E-PDF') return undefined;
    throw error;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
