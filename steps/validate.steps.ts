/**
 * Steps that put the artefact to a verifier: the round asks, the scenario waits.
 *
 * @module
 */
import { When } from '@cucumber/cucumber';
import { checkId } from '../src/model/check';
import type { StateCode } from '../src/model/profile';
import { currentSession } from '../src/round/current';
import type { TamgaWorld } from './world';

When(
  '{state} is asked whether the signature is valid',
  async function (this: TamgaWorld, verifier: StateCode) {
    this.facts = await currentSession().facts(checkId({ ...this.question, verifier }));
    this.attach(JSON.stringify(this.facts, null, 2), {
      mediaType: 'application/json',
      fileName: 'facts.json',
    });
  },
);
