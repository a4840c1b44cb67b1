/**
 * Signatures of a document whose form cannot be reached: what looks like a signature dictionary, wherever it stands.
 *
 * The byte range and the value are enough to say whether the signed bytes are intact. What the document around them
 * shows is another matter.
 *
 * @module
 */
import type { PdfFile } from '../../encoding/pdf/file';
import { pdfLimit } from '../../encoding/pdf/limits';
import { orUndefined } from '../../encoding/pdf/or-undefined';
import type { RebuiltPdf } from '../../encoding/pdf/rebuild';
import type { Revision } from '../../encoding/pdf/revision';
import type { FoundDictionary } from '../../encoding/pdf/search';
import { isReference, type PdfDictionary } from '../../encoding/pdf/values';
import { signedRange } from './byte-range';
import { type FormNode, formOf } from './form';
import { contentsOf, type FoundSignature, MAXIMUM_SIGNATURES } from './signatures';

/** `file`: whose revisions the byte ranges end; it is the rebuilt one where there is no other. */
export function searchSignatures(file: PdfFile, rebuilt: RebuiltPdf): readonly FoundSignature[] {
  const { revision } = rebuilt;
  const fields = orUndefined(() => formOf(revision).nodes) ?? [];
  const found = rebuilt
    .dictionariesWith('ByteRange')
    .filter(({ dictionary }) => dictionary.entries.has('Contents'));
  if (found.length > MAXIMUM_SIGNATURES) throw pdfLimit(`more than ${MAXIMUM_SIGNATURES} signatures`);
  return found.map((one) => {
    const { dictionary } = one;
    const subFilter = revision.get(dictionary, 'SubFilter');
    const contents = contentsOf(revision, dictionary);
    const inFile = isReference(dictionary.entries.get('Contents')) ? null : contents;
    return {
      node: fieldOf(revision, fields, dictionary) ?? unknownField(one),
      dictionary,
      first: revision,
      subFilter: typeof subFilter === 'string' ? subFilter : '',
      contents,
      range: signedRange(file, revision, dictionary, inFile),
      replacement: null,
      searched: true,
    };
  });
}

function fieldOf(
  revision: Revision,
  fields: readonly FormNode[],
  dictionary: PdfDictionary,
): FormNode | undefined {
  return fields.find(({ value }) => revision.resolve(value) === dictionary);
}

function unknownField({ number, at, dictionary }: FoundDictionary): FormNode {
  return {
    number,
    dictionary,
    name: `at offset ${at}`,
    type: 'Sig',
    value: dictionary,
    terminal: true,
    parent: null,
    widgetOnly: false,
  };
}
