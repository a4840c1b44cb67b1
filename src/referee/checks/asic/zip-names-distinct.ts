/**
 * No two names are one to some file system.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicZipNamesDistinct = oddityCheck({
  id: 'signature-acceptance.zip-names-distinct',
  clause: { doc: 'EN 319 162-1', section: '4.2' },
  requires: 'Names differ in more than case and composition of characters.',
  kind: 'zip.alike-names',
  kept: 'all names differ for every file system',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
