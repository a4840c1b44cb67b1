/**
 * The signature is part of what it signs.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfInSignedRevision = oddityCheck({
  id: 'format-checking.pdf-in-signed-revision',
  clause: { doc: 'ISO 32000-2', section: '12.8.1' },
  requires: 'The revision that the byte range ends has the signature in its form.',
  kind: 'pdf.not-in-revision',
  kept: 'the signed revision has the signature',
  subIndication: 'FORMAT_FAILURE',
});
