/**
 * No two entries have one name: readers differ in which one they show.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicZipNamesOnce = oddityCheck({
  id: 'format-checking.zip-names-once',
  clause: { doc: 'ZIP', section: '4.4.17' },
  requires: 'Every entry has a name of its own.',
  kind: 'zip.repeated-name',
  kept: 'every entry has its own name',
  subIndication: 'FORMAT_FAILURE',
});
