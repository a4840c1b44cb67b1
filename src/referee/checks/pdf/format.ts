/**
 * The checks that a signature gets for its PDF rules, in order.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';
import { pdfByteRange } from './byte-range';
import { pdfContents } from './contents';
import { pdfDictionaryKept } from './dictionary-kept';
import { pdfDictionaryKeysOnce } from './dictionary-keys-once';
import { pdfInSignedRevision } from './in-signed-revision';
import { pdfNoContent } from './no-content';
import { pdfNothingBehind } from './nothing-behind';
import { pdfOneSigner } from './one-signer';
import { pdfOneStructure } from './one-structure';
import { pdfReadableWords } from './readable-words';

export const PDF_FORMAT: FormatChecks = {
  format: [
    pdfByteRange,
    pdfContents,
    pdfDictionaryKeysOnce,
    pdfOneStructure,
    pdfInSignedRevision,
    pdfDictionaryKept,
    pdfNothingBehind,
    pdfNoContent,
    pdfOneSigner,
  ],
  acceptance: [pdfReadableWords],
};
