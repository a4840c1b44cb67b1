/**
 * Nothing hides before, between or behind the entries.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicZipNothingElse = oddityCheck({
  id: 'format-checking.zip-nothing-else',
  clause: { doc: 'ZIP', section: '4.3.6' },
  requires: 'All bytes of the archive belong to its entries.',
  kind: 'zip.foreign-bytes',
  kept: 'every byte belongs to an entry',
  subIndication: 'FORMAT_FAILURE',
});
