/**
 * A time-stamp token is what RFC 3161 says it is.
 *
 * @module
 */
import { isoInstant } from '../../encoding/time';
import type { TimeStampToken } from '../../formats/cms/time-stamp-token';
import type { TimeStampFacts } from '../../formats/facts';
import type { AlgorithmPolicy } from '../../model/policy';
import { type Check, failed, passed, totalFailed } from '../check';

export interface TokenSubject {
  readonly token: TimeStampToken | undefined;
  readonly facts: TimeStampFacts;
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
