/**
 * The current time lies in the validity of the certificate.
 *
 * @module
 */
import { isoInstant } from '../../encoding/time';
import { isWithinValidity } from '../../pki/revocation';
import { type Check, indeterminate, passed, totalFailed, undecided } from '../check';
import type { PathSubject } from '../path-subject';
import { duringValidity } from './certificate-not-revoked';

export const certificateValid: Check<PathSubject> = {
  id: 'x509-validation.validity',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'The time of validation lies between notBefore and notAfter of the certificate.',

  run({ links, target, now }) {
    const link = links.find(({ certificate }) => certificate === target);
    if (link === undefined || isWithinValidity(target, now)) {
      return passed('the time of validation lies within the validity');
    }
    const known = link.revocation === null || link.revocation.statement?.status === 'good';
    const validity = `${isoInstant(target.notBefore)} to ${isoInstant(target.notAfter)}`;
    const subIndication = known ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE';
    return {
      ...undecided(`the certificate is valid from ${validity}`, subIndication),
      // EN 319 102-1 section 5.5.4, steps 4 d) and 4 b): only a certificate known as not revoked is helped by time.
      atTime: (time) => {
        if (known) return duringValidity(target, time);
        return time < target.notBefore ? totalFailed('NOT_YET_VALID') : indeterminate(subIndication);
      },
      // Section 5.3.4: proof that the signature came after the end of validity.
      madeAfter: (time) => (time > target.notAfter ? totalFailed('EXPIRED') : indeterminate(subIndication)),
    };
  },
};
