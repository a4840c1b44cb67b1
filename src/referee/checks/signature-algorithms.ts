/**
 * Digest, signature algorithm and key size of the signature are acceptable under the policy.
 *
 * @module
 */
import { statedAlgorithm } from '../../crypto/identify-reference';
import type { DigestReference, SignatureFacts } from '../../formats/facts';
import type { AlgorithmPolicy } from '../../model/policy';
import { digestWeakness, suiteWeakness } from '../algorithm-policy';
import { type Check, indeterminate, passed, undecided } from '../check';
import type { Subject, SubjectKind } from '../subject';

export const signatureAlgorithms: Check<Subject> = {
  id: 'signature-acceptance.algorithms',
  clause: { doc: 'EN 319 102-1', section: '5.2.8' },
  requires:
    'The digests, that of the reference to the signing certificate included, the signature algorithm and the key size are acceptable at the time in question.',

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

function weaknessAt({ kind, policy, suite, key, facts }: Subject, time: number): string | null {
  if (suite === undefined || key === null) return `${statedAlgorithm(facts.algorithm)} is not in the table`;
  return (
    suiteWeakness(policy, suite.suite, key, time) ??
    firstOf(facts.references.map(({ digest }) => referenceWeakness(digest, policy, time))) ??
    certificateReferenceWeakness(kind, facts, policy, time)
  );
}

/** All name the one certificate: an acceptable digest among them binds it, whatever the others are. */
function certificateReferenceWeakness(
  kind: SubjectKind,
  { certificateReferences }: SignatureFacts,
  policy: AlgorithmPolicy,
  time: number,
): string | null {
  // RFC 3161 section 2.4.2 asks tokens for version 1, which has no digest but SHA-1: authorities of today obey it.
  if (kind === 'time-stamp' && certificateReferences.some(({ version }) => version === 1)) return null;
  const found = certificateReferences.map(({ digest }) => referenceWeakness(digest, policy, time));
  const weakness = found.includes(null) ? null : firstOf(found);
  return weakness === null ? null : `the signing certificate is named by a weak digest: ${weakness}`;
}

function referenceWeakness(
  { stated, digest }: DigestReference,
  policy: AlgorithmPolicy,
  time: number,
): string | null {
  return digest === undefined ? `${stated} is not in the table` : digestWeakness(policy, digest.name, time);
}

function firstOf(found: readonly (string | null)[]): string | null {
  return found.find((one) => one !== null) ?? null;
}
