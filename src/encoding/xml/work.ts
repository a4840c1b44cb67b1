/**
 * How much may still be done for one file: what transforms are asked to do is not in proportion to what they are given.
 *
 * @module
 */
import { TamgaError } from '../../model/error';

export interface WorkBudget {
  /** Of canonical output. */
  characters: number;
  /** Of XPath: nodes visited. */
  steps: number;
}

export function unlimitedWork(): WorkBudget {
  return { characters: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY };
}

export function spendSteps(work: WorkBudget, steps: number): void {
  work.steps -= steps;
  if (work.steps < 0) {
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      'the XPath transforms of the file ask for more steps than are allowed',
    );
  }
}

export function spendCharacters(work: WorkBudget, characters: number): void {
  work.characters -= characters;
  if (work.characters < 0) throw tooMuchOutput();
}

export function tooMuchOutput(): TamgaError {
  return new TamgaError(
    'TAMGA-E-LIMIT',
    'the references of the file give more canonical XML than is allowed',
  );
}
