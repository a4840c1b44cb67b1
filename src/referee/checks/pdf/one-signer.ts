/**
 * One value of one field is of one signer.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfOneSigner = oddityCheck({
  id: 'format-checking.pdf-one-signer',
  clause: { doc: 'EN 319 142-1', section: '4.1' },
  requires: 'The CMS has one SignerInfo.',
  kind: 'pdf.several-signers',
  kept: 'the CMS has one signer',
  subIndication: 'FORMAT_FAILURE',
});
