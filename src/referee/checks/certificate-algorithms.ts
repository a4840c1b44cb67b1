/**
 * The signatures of the certificates and of the revocation data are acceptable under the policy.
 *
 * @module
 */
import type { AlgorithmPolicy } from '../../model/policy';
import type { Certificate } from '../../pki/certificate';
import { isDelegate } from '../../pki/revocation';
import { type Signed, suiteOf } from '../../pki/signature';
import { suiteWeakness } from '../algorithm-policy';
import { type Check, indeterminate, passed, undecided } from '../check';
import type { PathLink, PathSubject } from '../path-subject';

export const certificateAlgorithms: Check<PathSubject> = {
  id: 'x509-validation.algorithms',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'Algorithms and key sizes of certificates and revocation data are acceptable now.',

  run({ links, policy, now }) {
    for (const link of links) {
      const weakness = linkWeakness(link, policy, () => now);
      if (weakness !== null) {
        return {
          ...undecided(`${link.certificate.subjectText}: ${weakness}`, 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
          // EN 319 102-1 section 5.6.2.4 step 4.
          atProofs: ({ of }) =>
            links.every((each) => linkWeakness(each, policy, of) === null)
              ? null
              : indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
        };
      }
    }
    return passed('the algorithms of certificates and revocation data are acceptable');
  },
};

function linkWeakness(
  { certificate, issuer, revocation }: PathLink,
  policy: AlgorithmPolicy,
  existed: (der: Uint8Array) => number,
): string | null {
  const statement = revocation?.statement ?? null;
  // A responder that is trusted for itself rests on no signature of the issuer.
  const delegate = statement !== null && isDelegate(statement.signer, issuer) ? statement.signer : null;
  return (
    signatureWeakness(certificate, issuer, policy, existed) ??
    (statement === null ? null : signatureWeakness(statement.structure, statement.signer, policy, existed)) ??
    (statement === null || statement.base === null
      ? null
      : signatureWeakness(statement.base, statement.signer, policy, existed)) ??
    (delegate === null ? null : signatureWeakness(delegate, issuer, policy, existed))
  );
}

function signatureWeakness(
  structure: Signed & { readonly der: Uint8Array },
  signer: Certificate,
  policy: AlgorithmPolicy,
  existed: (der: Uint8Array) => number,
): string | null {
  const identified = suiteOf(structure, signer.publicKey);
  return identified === undefined
    ? `${structure.signatureAlgorithm.oid} is not in the table`
    : suiteWeakness(policy, identified.suite, signer.publicKey, existed(structure.der));
}
