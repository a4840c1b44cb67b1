/**
 * Outcome, owner and the sentence that gives the reason for both.
 *
 * @module
 */
import type { Outcome, Owner } from '../model/matrix';

export interface Judgement {
  readonly outcome: Outcome;
  readonly owner: Owner;
  readonly because: string;
}
