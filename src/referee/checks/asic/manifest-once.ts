/**
 * One manifest says what the signature signs, and no other.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicManifestOnce = oddityCheck({
  id: 'format-checking.asic-manifest-once',
  clause: { doc: 'EN 319 162-1', section: '4.4.3' },
  requires: 'One manifest names the signature.',
  kind: 'asic.several-manifests',
  kept: 'no two manifests name the signature',
  subIndication: 'FORMAT_FAILURE',
});
