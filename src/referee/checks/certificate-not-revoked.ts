/**
 * The certificate is not revoked; if it is, only a signature from before can count.
 *
 * @module
 */
import { isoInstant } from '../../encoding/time';
import type { Verdict } from '../../model/verdict';
import { type Check, indeterminate, passed, totalFailed, undecided } from '../check';
import type { PathSubject } from '../path-subject';

export const certificateNotRevoked: Check<PathSubject> = {
  id: 'x509-validation.not-revoked',
  clause: { doc: 'EN 319 102-1', section: '5.2.6' },
  requires: 'The certificate is not revoked.',

  run({ links, target }) {
    const statement = links.find(({ certificate }) => certificate === target)?.revocation?.statement;
    if (statement?.status !== 'revoked') return passed('nothing says that the certificate is revoked');
    const revokedAt = statement.revokedAt ?? 0;
    return {
      ...undecided(`the certificate was revoked at ${isoInstant(revokedAt)}`, 'REVOKED_NO_POE'),
      // EN 319 102-1 section 5.5.4, step 4 a).
      atTime: (time) => (revokedAt > time ? duringValidity(target, time) : indeterminate('REVOKED_NO_POE')),
      // Section 5.3.4: proof that the signature came after the revocation.
      madeAfter: (time) => (time > revokedAt ? totalFailed('REVOKED') : indeterminate('REVOKED_NO_POE')),
    };
  },
};

/** Was the certificate within its validity at a time at which it was not revoked? Null: it was. */
export function duringValidity(
  { notBefore, notAfter }: { readonly notBefore: number; readonly notAfter: number },
  time: number,
): Verdict | null {
  if (time < notBefore) return totalFailed('NOT_YET_VALID');
  return time < notAfter ? null : indeterminate('OUT_OF_BOUNDS_NOT_REVOKED');
}
