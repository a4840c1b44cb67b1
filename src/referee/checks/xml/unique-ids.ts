/**
 * An Id of the signature that another element carries too.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const uniqueIds = oddityCheck({
  id: 'signature-acceptance.xml-unique-ids',
  clause: { doc: 'XML Signature', section: '4.1' },
  requires: 'No element of the signature shares its Id.',
  kind: 'xml.duplicate-id',
  kept: 'no element of the signature shares its Id',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
