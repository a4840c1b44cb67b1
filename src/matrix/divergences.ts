/**
 * Known divergences: strict, expiring expectations laid over the judged checks.
 *
 * @module
 */
import type { CheckId } from '../model/check';
import type { DivergenceState, JudgedCheck, KnownDivergence, Outcome } from '../model/matrix';
import { isAssumed, OUTCOME_ROWS } from './outcomes';

type Unlisted = Omit<JudgedCheck, 'known'>;

/** `*` stands for one whole segment, or for one state of the pair: `*-TR/revoked/CMS/none/attached/*`. */
export function matchesCheck(pattern: string, id: CheckId): boolean {
  const wanted = segments(pattern);
  const given = segments(id);
  return wanted.length === given.length && wanted.every((part, at) => part === '*' || part === given[at]);
}

/** Signer, verifier, case, format, level, packaging, suite. A format may hold a slash itself: `ASiC-E/CAdES`. */
function segments(text: string): readonly string[] {
  const [pair = '', one = '', ...rest] = text.split('/');
  const dash = pair.indexOf('-');
  return [pair.slice(0, dash), pair.slice(dash + 1), one, rest.slice(0, -3).join('/'), ...rest.slice(-3)];
}

export function markKnown(
  checks: readonly Unlisted[],
  listed: readonly KnownDivergence[],
): readonly JudgedCheck[] {
  return checks.map((check) => ({
    ...check,
    known: listed.find((divergence) => shows(divergence, check))?.id ?? null,
  }));
}

export function judgeDivergences(
  checks: readonly Unlisted[],
  listed: readonly KnownDivergence[],
  instant: string,
): readonly DivergenceState[] {
  return [...listed]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((divergence) => {
      const named = checks.filter((check) => matchesCheck(divergence.check, check.id));
      const showing = named.filter((check) => shows(divergence, check));
      return {
        ...divergence,
        state: stateOf(divergence, named, showing, instant),
        checks: showing.map(({ id }) => id),
      };
    });
}

/** Strict: the very words, on a check that is not as expected. */
function shows(divergence: KnownDivergence, check: Unlisted): boolean {
  return (
    divergence.observed === check.observed &&
    !OUTCOME_ROWS[check.outcome].asExpected &&
    matchesCheck(divergence.check, check.id)
  );
}

/** These say nothing about whether a divergence is still there. */
const SILENT_ON_IT: readonly Outcome[] = ['not-run', 'not-claimed', 'not-demonstrated', 'not-judged'];

function stateOf(
  divergence: KnownDivergence,
  named: readonly Unlisted[],
  showing: readonly Unlisted[],
  instant: string,
): DivergenceState['state'] {
  const gone = named.some(
    (check) => !showing.includes(check) && !SILENT_ON_IT.includes(check.outcome) && !isAssumed(check),
  );
  if (gone) return 'vanished';
  // A narrowed round says nothing of what it did not plan.
  if (named.length === 0) return 'not-run';
  // The date itself still counts.
  if (instant.slice(0, 10) > divergence.expires) return 'expired';
  return showing.length > 0 ? 'holds' : 'not-run';
}
