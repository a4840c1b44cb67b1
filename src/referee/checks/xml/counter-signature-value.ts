/**
 * A counter-signature of something else.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const counterSignatureValue = oddityCheck({
  id: 'format-checking.xml-counter-signature-value',
  clause: { doc: 'EN 319 132-1', section: '5.2.7.2' },
  requires: 'A counter-signature signs the value of the signature that it lies at.',
  kind: 'xades.counter-signature-reference',
  kept: 'a counter-signature signs the value that it lies at',
  subIndication: 'FORMAT_FAILURE',
});
