/**
 * What one cell shows: its result, its numbers, its micro bar and its sentence.
 *
 * @module
 */
import type { Cell, CellCounts, StateRow } from '../../model/matrix';
import type { ShownResult } from './glyphs';
import { say } from './words';

/** Rounded down: 100 % means all of them. */
export function percent(n: number, m: number): number {
  return m === 0 ? 0 : Math.floor((n / m) * 100);
}

export function shareOf({ asExpected, applicable }: CellCounts): number {
  return applicable === 0 ? 0 : asExpected / applicable;
}

/** Planned checks that are in neither number because nobody answered or nobody could judge. */
export function unanswered({ byOutcome }: CellCounts): number {
  return byOutcome['not-run'] + byOutcome['not-judged'];
}

export function shownResult(cell: Cell | undefined): ShownResult {
  return cell?.result ?? 'unasked';
}

/** The accessible name of a cell, and all of it that can be read without JavaScript. */
export function sentenceOf(signer: StateRow, verifier: StateRow, cell: Cell | undefined): string {
  const names = { signer: signer.name, verifier: verifier.name };
  if (cell === undefined) return say('cell.sentence-unasked', names);
  const { asExpected: n, applicable: m, planned: of, byOutcome } = cell.counts;
  const values = { ...names, result: say(`result.${cell.result}`), n, m, of, unsafe: byOutcome.unsafe };
  if (byOutcome.unsafe > 0) return say('cell.sentence-unsafe', values);
  return say(m === 0 ? 'cell.sentence-nothing' : 'cell.sentence', values);
}

/** Parts of the micro bar, in percent of m: as expected, differing by declaration, indeterminate, refused or unsafe. */
export function barOf({ applicable, byOutcome, asExpected }: CellCounts): readonly number[] {
  const m = Math.max(1, applicable);
  const declared = byOutcome['not-recognised'] + byOutcome['accepts-more'];
  const undecided = byOutcome.indeterminate;
  return [asExpected, declared, undecided, applicable - asExpected - declared - undecided].map(
    (part) => Math.round((part / m) * 1000) / 10,
  );
}

/** Three tints of partly: below half, below four fifths, above. */
export function tintOf(counts: CellCounts): string {
  const share = shareOf(counts);
  if (share < 0.5) return 'low';
  return share < 0.8 ? 'middle' : 'high';
}
