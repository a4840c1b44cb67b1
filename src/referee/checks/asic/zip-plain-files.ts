/**
 * No entry is a link or a device.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicZipPlainFiles = oddityCheck({
  id: 'format-checking.zip-plain-files',
  clause: { doc: 'EN 319 162-1', section: '4.2' },
  requires: 'Entries are plain files and folders.',
  kind: 'zip.special-file',
  kept: 'all entries are plain files and folders',
  subIndication: 'FORMAT_FAILURE',
});
