/**
 * Cells: the checks of one ordered pair, counted and rolled up to one result.
 *
 * @module
 */
import {
  type Cell,
  type CellCounts,
  type CellResult,
  type JudgedCheck,
  OUTCOMES,
  type Outcome,
  OWNERS,
} from '../model/matrix';
import type { StateCode } from '../model/profile';
import { isApplicable, isAssumed, isOpen, OUTCOME_ROWS } from './outcomes';

/** One cell for every ordered pair that the plan asks about; `checks` come sorted by id. */
export function buildCells(checks: readonly JudgedCheck[]): readonly Cell[] {
  const pairs = new Map<string, JudgedCheck[]>();
  for (const check of checks) {
    const key = `${check.signer}-${check.verifier}`;
    pairs.set(key, [...(pairs.get(key) ?? []), check]);
  }
  return [...pairs.values()]
    .map(buildCell)
    .sort((a, b) => compare(a.signer, b.signer) || compare(a.verifier, b.verifier));
}

function buildCell(checks: readonly JudgedCheck[]): Cell {
  const { signer = '', verifier = '' } = checks[0] ?? {};
  const counts = countChecks(checks);
  return {
    signer,
    verifier,
    result: resultOf(signer, verifier, checks, counts),
    counts,
    owners: ownersOf(checks),
    checks: checks.map(({ id }) => id),
  };
}

export function countChecks(checks: readonly JudgedCheck[]): CellCounts {
  const applicable = checks.filter(isApplicable);
  const asExpected = applicable.filter(({ outcome }) => OUTCOME_ROWS[outcome].asExpected);
  const positive = (all: readonly JudgedCheck[]) =>
    all.filter(({ polarity }) => polarity === 'positive').length;
  return {
    planned: checks.length,
    applicable: applicable.length,
    asExpected: asExpected.length,
    positives: { applicable: positive(applicable), accepted: positive(asExpected) },
    negatives: {
      applicable: applicable.length - positive(applicable),
      refused: asExpected.length - positive(asExpected),
    },
    assumed: checks.filter(isAssumed).length,
    byOutcome: byOutcome(checks),
    known: checks.filter(({ known }) => known !== null).length,
  };
}

function byOutcome(checks: readonly JudgedCheck[]): Readonly<Record<Outcome, number>> {
  const counts: Record<Outcome, number> = Object.assign(
    Object.create(null),
    Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])),
  );
  for (const check of checks) {
    if (!isAssumed(check) || check.outcome === 'unsafe') counts[check.outcome] += 1;
  }
  return counts;
}

/** The diagonal is the baseline of a state, not recognition: it has no result of its own. */
function resultOf(
  signer: StateCode,
  verifier: StateCode,
  checks: readonly JudgedCheck[],
  counts: CellCounts,
): CellResult {
  return signer === verifier ? 'domestic' : rollUp(checks, counts);
}

/** unsafe > assumed, not claimed or not run (all) > rejected or indeterminate > partly > works. */
export function rollUp(checks: readonly JudgedCheck[], counts: CellCounts): CellResult {
  if (counts.byOutcome.unsafe > 0) return 'unsafe';
  if (counts.applicable === 0) return withoutShare(counts);
  if (counts.positives.applicable > 0 && counts.positives.accepted === 0) return refusedAs(checks);
  return counts.asExpected === counts.applicable ? 'works' : 'partly';
}

function withoutShare({ assumed, byOutcome, planned }: CellCounts): CellResult {
  if (assumed > 0) return 'assumed';
  const unclaimed = byOutcome['not-claimed'];
  if (unclaimed === planned) return 'not-claimed';
  return unclaimed + byOutcome['not-available'] === planned ? 'not-available' : 'not-run';
}

/** No positive passes: mostly INDETERMINATE, or louder. */
function refusedAs(checks: readonly JudgedCheck[]): CellResult {
  const refused = checks.filter((check) => check.polarity === 'positive' && isApplicable(check));
  const undecided = refused.filter(({ observed }) => observed?.startsWith('indeterminate') === true);
  return undecided.length * 2 > refused.length ? 'indeterminate' : 'rejected';
}

function ownersOf(checks: readonly JudgedCheck[]): Cell['owners'] {
  return OWNERS.filter((owner) => owner !== 'none')
    .map((owner) => ({
      owner,
      checks: checks.filter((check) => isOpen(check) && check.owner === owner).length,
    }))
    .filter((entry) => entry.checks > 0)
    .sort((a, b) => b.checks - a.checks);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
