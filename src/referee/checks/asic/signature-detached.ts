/**
 * Readers of the signature alone see no other content than readers of the container.
 *
 * @module
 */
import { oddityCheck } from '../../oddity-check';

export const asicSignatureDetached = oddityCheck({
  id: 'format-checking.asic-signature-detached',
  clause: { doc: 'EN 319 162-1', section: '4.3.3' },
  requires: 'The CAdES signature carries no other content than what it signs in the container.',
  kind: 'asic.attached-signature',
  kept: 'the signature carries no other content',
  subIndication: 'FORMAT_FAILURE',
});
