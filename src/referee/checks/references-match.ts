/**
 * Everything that the signature names by digest still has that digest.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed, undecided } from '../check';
import type { Subject } from '../subject';

export const referencesMatch: Check<Subject> = {
  id: 'cryptographic-verification.references',
  clause: { doc: 'EN 319 102-1', section: '5.2.7' },
  requires: 'The digest of everything that is signed by digest is the signed one.',

  run({ mathematics: { references } }) {
    if (references.length === 0) return passed('the content is signed directly');
    for (const { reference, matches } of references) {
      const { what, digest } = reference;
      // No policy lists what has no row in the table, and nothing can be computed with it.
      if (digest.digest === undefined) {
        return undecided(
          `the digest ${digest.stated} of ${what} is not in the table`,
          'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
        );
      }
      if (matches !== true) {
        return failed(
          `the ${digest.digest.name} digest of ${what} is not the signed one`,
          totalFailed('HASH_FAILURE'),
        );
      }
    }
    return passed(
      references.length === 1 ? describe(references) : `all ${references.length} digests are the signed ones`,
    );
  },
};

function describe([only]: Subject['mathematics']['references']): string {
  return only === undefined
    ? ''
    : `the ${only.reference.digest.digest?.name ?? ''} digest of ${only.reference.what} is the signed one`;
}
