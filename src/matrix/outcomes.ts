/**
 * What each outcome counts as: one row each, read by cells, exit code, exports and page.
 *
 * @module
 */
import type { Outcome } from '../model/matrix';

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
  'not-run':               { applicable: false, asExpected: false, weight: 'incomplete' },
  'not-judged':            { applicable: false, asExpected: false, weight: 'incomplete' },
};
