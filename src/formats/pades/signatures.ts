/**
 * The signatures of a PDF: what stands as the value of a signature field in any revision.
 *
 * Every revision is asked, not the last alone: a signature that a later revision hides or replaces is still told.
 *
 * @see ISO 32000-2, sections 12.7.5.5 and 12.8.1
 * @module
 */
import { sameBytes } from '../../encoding/bytes';
import type { PdfFile } from '../../encoding/pdf/file';
import { pdfLimit } from '../../encoding/pdf/limits';
import type { Revision } from '../../encoding/pdf/revision';
import {
  entry,
  isDictionary,
  isReference,
  isString,
  type PdfDictionary,
  type PdfString,
} from '../../encoding/pdf/values';
import { type SignedRange, signedRange } from './byte-range';
import { type FormNode, formOf } from './form';

export interface FoundSignature {
  readonly node: FormNode;
  readonly dictionary: PdfDictionary;
  /** The first revision that has it. */
  readonly first: Revision;
  readonly subFilter: string;
  /** Null: there is none, or it is no string. */
  readonly contents: PdfString | null;
  readonly range: SignedRange;
  /** What a later revision says instead: the dictionary that has the same value. */
  readonly replacement: PdfDictionary | null;
  /** By its looks, and not as the value of a field. */
  readonly searched: boolean;
}

export const MAXIMUM_SIGNATURES = 256;

/** In the order of the revisions that they came with. */
export function findSignatures(file: PdfFile): readonly FoundSignature[] {
  const byField = new Map<number | string, Found[]>();
  const all: Found[] = [];
  for (const revision of file.revisions) {
    for (const node of formOf(revision).nodes) {
      const dictionary = signatureOf(revision, node);
      if (dictionary === null) continue;
      const key = node.number ?? node.name;
      const known = byField.get(key) ?? [];
      if (known.some((one) => one.dictionary === dictionary)) continue;
      const contents = contentsOf(revision, dictionary);
      const replaced = known.find((one) => sameContents(one.contents, contents));
      if (replaced !== undefined) {
        replaced.replacement ??= dictionary;
        continue;
      }
      const found: Found = { node, dictionary, first: revision, contents, replacement: null };
      byField.set(key, [...known, found]);
      all.push(found);
      if (all.length > MAXIMUM_SIGNATURES) throw pdfLimit(`more than ${MAXIMUM_SIGNATURES} signatures`);
    }
  }
  return all.map((found) => complete(file, found));
}

interface Found {
  readonly node: FormNode;
  readonly dictionary: PdfDictionary;
  readonly first: Revision;
  readonly contents: PdfString | null;
  replacement: PdfDictionary | null;
}

function complete(file: PdfFile, found: Found): FoundSignature {
  const { node, dictionary, first, contents } = found;
  const subFilter = first.get(dictionary, 'SubFilter');
  const inFile = contents !== null && standsInFile(first, node, dictionary) ? contents : null;
  return {
    ...found,
    searched: false,
    subFilter: typeof subFilter === 'string' ? subFilter : '',
    range: signedRange(file, first, dictionary, inFile),
  };
}

/** The value of a signature field, where it is at the bottom of the tree. */
function signatureOf(revision: Revision, node: FormNode): PdfDictionary | null {
  if (node.type !== 'Sig' || !node.terminal || node.widgetOnly) return null;
  const value = revision.resolve(node.value);
  return isDictionary(value) ? value : null;
}

export function contentsOf(revision: Revision, dictionary: PdfDictionary): PdfString | null {
  const value = revision.get(dictionary, 'Contents');
  return isString(value) ? value : null;
}

function sameContents(one: PdfString | null, other: PdfString | null): boolean {
  return one !== null && other !== null && sameBytes(one.bytes, other.bytes);
}

/** Places in an object stream are none of the file, and a value that is an object of its own is elsewhere. */
function standsInFile(revision: Revision, node: FormNode, dictionary: PdfDictionary): boolean {
  if (isReference(entry(dictionary, 'Contents'))) return false;
  const holder = isReference(node.value) ? node.value.number : node.number;
  return holder !== null && revision.entry(holder).type === 'offset';
}
