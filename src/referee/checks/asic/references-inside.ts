/**
 * The manifest names files of the container, and neither itself nor its signature.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicReferencesInside = oddityCheck({
  id: 'signature-acceptance.asic-references-inside',
  clause: { doc: 'EN 319 162-1', section: 'A.4' },
  requires: 'The manifest names files of the container, and nothing that signs it.',
  kind: 'asic.foreign-reference',
  kept: 'the manifest names files of the container only',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
