/**
 * Digest, signature algorithm and key size of the signature are acceptable under the policy.
 *
 * @module
 */
import { statedAlgorithm } from '../../crypto/identify-reference';
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

function weaknessAt({ policy, suite, key, facts }: Subject, time: number): string | null {
  if (suite === undefined || key === null) return `${statedAlgorithm(facts.algorithm)} is not in the table`;
  const weakness = suiteWeakness(policy, suite.suite, key, time);
  if (weakness !== null) return weakness;
  for (const { digest } of facts.references) {
    const found =
      digest.digest === undefined
        ? `${digest.stated} is not in the table`
        : digestWeakness(policy, digest.digest.name, time);
    if (found !== null) return found;
  }
  return null;
}
