/**
 * A ds:Signature whose elements are out of order, doubled or foreign: readers differ in which of them they take.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const signatureStructure = oddityCheck({
  id: 'format-checking.xml-signature-structure',
  clause: { doc: 'XML Signature', section: '4.1' },
  requires: 'Every element of the signature stands where the schema has it, as often as the schema allows.',
  kind: 'xml.signature-structure',
  kept: 'the signature has the structure of the schema',
  subIndication: 'FORMAT_FAILURE',
});
