/**
 * The chain of cross-reference sections: from `startxref` to the oldest, and which of them make one revision.
 *
 * @see ISO 32000-2, sections 7.5.5, 7.5.6 and annex F
 * @module
 */
import { contradict, hybrid, overlaps } from './compare-sections';
import { pdfFault, pdfLimit, type Work } from './limits';
import { orUndefined } from './or-undefined';
import { atKeyword, isSpace, type Reader, skipBlank, takeDigits } from './scan';
import { readSection, type Section } from './section';
import { sectionBefore } from './section-before';
import { entry, isCount } from './values';

export interface ChainSource {
  readonly bytes: Buffer;
  /** Offset that the offsets of the file count from. */
  readonly base: number;
  readonly work: Work;
}

/** `startxref`, the number, `%%EOF`. */
export interface Tail {
  readonly at: number;
  readonly offset: number;
  /** Behind `%%EOF`. */
  readonly end: number;
}

/** What following the chain showed. */
export interface Notes {
  readonly ambiguities: string[];
  /** An offset led nowhere, and the section was found where it can only be. */
  lenient: boolean;
}

export function readChain({ bytes, base, work }: ChainSource, tail: Tail, notes: Notes): readonly Section[] {
  const all: Section[] = [];
  const seen = new Set<number>();
  let at: number | undefined = tail.offset;
  while (at !== undefined) {
    if (seen.has(at)) throw pdfFault(at, 'a chain of cross-reference sections', 'a loop');
    if (seen.size >= work.limits.sections) {
      throw pdfLimit(`more than ${work.limits.sections} cross-reference sections`);
    }
    seen.add(at);
    const section = readNext({ bytes, base, work }, at, tail, all.at(-1), notes);
    all.push(section);
    const previous = entry(section.trailer, 'Prev');
    if (previous !== null && !isCount(previous)) throw pdfFault(at, 'an offset in /Prev', 'something else');
    // No section stands before the header: writers that have no older one say 0.
    at = previous === null || previous === 0 ? undefined : previous + base;
  }
  return all;
}

/**
 * The section at an offset. Where none is there, because a writer counted wrongly, the section that ends directly before
 * the `startxref` concerned is the one that was meant.
 */
function readNext(
  source: ChainSource,
  at: number,
  tail: Tail,
  newer: Section | undefined,
  notes: Notes,
): Section {
  try {
    return readLinked(source, at, tail.at, notes.ambiguities);
  } catch (error) {
    const { bytes, work, base } = source;
    const before = newer === undefined ? tail.at : bytes.lastIndexOf('startxref', newer.at - 1);
    const place = newer?.at === 0 || before < 0 ? undefined : sectionBefore(bytes, before, base, work);
    if (place === undefined || place === newer?.at) throw error;
    notes.lenient = true;
    return readLinked(source, place, before, notes.ambiguities);
  }
}

/** A section, with the stream that its trailer may name beside it. */
function readLinked(
  { bytes, base, work }: ChainSource,
  at: number,
  end: number,
  ambiguities: string[],
): Section {
  const section = readSection(bytes, at, end, base, work);
  const streamAt = section.kind === 'table' ? entry(section.trailer, 'XRefStm') : null;
  const stream = isCount(streamAt)
    ? orUndefined(() => readSection(bytes, streamAt + base, end, base, work))
    : undefined;
  if (streamAt !== null && stream === undefined) {
    ambiguities.push(`/XRefStm of the table at offset ${at} leads to no cross-reference stream`);
  }
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
export function isBehind(section: Section, newer: Section | undefined): boolean {
  return newer !== undefined && section.at > newer.at;
}

/** Where each revision begins in the list of sections, and where it ends in the file. */
export function groupSections(
  context: ChainSource,
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
  { bytes, base, work }: ChainSource,
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

/** A file that ends right behind the offset lacks nothing but the mark of its end. */
export function readTail(reader: Reader, base: number): Tail {
  const { at, bytes } = reader;
  reader.at += 9;
  skipSpace(reader);
  const offset = takeDigits(reader);
  skipSpace(reader);
  const mark = bytes.subarray(reader.at, reader.at + END_MARK.length).toString();
  const place = { at, offset: (offset ?? 0) + base };
  if (offset === undefined) return { ...place, end: -1 };
  if (mark === END_MARK) return { ...place, end: reader.at + END_MARK.length };
  const cut = END_MARK.startsWith(mark) && reader.at + mark.length === bytes.length;
  return { ...place, end: cut ? bytes.length : -1 };
}

const END_MARK = '%%EOF';

function skipSpace(reader: Reader): void {
  while (reader.at < reader.end && isSpace(reader.bytes[reader.at])) reader.at += 1;
}
