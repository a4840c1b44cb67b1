/**
 * Which rules of PDF a signature breaks, whatever its value says.
 *
 * @module
 */
import type { PdfFile } from '../../encoding/pdf/file';
import { redefinedObjects } from '../../encoding/pdf/redefined';
import type { PdfDictionary } from '../../encoding/pdf/values';
import { TamgaError } from '../../model/error';
import type { Oddity } from '../facts';
import { catalogOf, formOf } from './form';
import { entryPairs, sameValue } from './same-graph';
import type { FoundSignature } from './signatures';

/** What is wrong with the file as a whole: programs may differ in what they read. */
export interface Structure {
  readonly ambiguities: readonly { readonly revision: number; readonly what: string }[];
}

export function structureOf(file: PdfFile): Structure {
  const whole = file.ambiguities.map((what) => ({ revision: 0, what }));
  // A rebuilt document has no places that a second definition could differ from.
  if (file.rebuilt) return { ambiguities: whole };
  return { ambiguities: [...whole, ...repeatedObjects(file)] };
}

function repeatedObjects(file: PdfFile): Structure['ambiguities'] {
  try {
    return redefinedObjects(file).map(({ number, at, revision }) => ({
      revision,
      what: `object ${number} stands twice in one revision, the second time at offset ${at}`,
    }));
  } catch (error) {
    if (!(error instanceof TamgaError) || error.code !== 'TAMGA-E-PDF') throw error;
    // Of an encrypted document lengths may lie in what cannot be read.
    return file.revisions.at(-1)?.encrypted === true ? [] : [{ revision: 0, what: error.message }];
  }
}

export function odditiesOf(file: PdfFile, found: FoundSignature, structure: Structure): readonly Oddity[] {
  const { range, node, dictionary, first, replacement } = found;
  const oddities: Oddity[] = [];
  const add = (kind: Oddity['kind'], words: string): void => void oddities.push({ kind, found: words });
  if (range.fault !== null) add('pdf.byte-range', range.fault);
  const repeated = repeatedKeys(found);
  if (repeated !== undefined) add('pdf.repeated-key', repeated);
  for (const { what } of structure.ambiguities) add('pdf.ambiguous-structure', what);
  const absent = range.revision !== null && !isSignedThere(found);
  if (absent)
    add('pdf.not-in-revision', `the revision that ends at ${range.end} has no signature ${node.name}`);
  if (replacement !== null) add('pdf.replaced-dictionary', replacedWords(dictionary, replacement));
  if (file.strayAt !== null && file.strayAt >= (range.end ?? 0)) {
    add('pdf.stray-bytes', `bytes from offset ${file.strayAt} on belong to no revision`);
  }
  if (first.encrypted) add('pdf.encrypted', 'the document is encrypted: strings and streams were not read');
  return oddities;
}

/** Two programs may read two signatures here. */
export function isAmbiguous(found: FoundSignature, structure: Structure): boolean {
  return structure.ambiguities.length > 0 || repeatedKeys(found) !== undefined;
}

export function repeatedKeys({ node, dictionary, first, searched }: FoundSignature): string | undefined {
  const places: readonly (readonly [PdfDictionary, string])[] = [
    [dictionary, 'the signature dictionary'],
    [node.dictionary, `the field ${node.name}`],
    ...(searched ? [] : [[catalogOf(first), 'the catalog'] as const]),
    [first.trailer, 'the trailer'],
  ];
  const place = places.find(([{ repeated }]) => repeated.length > 0);
  return place === undefined ? undefined : `/${place[0].repeated.join(', /')} stands twice in ${place[1]}`;
}

/** The revision that its bytes end has it as the value of a field; where no form can be reached, nobody can tell. */
export function isSignedThere({ range, dictionary, searched }: FoundSignature): boolean {
  const { revision } = range;
  if (searched) return true;
  if (revision === null) return false;
  return formOf(revision).nodes.some(
    (node) => node.type === 'Sig' && revision.resolve(node.value) === dictionary,
  );
}

function replacedWords(dictionary: PdfDictionary, replacement: PdfDictionary): string {
  const keys = entryPairs(dictionary, replacement, 'it')
    .filter(({ older, newer }) => !sameValue(older, newer))
    .map(({ key }) => key)
    .filter((key) => key !== '/Contents');
  const what = keys.length === 0 ? 'at another place' : `with another ${keys.join(', ')}`;
  return `a later revision has the signature dictionary again, ${what}`;
}
