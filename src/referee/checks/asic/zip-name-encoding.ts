/**
 * The characters of every name are the same for every reader.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicZipNameEncoding = oddityCheck({
  id: 'signature-acceptance.zip-name-encoding',
  clause: { doc: 'ZIP', section: 'D.1' },
  requires: 'Names say in which encoding they are.',
  kind: 'zip.name-encoding',
  kept: 'all names can be read in one way',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
