/**
 * The signed attributes stand in DER, so that nobody has to guess which bytes were signed.
 *
 * @module
 */
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const signedAttributesDer: Check<Subject> = {
  id: 'signature-acceptance.signed-attributes-der',
  clause: { doc: 'RFC 5652', section: '5.3' },
  requires: 'Signed attributes are DER encoded even where the rest of the message is BER.',

  run({ facts: { detail } }) {
    return detail.syntax === 'cms' && detail.signer.signedAttributes?.der === false
      ? undecided('the signed attributes are not in DER', 'SIG_CONSTRAINTS_FAILURE')
      : passed('the signed attributes are in DER');
  },
};
