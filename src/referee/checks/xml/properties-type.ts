/**
 * A reference to signed properties without its Type.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const propertiesType = oddityCheck({
  id: 'signature-acceptance.xml-properties-type',
  clause: { doc: 'EN 319 132-1', section: '4.4.2' },
  requires: 'The reference to the SignedProperties says so by its Type.',
  kind: 'xades.signed-properties-type',
  kept: 'the reference to the signed properties says what it is',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
