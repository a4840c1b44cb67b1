/**
 * A reference to signed properties of another place: they are signed, but not the ones that are read.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const propertiesInPlace = oddityCheck({
  id: 'format-checking.xml-properties-in-place',
  clause: { doc: 'EN 319 132-1', section: '4.4.2' },
  requires: 'A reference of the type SignedProperties is to those of the very signature, and to all of them.',
  kind: 'xades.signed-properties-elsewhere',
  kept: 'references to signed properties are to those of this signature',
  subIndication: 'FORMAT_FAILURE',
});
