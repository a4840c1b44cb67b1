/**
 * What the document says in words can be read.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfReadableWords = oddityCheck({
  id: 'signature-acceptance.pdf-readable-words',
  clause: { doc: 'EN 319 142-1', section: '5.5' },
  requires: 'The document is not encrypted: field names, locks and validation data can be read.',
  kind: 'pdf.encrypted',
  kept: 'the document is not encrypted',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
