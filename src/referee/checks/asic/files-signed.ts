/**
 * No file lies unsigned among the signed ones.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicFilesSigned = oddityCheck({
  id: 'signature-acceptance.asic-files-signed',
  clause: { doc: 'EN 319 162-1', section: '4.4.3' },
  requires: 'Every file of the container is signed by one of its signatures.',
  kind: 'asic.unsigned-file',
  kept: 'every file is signed',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
