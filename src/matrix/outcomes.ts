/**
 * What each outcome counts as: one row each, read by cells, exit code, exports and page.
 *
 * @module
 */
import type { JudgedCheck, Outcome } from '../model/matrix';

export interface OutcomeRow {
  /** Belongs to m: claimed, answered, judged, demonstrated. */
  readonly applicable: boolean;
  /** Belongs to n. */
  readonly asExpected: boolean;
  /** What an unlisted check of this outcome does to the exit code. */
  readonly weight: 'none' | 'incomplete' | 'unexpected' | 'unsafe';
}

// biome-ignore format: one row per outcome
export const OUTCOME_ROWS: Readonly<Record<Outcome, OutcomeRow>> = {
  'as-expected':           { applicable: true,  asExpected: true,  weight: 'none' },
  'as-expected-loose':     { applicable: true,  asExpected: true,  weight: 'none' },
  'as-expected-no-reason': { applicable: true,  asExpected: true,  weight: 'none' },
  'not-recognised':        { applicable: true,  asExpected: false, weight: 'none' },
  'rejected':              { applicable: true,  asExpected: false, weight: 'unexpected' },
  'indeterminate':         { applicable: true,  asExpected: false, weight: 'unexpected' },
  'unsafe':                { applicable: true,  asExpected: false, weight: 'unsafe' },
  'accepts-more':          { applicable: true,  asExpected: false, weight: 'none' },
  'mint-differs':          { applicable: true,  asExpected: false, weight: 'unexpected' },
  'not-demonstrated':      { applicable: false, asExpected: false, weight: 'none' },
  'not-claimed':           { applicable: false, asExpected: false, weight: 'none' },
  'not-available':         { applicable: false, asExpected: false, weight: 'none' },
  'not-run':               { applicable: false, asExpected: false, weight: 'incomplete' },
  'not-judged':            { applicable: false, asExpected: false, weight: 'incomplete' },
};

type Counted = Pick<JudgedCheck, 'outcome' | 'assumed'>;

/** Belongs to m. */
export function isApplicable({ outcome, assumed }: Counted): boolean {
  return OUTCOME_ROWS[outcome].applicable && assumed.length === 0;
}

/** Would belong to m, but rests on an unverified fact: counted apart. What was not judged has nothing to rest on. */
export function isAssumed({ outcome, assumed }: Counted): boolean {
  return OUTCOME_ROWS[outcome].applicable && assumed.length > 0;
}

/** Somebody's move. On an unverified fact there is none, but an invalid signature that passes is unsafe all the same. */
export function isOpen(check: Pick<JudgedCheck, 'outcome' | 'assumed' | 'owner'>): boolean {
  return check.owner !== 'none' && (!isAssumed(check) || check.outcome === 'unsafe');
}
