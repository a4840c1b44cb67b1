/**
 * The list of critical parameters keeps its own rules.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsCriticalForm = oddityCheck({
  id: 'signature-acceptance.jws-critical-form',
  clause: { doc: 'RFC 7515', section: '4.1.11' },
  requires: 'The parameter crit is a list of parameters of the header that RFC 7515 does not define itself.',
  kind: 'jws.critical-form',
  kept: 'crit is in its form',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
