/**
 * An ASiC-S has one file, so that it is clear what is signed.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicOneFile = oddityCheck({
  id: 'format-checking.asic-one-file',
  clause: { doc: 'EN 319 162-1', section: '4.3.3' },
  requires: 'An ASiC-S has one file.',
  kind: 'asic.several-files',
  kept: 'there is one file',
  subIndication: 'FORMAT_FAILURE',
});
