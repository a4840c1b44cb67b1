/**
 * The sums that page, terminal and badge show. The diagonal is domestic and in none of them.
 *
 * @module
 */
import {
  type Cell,
  type CellResult,
  type JudgedCheck,
  type Matrix,
  OWNERS,
  type Owner,
  RESULTS,
} from '../model/matrix';
import { isOpen } from './outcomes';

export interface Totals {
  /** Ordered pairs of two different states that the plan asks about. */
  readonly directions: number;
  readonly byResult: Readonly<Record<CellResult, number>>;
  readonly works: number;
  /** Invalid signatures accepted, the diagonal included: safety has no border. */
  readonly unsafe: number;
  readonly asExpected: number;
  readonly applicable: number;
  readonly planned: number;
  readonly assumed: number;
  readonly known: number;
}

export function crossBorder(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter(({ signer, verifier }) => signer !== verifier);
}

export function totalsOf({ cells, checks }: Pick<Matrix, 'cells' | 'checks'>): Totals {
  const abroad = crossBorder(cells);
  const byResult: Record<CellResult, number> = Object.assign(
    Object.create(null),
    Object.fromEntries(RESULTS.map((result) => [result, 0])),
  );
  for (const { result } of abroad) byResult[result] += 1;
  const sum = (of: (cell: Cell) => number) => abroad.reduce((total, cell) => total + of(cell), 0);
  return {
    directions: abroad.length,
    byResult,
    works: byResult.works,
    unsafe: checks.filter(({ outcome }) => outcome === 'unsafe').length,
    asExpected: sum(({ counts }) => counts.asExpected),
    applicable: sum(({ counts }) => counts.applicable),
    planned: sum(({ counts }) => counts.planned),
    assumed: sum(({ counts }) => counts.assumed),
    known: sum(({ counts }) => counts.known),
  };
}

/** Cross-border checks by the owner of the next move, most first; `none` is nobody's move. */
export function ownerTotals({
  checks,
}: Pick<Matrix, 'checks'>): readonly { readonly owner: Owner; readonly checks: number }[] {
  const abroad = checks.filter((check) => isCrossBorder(check) && isOpen(check));
  return OWNERS.filter((owner) => owner !== 'none')
    .map((owner) => ({ owner, checks: abroad.filter((check) => check.owner === owner).length }))
    .filter((entry) => entry.checks > 0)
    .sort((a, b) => b.checks - a.checks);
}

export function isCrossBorder({ signer, verifier }: JudgedCheck): boolean {
  return signer !== verifier;
}
