/**
 * For every certificate below the anchor there is revocation data that may be relied on.
 *
 * @module
 */
import { isWithinValidity } from '../../pki/revocation';
import { type Check, passed, undecided } from '../check';
import type { PathSubject } from '../path-subject';

export const revocationKnown: Check<PathSubject> = {
  id: 'x509-validation.revocation-known',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'Acceptable revocation data is at hand for every certificate below the anchor.',

  run({ links, now, target }) {
    const unknown = links.find(
      ({ certificate, revocation }) =>
        // Of an expired certificate nothing need be known any more: its validity has been found wanting already.
        revocation !== null &&
        revocation.statement === null &&
        (certificate !== target || isWithinValidity(target, now)),
    );
    if (unknown === undefined)
      return passed('revocation data is at hand for every certificate that needs it');
    const who = unknown.certificate.subjectText;
    if (unknown.revocation?.responderExpired === true) {
      return undecided(
        `who signed the revocation data for ${who} has expired`,
        'REVOCATION_OUT_OF_BOUNDS_NO_POE',
      );
    }
    // RFC 5280 section 6.3.3: lists for some reasons alone leave the others open.
    return unknown.revocation?.missingReasons
      ? undecided(`the lists at hand for ${who} speak of some reasons only`, 'TRY_LATER')
      : undecided(`there is no acceptable revocation data for ${who}`, 'CERTIFICATE_CHAIN_GENERAL_FAILURE');
  },
};
