/**
 * A token was made while the certificate of its authority was valid.
 *
 * @module
 */
import { isoInstant } from '../../encoding/time';
import type { Certificate } from '../../pki/certificate';
import { type Check, failed, passed, totalFailed } from '../check';

export interface StampedBy {
  /** genTime. */
  readonly time: number;
  /** Null where the token names none at hand. */
  readonly certificate: Certificate | null;
}

export const timeStampAuthority: Check<StampedBy> = {
  id: 'time-stamp.authority',
  // A token is a signature made at its genTime: EN 319 102-1 section 5.5.4, step 4 b) holds for it, too.
  clause: { doc: 'EN 319 102-1', section: '5.4' },
  requires: 'The genTime of a token lies between notBefore and notAfter of the certificate of its authority.',

  run({ time, certificate }) {
    if (certificate === null) return passed('there is no certificate to compare genTime with');
    const { notBefore, notAfter } = certificate;
    const found = `genTime ${isoInstant(time)} lies outside ${isoInstant(notBefore)} to ${isoInstant(notAfter)}, the validity of the certificate of the authority`;
    if (time < notBefore) return failed(found, totalFailed('NOT_YET_VALID'));
    // No proof can place a token before the time that it says itself, so nothing undoes this.
    return time > notAfter
      ? failed(found, totalFailed('EXPIRED'))
      : passed('genTime lies within the validity of the certificate of the authority');
  },
};
