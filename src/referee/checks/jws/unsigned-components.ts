/**
 * The unsigned components can be read.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const jwsUnsignedComponents = oddityCheck({
  id: 'signature-acceptance.jws-unsigned-components',
  clause: { doc: 'TS 119 182-1', section: '5.3.1' },
  requires: 'Each element of etsiU is one component, and all are in one form.',
  kind: 'jws.unsigned-form',
  kept: 'the unsigned components are in their form',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
