/**
 * Readers of the directory and readers of the entries see the same files.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicZipOneView = oddityCheck({
  id: 'format-checking.zip-one-view',
  clause: { doc: 'ZIP', section: '4.3.2' },
  requires: 'The central directory and the local headers say the same.',
  kind: 'zip.views-differ',
  kept: 'both views of every entry agree',
  subIndication: 'FORMAT_FAILURE',
});
