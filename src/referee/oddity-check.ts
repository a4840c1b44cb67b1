/**
 * The check of one kind of oddity that a format reader noted: most rules of a syntax are of this form.
 *
 * @module
 */
import type { Oddity } from '../formats/facts';
import type { Clause } from '../model/specification';
import type { SubIndication } from '../model/verdict';
import { type Check, failed, type NotPassed, passed, totalFailed, undecided } from './check';
import type { Subject } from './subject';

export interface OddityRule {
  /** Id of the check, `block.name`. */
  readonly id: string;
  readonly clause: Clause;
  readonly requires: string;
  readonly kind: Oddity['kind'];
  /** Half a sentence for the report where the rule is kept. */
  readonly kept: string;
  /** TOTAL_FAILED for these three, INDETERMINATE for all others, as the standard pairs them. */
  readonly subIndication: SubIndication;
}

const TOTALLY: ReadonlySet<SubIndication> = new Set(['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE']);

export function oddityCheck({ id, clause, requires, kind, kept, subIndication }: OddityRule): Check<Subject> {
  return {
    id,
    clause,
    requires,
    run({ facts }) {
      const oddity = facts.oddities.find((one) => one.kind === kind);
      return oddity === undefined ? passed(kept) : broken(oddity.found, subIndication);
    },
  };
}

function broken(found: string, subIndication: SubIndication): NotPassed {
  return TOTALLY.has(subIndication)
    ? failed(found, totalFailed(subIndication))
    : undecided(found, subIndication);
}
