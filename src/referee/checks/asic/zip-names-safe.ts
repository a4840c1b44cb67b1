/**
 * No name leads out of the container or is taken apart differently.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicZipNamesSafe = oddityCheck({
  id: 'format-checking.zip-names-safe',
  clause: { doc: 'ZIP', section: '4.4.17' },
  requires: 'Names are relative paths inside the container.',
  kind: 'zip.unsafe-name',
  kept: 'all names lead into the container',
  subIndication: 'FORMAT_FAILURE',
});
