/**
 * A signed element that somebody moved aside leaves its place to a forged one: XML signature wrapping.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const nothingBeside = oddityCheck({
  id: 'signature-acceptance.xml-nothing-beside',
  clause: { doc: 'Tamga', section: 'coverage' },
  requires: 'Beside what is signed by reference, the document has nothing but wrappers and signatures.',
  kind: 'xml.stray-content',
  kept: 'nothing stands beside the signed elements',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
