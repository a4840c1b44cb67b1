/**
 * A reference to an Id that several elements carry: what is signed depends on who reads.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const referencesUnambiguous = oddityCheck({
  id: 'format-checking.xml-references-unambiguous',
  clause: { doc: 'XML Signature', section: '4.4.3.2' },
  requires: 'Every Id that a reference names is carried by one element.',
  kind: 'xml.ambiguous-reference',
  kept: 'every reference names one element',
  subIndication: 'FORMAT_FAILURE',
});
