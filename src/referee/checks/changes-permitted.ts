/**
 * Nothing was changed after signing that the signature does not permit. A rule of this project: the standard leaves it to the policy.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed } from '../check';
import type { Subject } from '../subject';

export const changesPermitted: Check<Subject> = {
  id: 'signed-data.changes-permitted',
  clause: { doc: 'Tamga', section: 'changes' },
  requires: 'What was added to the document after this signature is what its permissions allow.',

  run({ facts: { changesAfter } }) {
    if (changesAfter === 'none') return passed('nothing was added after this signature');
    return changesAfter === 'permitted'
      ? passed('what was added after this signature is permitted')
      : failed(
          'the document was changed after this signature in a way that it does not permit',
          totalFailed('FORMAT_FAILURE'),
        );
  },
};
