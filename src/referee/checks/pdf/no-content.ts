/**
 * What is signed is the file, and no content in the CMS.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfNoContent = oddityCheck({
  id: 'format-checking.pdf-no-content',
  clause: { doc: 'EN 319 142-1', section: '4.1' },
  requires: 'The CMS of a detached signature carries no content of its own.',
  kind: 'pdf.encapsulated-content',
  kept: 'the CMS carries no content',
  subIndication: 'FORMAT_FAILURE',
});
