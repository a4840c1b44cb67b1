/**
 * The imprint of a time-stamp is of the data that the token is attached to.
 *
 * @module
 */

import { digestByOid } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import { digestWeakness } from '../algorithm-policy';
import { type Check, failed, indeterminate, passed, totalFailed, undecided } from '../check';
import type { TokenSubject } from './time-stamp-readable';

export const timeStampImprint: Check<TokenSubject> = {
  id: 'time-stamp.imprint',
  clause: { doc: 'EN 319 102-1', section: '5.4' },
  requires: 'The message imprint of the token is an acceptable digest of the data that it is attached to.',

  run({ token, facts, policy, now }) {
    const digest = token === undefined ? undefined : digestByOid(token.info.digestOid);
    if (token === undefined || digest === undefined) {
      return undecided(
        `the imprint digest ${token?.info.digestOid ?? 'unknown'} is not in the table`,
        'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      );
    }
    const data = facts.covers(digest);
    if (data === null) return undecided('what the token covers cannot be had', 'SIGNED_DATA_NOT_FOUND');
    if (!sameBytes(digest.over(data), token.info.imprint)) {
      return failed('the message imprint is of other data', totalFailed('HASH_FAILURE'));
    }
    const weakness = digestWeakness(policy, digest.name, now);
    if (weakness === null) return passed(`the message imprint is the ${digest.name} digest of the data`);
    return {
      ...undecided(weakness, 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
      atTime: (time) =>
        digestWeakness(policy, digest.name, time) === null
          ? null
          : indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
    };
  },
};
