/**
 * Digest, signature algorithm and key size of the signature are acceptable under the policy.
 *
 * @module
 */
import { digestWeakness, suiteWeakness } from '../algorithm-policy';
import { type Check, indeterminate, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const signatureAlgorithms: Check<Subject> = {
  id: 'signature-acceptance.algorithms',
  clause: { doc: 'EN 319 102-1', section: '5.2.8' },
  requires:
    'The digests, the signature algorithm and the key size of the signature are acceptable at the time in question.',

  run(subject) {
    const weakness = weaknessAt(subject, subject.now);
    if (weakness === null) return passed('the algorithms of the signature are acceptable');
    return {
      ...undecided(weakness, 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
      atTime: (time) =>
        weaknessAt(subject, time) === null ? null : indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
      madeAfter: (time) =>
        indeterminate(
          weaknessAt(subject, time) === null
            ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
            : 'CRYPTO_CONSTRAINTS_FAILURE',
        ),
    };
  },
};

function weaknessAt(
  { policy, suite, certificate, digest, attributes, signer }: Subject,
  time: number,
): string | null {
  if (suite === undefined || certificate === null)
    return `${signer.signatureAlgorithm.oid} is not in the table`;
  const weakness = suiteWeakness(policy, suite, certificate.publicKey, time);
  if (weakness !== null || attributes === null) return weakness;
  return digest === undefined
    ? `${signer.digestOid} is not in the table`
    : digestWeakness(policy, digest.name, time);
}
