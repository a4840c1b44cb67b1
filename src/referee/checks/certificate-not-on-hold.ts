/**
 * No certificate of the path is suspended: a suspension may end either way.
 *
 * @module
 */
import { type Check, passed, undecided } from '../check';
import type { PathSubject } from '../path-subject';

export const certificateNotOnHold: Check<PathSubject> = {
  id: 'x509-validation.not-on-hold',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'No certificate of the chain is on hold.',

  run({ links }) {
    const held = links.find(({ revocation }) => revocation?.statement?.status === 'on-hold');
    return held === undefined
      ? passed('nothing says that a certificate is on hold')
      : undecided(`the certificate of ${held.certificate.subjectText} is on hold`, 'TRY_LATER');
  },
};
