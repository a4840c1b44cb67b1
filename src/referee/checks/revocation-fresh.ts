/**
 * Revocation data is fresh: the time in question is not behind its nextUpdate.
 *
 * @module
 */
import { isoInstant } from '../../encoding/time';
import { CLOCK_SKEW_MS } from '../../pki/revocation';
import { type Check, indeterminate, passed, undecided } from '../check';
import type { PathSubject } from '../path-subject';

export const revocationFresh: Check<PathSubject> = {
  id: 'revocation-freshness.fresh',
  clause: { doc: 'EN 319 102-1', section: '5.2.5' },
  requires:
    'Revocation data was issued no longer before the time in question than the policy says, or its own interval of updates.',

  run(subject) {
    const stale = staleAt(subject, subject.now);
    if (stale === null) return passed('no revocation data is stale');
    return {
      ...undecided(stale, 'TRY_LATER'),
      // EN 319 102-1 section 5.5.4, steps 6 and 7: fresh at the time of the signature is enough.
      atTime: (time) => (staleAt(subject, time) === null ? null : indeterminate('TRY_LATER')),
    };
  },
};

const HOUR_MS = 3_600_000;

/** Section 5.2.5: without nextUpdate the data speaks for times up to its issue alone, give or take the clocks. */
function staleAt({ links, policy }: PathSubject, time: number): string | null {
  const hours = policy.revocationMaximumAgeHours;
  for (const { certificate, revocation } of links) {
    const statement = revocation?.statement;
    if (statement === undefined || statement === null || statement.status !== 'good') continue;
    const own = statement.nextUpdate ?? statement.thisUpdate + CLOCK_SKEW_MS;
    const until = hours === undefined ? own : Math.min(own, statement.thisUpdate + hours * HOUR_MS);
    if (time > until) {
      return `the revocation data for ${certificate.subjectText} speaks for times up to ${isoInstant(until)}`;
    }
  }
  return null;
}
