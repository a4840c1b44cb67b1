/**
 * The signatures of a container are of one format.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicOneSignatureFormat = oddityCheck({
  id: 'signature-acceptance.asic-one-signature-format',
  clause: { doc: 'EN 319 162-1', section: '4.4.3' },
  requires: 'All signatures of the container are CAdES, or all are XAdES.',
  kind: 'asic.mixed-signatures',
  kept: 'all signatures are of one format',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
