/**
 * A canonicalisation that is not known: the octets that were signed cannot be had.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const canonicalizationKnown = oddityCheck({
  id: 'format-checking.xml-canonicalization-known',
  clause: { doc: 'XML Signature', section: '4.4.1' },
  requires: 'The canonicalisation of SignedInfo is one that the standard names.',
  kind: 'xml.canonicalization',
  kept: 'the canonicalisation of SignedInfo is known',
  subIndication: 'FORMAT_FAILURE',
});
