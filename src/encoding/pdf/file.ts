/**
 * A PDF file: its revisions, each the document as it was when its last byte was written.
 *
 * The chain of cross-reference sections is followed from the end of the file as the standard says. An offset that leads
 * nowhere is read as the one section that it can mean (`section-before.ts`). Beyond that nothing is repaired here:
 * programs that search for objects each see another document (`rebuild.ts`).
 *
 * @see ISO 32000-2, section 7.5
 * @module
 */
import { TamgaError } from '../../model/error';
import {
  type ChainSource,
  groupSections,
  isBehind,
  type Notes,
  readChain,
  readTail,
  type Tail,
} from './chain';
import { PDF_LIMITS, type PdfLimits, pdfFault, pdfLimit, type Work } from './limits';
import { orUndefined } from './or-undefined';
import { type Revision, revisionOf, type Shared } from './revision';
import { isSpace } from './scan';

export interface PdfFile {
  readonly bytes: Buffer;
  /** From the oldest to the newest; at least one. */
  readonly revisions: readonly Revision[];
  /** Offset of the first byte that no revision has, white space left out; null if there is none. */
  readonly strayAt: number | null;
  /** Places where two programs may read two documents from the same bytes. */
  readonly ambiguities: readonly string[];
  /** A cross-reference section was not where the file says, and stood where it can only be. */
  readonly lenient: boolean;
  /** It is what searching for objects found, because the cross-references cannot be followed. */
  readonly rebuilt: boolean;
  readonly work: Work;
  /** The document as a program sees it that gets the first `end` bytes only; undefined if no revision ends there. */
  revisionEndingAt(end: number): Revision | undefined;
}

interface Context extends ChainSource {
  readonly shared: Shared;
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
  const { revisions, notes, used } = opened;
  const end = revisions.at(-1)?.end ?? 0;
  return {
    bytes,
    revisions,
    strayAt: strayAt(bytes, end),
    ...notes,
    rebuilt: false,
    work: used.work,
    revisionEndingAt: (at) => revisionEndingAt(used, revisions, at),
  };
}

interface Opened {
  readonly revisions: readonly Revision[];
  readonly notes: Notes;
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

/** The sections from the newest to the oldest, and the revisions that they are of. */
function chainFrom(context: Context, tail: Tail): Opened {
  const notes: Notes = { ambiguities: [], lenient: false };
  const sections = readChain(context, tail, notes);
  const groups = groupSections(context, sections, tail);
  const mixed = sections.some((section, index) => isBehind(section, sections[index - 1]));
  if (mixed && !isLinearized(context)) {
    notes.ambiguities.push('an older cross-reference section stands behind a newer one');
  }
  const { bytes, shared, work } = context;
  const newestFirst = groups.map(({ end, from }, index) => {
    const place = { end, index: groups.length - index - 1 };
    return revisionOf(bytes, sections.slice(from), place, shared, work);
  });
  return { revisions: newestFirst.reverse(), notes, used: context };
}

function isLinearized({ bytes }: Context): boolean {
  return bytes.subarray(0, HEADER_WITHIN).includes('/Linearized');
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

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
