/**
 * There is a file that the signature can be about.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicFileToSign = oddityCheck({
  id: 'format-checking.asic-file-to-sign',
  clause: { doc: 'EN 319 162-1', section: '4.3.3' },
  requires: 'The container has a file to sign, in ASiC-S in its root.',
  kind: 'asic.no-signed-file',
  kept: 'there is a file to sign',
  subIndication: 'FORMAT_FAILURE',
});
