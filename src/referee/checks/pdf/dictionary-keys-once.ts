/**
 * Programs agree on what the dictionaries say.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfDictionaryKeysOnce = oddityCheck({
  id: 'format-checking.pdf-dictionary-keys-once',
  clause: { doc: 'ISO 32000-2', section: '7.3.7' },
  requires: 'No key stands twice in the signature dictionary, its field, the catalog or the trailer.',
  kind: 'pdf.repeated-key',
  kept: 'every key stands once',
  subIndication: 'FORMAT_FAILURE',
});
