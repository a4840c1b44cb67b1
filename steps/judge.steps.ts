/**
 * Steps that weigh the answer: they only ask the judge, and turn its outcome into the scenario's.
 *
 * @module
 */
import { AssertionError } from 'node:assert';
import { Then } from '@cucumber/cucumber';
import { OUTCOME_ROWS } from '../src/matrix/outcomes';
import type { JudgedCheck } from '../src/model/matrix';
import type { StateCode } from '../src/model/profile';
import { currentSession } from '../src/round/current';
import { judgeOne } from '../src/round/judge-one';
import type { TamgaWorld } from './world';

Then('{state} recognises it', weigh);
Then('{state} refuses it, though it recognises its twin', weigh);

async function weigh(this: TamgaWorld, _verifier: StateCode): Promise<'skipped' | undefined> {
  const judged = await judgeOne(currentSession(), this.facts.id);
  this.log(`${judged.outcome} · whose move: ${judged.owner} · ${judged.because}`);
  if (judged.known !== null) this.log(`known divergence: ${judged.known}`);
  return settle(judged);
}

/** Allure shows an AssertionError as failed and every other error as broken. */
function settle(judged: JudgedCheck): 'skipped' | undefined {
  const row = OUTCOME_ROWS[judged.outcome];
  if (row.asExpected || judged.known !== null) return undefined;
  if (row.weight === 'none') return 'skipped';
  if (row.weight === 'incomplete') throw new Error(`${judged.outcome}: ${judged.because}`);
  throw new AssertionError({
    message: `${judged.outcome} (whose move: ${judged.owner}): ${judged.because}`,
    actual: judged.observed,
    expected: judged.polarity === 'positive' ? 'passed' : 'anything but passed',
    operator: 'recognition',
  });
}
