/**
 * Everything that the signer calls critical is understood here.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsCriticalProcessed = oddityCheck({
  id: 'format-checking.jws-critical-processed',
  clause: { doc: 'RFC 7515', section: '4.1.11' },
  requires: 'Every parameter that crit lists is processed by this project.',
  kind: 'jws.unknown-critical',
  kept: 'crit lists nothing unknown',
  subIndication: 'FORMAT_FAILURE',
});
