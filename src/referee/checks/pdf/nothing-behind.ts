/**
 * No bytes lie outside every revision.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfNothingBehind = oddityCheck({
  id: 'format-checking.pdf-nothing-behind',
  clause: { doc: 'ISO 32000-2', section: '7.5.5' },
  requires: 'Nothing but white space stands behind the last revision, unless it is signed.',
  kind: 'pdf.stray-bytes',
  kept: 'nothing stands behind the last revision',
  subIndication: 'FORMAT_FAILURE',
});
