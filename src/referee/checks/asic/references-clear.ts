/**
 * No reference leads to two entries.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicReferencesClear = oddityCheck({
  id: 'format-checking.asic-references-clear',
  clause: { doc: 'EN 319 162-1', section: '4.4.3' },
  requires: 'Every reference leads to one entry of the container.',
  kind: 'asic.ambiguous-reference',
  kept: 'every reference leads to one entry',
  subIndication: 'FORMAT_FAILURE',
});
