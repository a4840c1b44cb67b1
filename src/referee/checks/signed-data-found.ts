/**
 * The data that the signature covers can be obtained.
 *
 * @module
 */

import type { Reference } from '../../formats/facts';
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const signedDataFound: Check<Subject> = {
  id: 'cryptographic-verification.signed-data',
  clause: { doc: 'EN 319 102-1', section: '5.2.7' },
  requires:
    'All signed data lies in the file or is given beside it, and every transform on it can be computed.',

  run({ facts: { references, dataFound } }) {
    for (const { what, missing } of references) {
      const why = missing === null ? null : wordsFor(missing);
      if (why !== null) return undecided(`${what} ${why}`, 'SIGNED_DATA_NOT_FOUND');
    }
    return dataFound
      ? passed('the signed data is at hand')
      : undecided('the content is detached and was not given', 'SIGNED_DATA_NOT_FOUND');
  },
};

function wordsFor(missing: Exclude<Reference['missing'], null>): string {
  if (missing === 'absent') return 'is detached and was not given';
  return missing === 'dangling' ? 'is not in the file' : `cannot be computed: ${missing.refused}`;
}
