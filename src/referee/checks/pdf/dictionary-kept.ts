/**
 * What the signature says of itself was not exchanged.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfDictionaryKept = oddityCheck({
  id: 'format-checking.pdf-dictionary-kept',
  clause: { doc: 'ISO 32000-2', section: '12.8.2.2' },
  requires: 'No later revision has another dictionary with the same value.',
  kind: 'pdf.replaced-dictionary',
  kept: 'the signature dictionary is the one that was signed',
  subIndication: 'FORMAT_FAILURE',
});
