/**
 * A time-stamp token is one, and its imprint is the digest of what it is attached to.
 *
 * @module
 */

import { digestByOid } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import { isoInstant } from '../../encoding/time';
import type { TimeStampToken } from '../../formats/cms/time-stamp-token';
import type { AlgorithmPolicy } from '../../model/policy';
import { digestWeakness } from '../algorithm-policy';
import { type Check, failed, passed, totalFailed, undecided } from '../check';

export interface TokenSubject {
  readonly token: TimeStampToken | undefined;
  /** What the token has to cover, in pieces. */
  readonly data: readonly Uint8Array[];
  readonly policy: AlgorithmPolicy;
  readonly now: number;
}

export const timeStampReadable: Check<TokenSubject> = {
  id: 'time-stamp.format',
  clause: { doc: 'RFC 3161', section: '2.4.2' },
  requires:
    'A time-stamp token is a SignedData with one signer over a TSTInfo without unknown critical extensions.',

  run({ token }) {
    if (token === undefined)
      return failed('the bytes are no time-stamp token', totalFailed('FORMAT_FAILURE'));
    return token.info.unknownCritical
      ? failed('the TSTInfo has an unknown critical extension', totalFailed('FORMAT_FAILURE'))
      : passed(`the token says ${isoInstant(token.info.time)}`);
  },
};

export const timeStampImprint: Check<TokenSubject> = {
  id: 'time-stamp.imprint',
  clause: { doc: 'EN 319 102-1', section: '5.4' },
  requires: 'The message imprint of the token is an acceptable digest of the data that it is attached to.',

  run({ token, data, policy, now }) {
    const digest = token === undefined ? undefined : digestByOid(token.info.digestOid);
    if (token === undefined || digest === undefined) {
      return undecided(
        `the imprint digest ${token?.info.digestOid ?? 'unknown'} is not in the table`,
        'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      );
    }
    if (!sameBytes(digest.of(...data), token.info.imprint)) {
      return failed('the message imprint is of other data', totalFailed('HASH_FAILURE'));
    }
    const weakness = digestWeakness(policy, digest.name, now);
    return weakness === null
      ? passed(`the message imprint is the ${digest.name} digest of the data`)
      : undecided(weakness, 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
  },
};
