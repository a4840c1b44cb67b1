/**
 * The manifest can be read in one way.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicManifestForm = oddityCheck({
  id: 'format-checking.asic-manifest-form',
  clause: { doc: 'EN 319 162-1', section: 'A.4' },
  requires: 'The manifest names one signature, and each file with its digest.',
  kind: 'asic.manifest-form',
  kept: 'the manifest is in its form',
  subIndication: 'FORMAT_FAILURE',
});
