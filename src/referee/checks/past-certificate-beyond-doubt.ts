/**
 * The signature was there before anything spoke against its certificate.
 *
 * @module
 */
import { isoInstant } from '../../encoding/time';
import { type Check, passed, undecided } from '../check';
import type { PastCertificate } from '../past-certificate';

export interface PastSubject {
  readonly past: PastCertificate;
  /** Since when the signature is known to have been there. */
  readonly existed: number;
}

export const pastCertificateBeyondDoubt: Check<PastSubject> = {
  id: 'past-signature.certificate',
  clause: { doc: 'EN 319 102-1', section: '5.6.2.4' },
  requires: 'The signature is known to have existed at a time up to which nothing speaks against its chain.',

  run({ past, existed }) {
    if (past.controlTime === null) return undecided(past.found, 'NO_POE');
    return existed <= past.controlTime
      ? passed(`${past.found}; the signature was there at ${isoInstant(existed)}`)
      : undecided(`${past.found}; the signature is proven only for ${isoInstant(existed)}`, 'NO_POE');
  },
};
