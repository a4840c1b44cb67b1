/**
 * The signed attributes are those of the base format: readable, and none of the single ones twice.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed } from '../check';
import type { Subject } from '../subject';

export const signedAttributesReadable: Check<Subject> = {
  id: 'format-checking.signed-attributes',
  clause: { doc: 'RFC 5652', section: '11' },
  requires:
    'Signed attributes can be read; content-type, message-digest and signing-time have one value at most.',

  run({ facts: { detail } }) {
    const attributes = detail.syntax === 'cms' ? detail.signer.signedAttributes : null;
    if (attributes === null) return passed('there are no signed attributes');
    const { contentTypes, messageDigests, signingTimes, faults } = attributes.facts;
    const [fault] = faults;
    if (fault !== undefined) return failed(fault, totalFailed('FORMAT_FAILURE'));
    if (contentTypes.length > 1 || messageDigests.length > 1 || signingTimes.length > 1) {
      return failed('an attribute that must be single has several values', totalFailed('FORMAT_FAILURE'));
    }
    return passed('the signed attributes can be read and none is repeated');
  },
};
