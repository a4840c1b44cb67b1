/**
 * Steps of the honesty probe: the round asks, the scenario waits and says which step it failed at.
 *
 * @module
 */
import { AssertionError } from 'node:assert';
import { Given, Then } from '@cucumber/cucumber';
import type { JudgedProbe, ProbeStep } from '../src/model/probe';
import type { StateCode } from '../src/model/profile';
import { currentSession } from '../src/round/current';
import type { TamgaWorld } from './world';

Given('the honesty probe of {state}', async function (this: TamgaWorld, verifier: StateCode) {
  this.probes = await currentSession().probes(verifier);
  for (const { because } of this.probes) this.log(because);
});

Then('random bytes do not pass', settleAt('random-bytes'));
Then('the known-good file of its own state passes', settleAt('known-good'));
Then('the same file with one byte of the signature value changed does not pass', settleAt('value-changed'));
Then('the same file with one byte of the signed document changed does not pass', settleAt('content-changed'));

function settleAt(step: ProbeStep): (this: TamgaWorld) => 'skipped' | undefined {
  return function () {
    for (const probe of this.probes.filter((one) => one.step === step)) refuse(probe);
    const open = this.probes.some(({ outcome }) => outcome === 'not-possible');
    return open && step !== 'random-bytes' ? 'skipped' : undefined;
  };
}

/** Allure shows an AssertionError as failed and every other error as broken. */
function refuse({ outcome, because, step }: JudgedProbe): never {
  if (outcome !== 'failed') throw new Error(because);
  const passes = step === 'known-good';
  throw new AssertionError({
    message: because,
    actual: passes ? 'not passed' : 'passed',
    expected: passes ? 'passed' : 'anything but passed',
    operator: 'honesty',
  });
}
