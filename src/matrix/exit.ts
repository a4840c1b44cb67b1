/**
 * The exit code of a judged round: the first that applies of 21, 20, 23, 22, 0.
 *
 * @module
 */
import { EXIT, type ExitCode } from '../model/error';
import type { JudgedCheck, Matrix } from '../model/matrix';
import { isAssumed, OUTCOME_ROWS, type OutcomeRow } from './outcomes';

export function exitOf(matrix: Pick<Matrix, 'checks' | 'divergences' | 'cutShort'>): ExitCode {
  if (newOnes(matrix.checks, 'unsafe').length > 0) return EXIT.unsafe;
  if (newOnes(matrix.checks, 'unexpected').length > 0) return EXIT.unexpected;
  if (matrix.divergences.some(({ state }) => state === 'vanished' || state === 'expired')) return EXIT.drift;
  if (matrix.cutShort || newOnes(matrix.checks, 'incomplete').length > 0) return EXIT.incomplete;
  return EXIT.ok;
}

/** Checks of one weight that no committed divergence accounts for; on an unverified fact nothing is unexpected. */
export function newOnes(
  checks: readonly JudgedCheck[],
  weight: OutcomeRow['weight'],
): readonly JudgedCheck[] {
  return checks.filter(
    (check) =>
      check.known === null &&
      OUTCOME_ROWS[check.outcome].weight === weight &&
      (weight !== 'unexpected' || !isAssumed(check)),
  );
}
