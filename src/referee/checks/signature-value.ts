/**
 * The signature value verifies with the key of the signing certificate.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed, undecided } from '../check';
import type { Subject } from '../subject';

export const signatureValue: Check<Subject> = {
  id: 'cryptographic-verification.signature-value',
  clause: { doc: 'RFC 5652', section: '5.6' },
  requires: 'The signature value verifies with the public key of the signing certificate.',

  run({ suite, signer, mathematics }) {
    if (suite === undefined) {
      return undecided(
        `no row of the suite table is for ${signer.signatureAlgorithm.oid} with this key`,
        'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      );
    }
    const { value } = mathematics;
    if (value?.valid === true) return passed(`the ${suite.id} value verifies`);
    const reason = value?.reason ?? 'nothing was computed';
    return failed(`the ${suite.id} value does not verify: ${reason}`, totalFailed('SIG_CRYPTO_FAILURE'));
  },
};
