/**
 * No certification authority between the certificate and the anchor is revoked.
 *
 * @module
 */
import { type Check, indeterminate, passed, undecided } from '../check';
import { authorityLinks, type PathSubject } from '../path-subject';
import { duringValidity } from './certificate-not-revoked';

export const authoritiesNotRevoked: Check<PathSubject> = {
  id: 'x509-validation.authorities-not-revoked',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'No intermediate certification authority is revoked.',

  run(subject) {
    const revoked = authorityLinks(subject).filter(
      ({ revocation }) => revocation?.statement?.status === 'revoked',
    );
    const [first] = revoked;
    if (first === undefined) return passed('nothing says that an intermediate authority is revoked');
    const earliest = Math.min(...revoked.map(({ revocation }) => revocation?.statement?.revokedAt ?? 0));
    return {
      ...undecided(`the authority ${first.certificate.subjectText} is revoked`, 'REVOKED_CA_NO_POE'),
      // EN 319 102-1 section 5.5.4, step 4 a).
      atTime: (time) =>
        earliest > time ? duringValidity(subject.target, time) : indeterminate('REVOKED_CA_NO_POE'),
    };
  },
};
