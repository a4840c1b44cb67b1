/**
 * The exit code of a judged round: the first that applies of 21, 20, 23, 22, 0.
 *
 * @module
 */
import { EXIT, type ExitCode } from '../model/error';
import type { JudgedCheck, Matrix } from '../model/matrix';
import type { JudgedProbe } from '../model/probe';
import { isAssumed, OUTCOME_ROWS, type OutcomeRow } from './outcomes';

export function exitOf(matrix: Pick<Matrix, 'checks' | 'divergences' | 'cutShort' | 'probes'>): ExitCode {
  const failed = matrix.probes.filter(({ outcome }) => outcome === 'failed');
  // Its column is not run, but an endpoint that accepts what nobody signed is no incomplete round: it is unsafe.
  if (newOnes(matrix.checks, 'unsafe').length > 0 || failed.some(acceptsTooMuch)) return EXIT.unsafe;
  if (newOnes(matrix.checks, 'unexpected').length > 0 || failed.length > 0) return EXIT.unexpected;
  if (matrix.divergences.some(({ state }) => state === 'vanished' || state === 'expired')) return EXIT.drift;
  const unfinished = matrix.probes.some(({ admitted }) => !admitted);
  if (matrix.cutShort || unfinished || newOnes(matrix.checks, 'incomplete').length > 0)
    return EXIT.incomplete;
  return EXIT.ok;
}

function acceptsTooMuch({ step }: JudgedProbe): boolean {
  return step !== 'known-good';
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
