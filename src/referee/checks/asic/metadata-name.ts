/**
 * Nothing looks like META-INF and is not.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicMetadataName = oddityCheck({
  id: 'signature-acceptance.asic-metadata-name',
  clause: { doc: 'EN 319 162-1', section: '4.2' },
  requires: 'The folder META-INF is written so, and is in the root.',
  kind: 'asic.metadata-name',
  kept: 'META-INF is where and what it should be',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
