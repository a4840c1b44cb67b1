/**
 * The manifest names no file twice.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicReferencesOnce = oddityCheck({
  id: 'format-checking.asic-references-once',
  clause: { doc: 'EN 319 162-1', section: 'A.4' },
  requires: 'The manifest names each file once.',
  kind: 'asic.repeated-reference',
  kept: 'no file is named twice',
  subIndication: 'FORMAT_FAILURE',
});
