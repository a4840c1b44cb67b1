/**
 * The time-stamps on a signature are in the order in which they must have been made.
 *
 * @module
 */
import { type Check, passed, undecided } from '../check';
import type { ProvenTimes } from '../time-process';

export const timeStampOrder: Check<ProvenTimes> = {
  id: 'time-stamp.order',
  clause: { doc: 'EN 319 102-1', section: '5.5.4' },
  requires: 'No content time-stamp is later than a signature time-stamp.',

  run({ content, signature }) {
    return Math.max(...content) > Math.min(...signature)
      ? undecided('a content time-stamp is later than a signature time-stamp', 'TIMESTAMP_ORDER_FAILURE')
      : passed('the time-stamps are in order');
  },
};
