/**
 * The current time lies in the validity of every intermediate authority (shell model).
 *
 * @module
 */
import { isWithinValidity } from '../../pki/revocation';
import { type Check, passed, undecided } from '../check';
import { authorityLinks, type PathSubject } from '../path-subject';

export const authoritiesValid: Check<PathSubject> = {
  id: 'x509-validation.authorities-validity',
  clause: { doc: 'RFC 5280', section: '6.1.3' },
  requires: 'The time of validation lies within the validity of every intermediate authority.',

  run(subject) {
    const out = authorityLinks(subject).find(
      ({ certificate }) => !isWithinValidity(certificate, subject.now),
    );
    return out === undefined
      ? passed('every intermediate authority is within its validity')
      : undecided(
          `the authority ${out.certificate.subjectText} is outside its validity`,
          'OUT_OF_BOUNDS_NO_POE',
        );
  },
};
