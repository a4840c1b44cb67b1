/**
 * An object in the signature that nobody signed can be taken for the signed one.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const objectsSigned = oddityCheck({
  id: 'signature-acceptance.xml-objects-signed',
  clause: { doc: 'Tamga', section: 'coverage' },
  requires: 'Every ds:Object that holds content is signed.',
  kind: 'xml.unsigned-object',
  kept: 'every object with content is signed',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
});
