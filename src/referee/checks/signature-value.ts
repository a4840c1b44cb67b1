/**
 * The signature value verifies with the key of the signing certificate.
 *
 * @module
 */
import { statedAlgorithm } from '../../crypto/identify-reference';
import { type Check, failed, passed, totalFailed, undecided } from '../check';
import type { Subject } from '../subject';

export const signatureValue: Check<Subject> = {
  id: 'cryptographic-verification.signature-value',
  clause: { doc: 'EN 319 102-1', section: '5.2.7' },
  requires: 'The signature value verifies with the public key of the signing certificate.',

  run({ suite: identified, facts, mathematics }) {
    const suite = identified?.suite;
    // RFC 7515 section 5.2: what a reader does not understand makes the signature invalid.
    if (suite === undefined && facts.detail.syntax === 'jws') {
      const why = `the algorithm ${statedAlgorithm(facts.algorithm)} is not one of JSON Web Algorithms for this key`;
      return failed(why, totalFailed('SIG_CRYPTO_FAILURE'));
    }
    if (suite === undefined && mathematics.value?.valid === false)
      return failed(
        `the value does not verify: ${mathematics.value.reason}`,
        totalFailed('SIG_CRYPTO_FAILURE'),
      );
    if (suite === undefined) {
      return undecided(
        `no row of the suite table is for ${statedAlgorithm(facts.algorithm)} with this key`,
        'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      );
    }
    const { value } = mathematics;
    if (value?.valid === true) return passed(`the ${suite.id} value verifies`);
    const reason = value?.reason ?? 'nothing was computed';
    return failed(`the ${suite.id} value does not verify: ${reason}`, totalFailed('SIG_CRYPTO_FAILURE'));
  },
};
