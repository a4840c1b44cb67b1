/**
 * A CAdES signature in an ASiC-E has a manifest.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicManifestPresent = oddityCheck({
  id: 'format-checking.asic-manifest-present',
  clause: { doc: 'EN 319 162-1', section: '4.4.3' },
  requires: 'A manifest names every CAdES signature of an ASiC-E.',
  kind: 'asic.no-manifest',
  kept: 'a manifest names the signature, or none is needed',
  subIndication: 'FORMAT_FAILURE',
});
