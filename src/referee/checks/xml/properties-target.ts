/**
 * Properties that say they are of another signature.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const propertiesTarget = oddityCheck({
  id: 'signature-acceptance.xml-properties-target',
  clause: { doc: 'EN 319 132-1', section: '4.3.1' },
  requires: 'The Target of QualifyingProperties is the signature that they lie in.',
  kind: 'xades.target',
  kept: 'the properties are of this signature',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
