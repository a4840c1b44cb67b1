/**
 * What changes the signed data is critical, so that nobody overlooks it.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsCriticalComplete = oddityCheck({
  id: 'signature-acceptance.jws-critical-complete',
  clause: { doc: 'TS 119 182-1', section: '5.1.9' },
  requires: 'The parameter crit lists b64 and sigD where they stand.',
  kind: 'jws.not-critical',
  kept: 'crit lists all that it must',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
