/**
 * The unprotected header says nothing that the protected one says as well.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsHeadersDisjoint = oddityCheck({
  id: 'format-checking.jws-headers-disjoint',
  clause: { doc: 'RFC 7515', section: '4' },
  requires: 'No parameter is in both the protected and the unprotected header.',
  kind: 'jws.header-overlap',
  kept: 'the headers have no parameter in common',
  subIndication: 'FORMAT_FAILURE',
});
