/**
 * The signed message-digest attribute equals the digest of the content.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed, undecided } from '../check';
import type { Subject } from '../subject';

export const messageDigestMatches: Check<Subject> = {
  id: 'cryptographic-verification.message-digest',
  clause: { doc: 'RFC 5652', section: '11.2' },
  requires: 'The signed message-digest attribute equals the digest of the signed content.',

  run({ signer, digest, attributes, mathematics }) {
    if (attributes === null) return passed('the content is signed directly');
    // No policy lists what has no row in the table, and nothing can be computed with it.
    if (digest === undefined) {
      return undecided(
        `the digest ${signer.digestOid} is not in the table`,
        'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      );
    }
    return mathematics.digest === true
      ? passed(`the ${digest.name} digest of the content is the signed one`)
      : failed(`the ${digest.name} digest of the content is not the signed one`, totalFailed('HASH_FAILURE'));
  },
};
