/**
 * A signature policy, where there is one, can be told.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsSignaturePolicyForm = oddityCheck({
  id: 'signature-acceptance.jws-signature-policy-form',
  clause: { doc: 'TS 119 182-1', section: '5.2.7' },
  requires: 'The signature policy is named in its form.',
  kind: 'jws.signature-policy',
  kept: 'the signature policy is in its form',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
