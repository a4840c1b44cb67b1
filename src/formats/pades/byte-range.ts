/**
 * What a signature in a PDF is over: all of a revision but the value itself.
 *
 * @see ISO 32000-2, section 12.8.1
 * @module
 */
import type { PdfFile } from '../../encoding/pdf/file';
import type { Revision } from '../../encoding/pdf/revision';
import { isArray, type PdfDictionary, type PdfString } from '../../encoding/pdf/values';
import type { Data } from '../facts';

export interface SignedRange {
  /** As stated; null if it is no array of integers. */
  readonly stated: readonly number[] | null;
  /** Null where the numbers name no bytes of the file. */
  readonly data: Data | null;
  /** Offset behind the last signed byte. */
  readonly end: number | null;
  /** That the signed bytes end; null if none ends there. */
  readonly revision: Revision | null;
  /** What is not as it must be, the first fault; null if nothing. */
  readonly fault: string | null;
}

/** `contents` of the same dictionary; null where it does not stand in the file itself. */
export function signedRange(
  file: PdfFile,
  revision: Revision,
  dictionary: PdfDictionary,
  contents: PdfString | null,
): SignedRange {
  const stated = integers(revision, dictionary);
  const pieces = stated === null ? null : piecesOf(stated, file.bytes.length);
  if (stated === null || pieces === null) {
    return { stated, data: null, end: null, revision: null, fault: misread(stated) };
  }
  const { start, from, to, end } = pieces;
  const data = [file.bytes.subarray(start, from), file.bytes.subarray(to, end)];
  const signed = revisionUpTo(file, end);
  const fault =
    gapFault(pieces, contents) ??
    (signed === null && !file.rebuilt ? `/ByteRange ends at ${end}, where no revision ends` : null);
  return { stated, data, end, revision: signed, fault };
}

interface Pieces {
  readonly start: number;
  /** Where the first piece ends and the second begins. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

function integers(revision: Revision, dictionary: PdfDictionary): readonly number[] | null {
  const value = revision.get(dictionary, 'ByteRange');
  if (!isArray(value) || value.length > 1000) return null;
  const numbers = value
    .map((one) => revision.resolve(one))
    .filter((one): one is number => typeof one === 'number' && Number.isSafeInteger(one));
  return numbers.length === value.length ? numbers : null;
}

/** Two pieces that lie in the file, one behind the other. */
function piecesOf(stated: readonly number[], length: number): Pieces | null {
  const [start = -1, first = -1, to = -1, second = -1] = stated;
  if (stated.length !== 4 || start < 0 || first < 0 || second < 0) return null;
  const [from, end] = [start + first, to + second];
  return to >= from && end <= length ? { start, from, to, end } : null;
}

function misread(stated: readonly number[] | null): string {
  if (stated === null) return '/ByteRange is missing or no array of integers';
  return `/ByteRange [${stated.slice(0, 8).join(' ')}] is not two pieces of the file, one behind the other`;
}

/** Only the value may be left out: what else lies in the gap could be changed unseen. */
function gapFault({ start, from, to }: Pieces, contents: PdfString | null): string | null {
  if (start !== 0) return `/ByteRange begins at ${start} instead of 0`;
  if (contents === null) return '/Contents does not stand in the file itself as a string';
  if (from === contents.start && to === contents.end) return null;
  return `/ByteRange leaves out bytes ${from} to ${to}, /Contents stands at ${contents.start} to ${contents.end}`;
}

/** Bytes behind the last revision that are signed with it belong to it. */
function revisionUpTo(file: PdfFile, end: number): Revision | null {
  const found = file.revisionEndingAt(end);
  if (found !== undefined) return found;
  return end === file.bytes.length ? (file.revisions.at(-1) ?? null) : null;
}
