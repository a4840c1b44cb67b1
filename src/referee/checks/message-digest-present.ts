/**
 * Signed attributes bind the content only through message-digest, so it must be among them.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed } from '../check';
import type { Subject } from '../subject';

export const messageDigestPresent: Check<Subject> = {
  id: 'format-checking.message-digest',
  clause: { doc: 'RFC 5652', section: '5.3' },
  requires: 'Where there are signed attributes, message-digest is among them.',

  run({ facts: { detail } }) {
    const attributes = detail.syntax === 'cms' ? detail.signer.signedAttributes : null;
    if (attributes === null) return passed('the content is signed directly');
    return attributes.facts.messageDigests.length > 0
      ? passed('message-digest is present')
      : failed('message-digest is absent', totalFailed('FORMAT_FAILURE'));
  },
};
