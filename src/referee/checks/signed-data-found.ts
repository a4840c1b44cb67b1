/**
 * The data that the signature covers can be obtained.
 *
 * @module
 */
import { type Check, passed, undecided } from '../check';
import type { Subject } from '../subject';

export const signedDataFound: Check<Subject> = {
  id: 'cryptographic-verification.signed-data',
  clause: { doc: 'EN 319 102-1', section: '5.2.7' },
  requires: 'The signed data is encapsulated or given beside the signature.',

  run({ content }) {
    return content === null
      ? undecided('the content is detached and was not given', 'SIGNED_DATA_NOT_FOUND')
      : passed('the signed data is at hand');
  },
};
