/**
 * Every reader of the document sees the same bytes as signed. A rule of this project: the standard leaves it to the policy.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed } from '../check';
import type { Subject } from '../subject';

export const coverageUnambiguous: Check<Subject> = {
  id: 'signed-data.unambiguous',
  clause: { doc: 'Tamga', section: 'coverage' },
  requires: 'What the signature covers does not depend on who reads the file.',

  run({ facts: { coverage } }) {
    return coverage === 'ambiguous'
      ? failed('what is signed depends on who reads the file', totalFailed('FORMAT_FAILURE'))
      : passed(
          coverage === 'partial'
            ? 'part of the document is signed, and which part is clear'
            : 'what is signed is clear',
        );
  },
};
