/**
 * There is an algorithm: unsecured JWS are no signatures.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsAlgorithmStated = oddityCheck({
  id: 'format-checking.jws-algorithm-stated',
  clause: { doc: 'RFC 7515', section: '4.1.1' },
  requires: 'The header names a signature algorithm, and not none.',
  kind: 'jws.no-algorithm',
  kept: 'the header names an algorithm',
  subIndication: 'FORMAT_FAILURE',
});
