/**
 * What one scenario knows: its question, the facts that came of it, and how they are judged.
 *
 * The world guards the order of its steps, so that none of them ever meets undefined.
 *
 * @module
 */
import { setWorldConstructor, World } from '@cucumber/cucumber';
import type { CheckFacts, Question } from '../src/model/check';
import { TamgaError } from '../src/model/error';
import type { JudgedProbe } from '../src/model/probe';

export class TamgaWorld extends World {
  #question: Omit<Question, 'verifier'> | undefined;
  #facts: CheckFacts | undefined;
  #probes: readonly JudgedProbe[] | undefined;

  get question(): Omit<Question, 'verifier'> {
    return this.#question ?? outOfOrder('Given a document signed in …');
  }
  set question(question: Omit<Question, 'verifier'>) {
    this.#question = question;
  }

  get facts(): CheckFacts {
    return this.#facts ?? outOfOrder('When … is asked whether the signature is valid');
  }
  set facts(facts: CheckFacts) {
    this.#facts = facts;
  }

  get probes(): readonly JudgedProbe[] {
    return this.#probes ?? outOfOrder('Given the honesty probe of …');
  }
  set probes(probes: readonly JudgedProbe[]) {
    this.#probes = probes;
  }
}

function outOfOrder(step: string): never {
  throw new TamgaError('TAMGA-E-STEP-ORDER', `this step needs an earlier one: ${step}`, {
    hint: 'Put the steps of the scenario into the order Given, When, Then.',
  });
}

setWorldConstructor(TamgaWorld);
