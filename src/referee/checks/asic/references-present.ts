/**
 * What is signed is in the container.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicReferencesPresent = oddityCheck({
  id: 'format-checking.asic-references-present',
  clause: { doc: 'EN 319 162-1', section: '4.4.3' },
  requires: 'Every file that the signature or its manifest names is in the container.',
  kind: 'asic.dangling-reference',
  kept: 'all named files are there',
  subIndication: 'FORMAT_FAILURE',
});
