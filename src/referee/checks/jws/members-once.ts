/**
 * No JSON object has two members of one name: readers differ in which one counts.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsMembersOnce = oddityCheck({
  id: 'format-checking.jws-members-once',
  clause: { doc: 'RFC 7515', section: '4' },
  requires: 'Every member of a JSON object has a name of its own.',
  kind: 'jws.repeated-member',
  kept: 'no JSON object has a member twice',
  subIndication: 'FORMAT_FAILURE',
});
