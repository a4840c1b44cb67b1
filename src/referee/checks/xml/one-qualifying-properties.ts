/**
 * More than one QualifyingProperties in a signature.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const oneQualifyingProperties = oddityCheck({
  id: 'format-checking.xml-one-qualifying-properties',
  clause: { doc: 'EN 319 132-1', section: '4.4.2' },
  requires: 'All properties of a signature are in one QualifyingProperties.',
  kind: 'xades.several-qualifying-properties',
  kept: 'the properties are in one place',
  subIndication: 'FORMAT_FAILURE',
});
