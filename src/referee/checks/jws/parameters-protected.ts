/**
 * What is said of signer, time and algorithm is signed.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsParametersProtected = oddityCheck({
  id: 'signature-acceptance.jws-parameters-protected',
  clause: { doc: 'TS 119 182-1', section: '5.1' },
  requires: 'Parameters that speak of the signature stand in the protected header.',
  kind: 'jws.unprotected-parameter',
  kept: 'all parameters that must be signed are',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
