/**
 * A signature that signs nothing that a reader sees fits under every document.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const contentSigned = oddityCheck({
  id: 'format-checking.xml-content-signed',
  clause: { doc: 'Tamga', section: 'coverage' },
  requires: 'A reference is to content, and its transforms leave at least an element of it.',
  kind: 'xml.nothing-signed',
  kept: 'the references are to content',
  subIndication: 'FORMAT_FAILURE',
});
