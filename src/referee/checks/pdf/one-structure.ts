/**
 * Programs agree on where the objects are.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const pdfOneStructure = oddityCheck({
  id: 'format-checking.pdf-one-structure',
  clause: { doc: 'ISO 32000-2', section: '7.5.4' },
  requires: 'Cross-references place every object once, and no object stands twice in one revision.',
  kind: 'pdf.ambiguous-structure',
  kept: 'every object has one place',
  subIndication: 'FORMAT_FAILURE',
});
