/**
 * The claimed signing time can be read, and is one.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsSigningTime = oddityCheck({
  id: 'signature-acceptance.jws-signing-time',
  clause: { doc: 'TS 119 182-1', section: '5.1.11' },
  requires: 'The claimed signing time is a time, and is claimed once.',
  kind: 'jws.signing-time',
  kept: 'the claimed time can be read',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
