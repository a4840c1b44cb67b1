/**
 * What a time-stamp says that it covers is there, and is what its kind has to cover.
 *
 * @module
 */
import { type Check, failed, passed, totalFailed } from '../check';
import type { TokenSubject } from './time-stamp-readable';

export const timeStampScope: Check<TokenSubject> = {
  id: 'time-stamp.scope',
  clause: { doc: 'EN 319 102-1', section: '5.4' },
  requires:
    'Hash index, references and manifest of a time-stamp name what is in the file, and leave out nothing.',

  run({ facts: { faults } }) {
    const [fault] = faults;
    return fault === undefined
      ? passed('the scope of the time-stamp can be told')
      : failed(fault, totalFailed('HASH_FAILURE'));
  },
};
