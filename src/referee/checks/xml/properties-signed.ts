/**
 * SignedProperties that no reference covers: they only look signed.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const propertiesSigned = oddityCheck({
  id: 'format-checking.xml-properties-signed',
  clause: { doc: 'EN 319 132-1', section: '4.4.2' },
  requires: 'A reference of the signature covers its SignedProperties in full.',
  kind: 'xades.signed-properties-unsigned',
  kept: 'the signed properties are signed',
  subIndication: 'FORMAT_FAILURE',
});
