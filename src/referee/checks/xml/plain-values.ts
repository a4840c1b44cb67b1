/**
 * Comments inside a value: who reads the first piece of text reads another value than who reads all.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const plainValues = oddityCheck({
  id: 'format-checking.xml-plain-values',
  clause: { doc: 'XML Signature', section: '4.1' },
  requires: 'Digests, values, certificates and times hold text alone.',
  kind: 'xml.broken-value',
  kept: 'values hold text alone',
  subIndication: 'FORMAT_FAILURE',
});
