/**
 * The signatures of the certificates and of the revocation data are acceptable under the policy.
 *
 * @module
 */
import type { AlgorithmPolicy } from '../../model/policy';
import type { Certificate } from '../../pki/certificate';
import { type Signed, suiteOf } from '../../pki/signature';
import { suiteWeakness } from '../algorithm-policy';
import { type Check, indeterminate, passed, undecided } from '../check';
import type { PathLink, PathSubject, StatementSigner } from '../path-subject';

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
  { certificate, issuer, signers }: PathLink,
  policy: AlgorithmPolicy,
  existed: (der: Uint8Array) => number,
): string | null {
  const weakness = (structure: SignedStructure, signer: Certificate): string | null =>
    signatureWeakness(structure, signer, policy, existed);
  const found = [weakness(certificate, issuer), ...signers.flatMap((one) => signerWeaknesses(one, weakness))];
  return found.find((one) => one !== null) ?? null;
}

type SignedStructure = Signed & { readonly der: Uint8Array };

/** Of the list or response, of the list that it changes, and of every certificate that vouches for its signer. */
function signerWeaknesses(
  { statement: { structure, base, signer }, path }: StatementSigner,
  weakness: (structure: SignedStructure, signer: Certificate) => string | null,
): readonly (string | null)[] {
  const vouching = path.slice(1).map((issuer, index) => weakness(path[index] ?? signer, issuer));
  return [weakness(structure, signer), base === null ? null : weakness(base, signer), ...vouching];
}

function signatureWeakness(
  structure: SignedStructure,
  signer: Certificate,
  policy: AlgorithmPolicy,
  existed: (der: Uint8Array) => number,
): string | null {
  const identified = suiteOf(structure, signer.publicKey);
  return identified === undefined
    ? `${structure.signatureAlgorithm.oid} is not in the table`
    : suiteWeakness(policy, identified.suite, signer.publicKey, existed(structure.der));
}
