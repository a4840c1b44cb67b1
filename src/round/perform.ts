/**
 * Performs one check: artefact, referee as the verifier, the verifier's own answer; facts out.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import type { CheckClock, CheckFacts } from '../model/check';
import type { PlannedCheck } from '../model/plan';
import type { Profile, StateCode } from '../model/profile';
import type { Asker } from './asker';
import { timeOfDay } from './clock';
import type { Courts } from './courts';
import type { Mint } from './mint';

export interface PerformContext {
  readonly asker: Asker;
  readonly courts: Courts;
  readonly mint: Mint;
  readonly profiles: ReadonlyMap<StateCode, Profile>;
}

export interface Performer {
  perform(check: PlannedCheck): Promise<CheckFacts>;
}

export function createPerformer({ asker, courts, mint, profiles }: PerformContext): Performer {
  return {
    async perform(check) {
      const clock = startClock();
      const made = await mint.artefact(check);
      if ('unsigned' in made) {
        const { unsigned, evidence } = made;
        return { ...blank(check, clock()), unsigned, evidence };
      }
      const asked = await asker.verify(check.verifier, check, made);
      const verifier = profiles.get(check.verifier);
      return {
        ...blank(check, clock()),
        artefact: made.facts,
        asVerifier: verifier ? courts.asVerifier(verifier, made, made.material) : null,
        answers: asked.answers,
        evidence: [...made.evidence, ...asked.evidence],
        clock: clock(),
      };
    },
  };
}

/** The facts of a check that is not asked: nothing is minted for it, either. */
export function unaskedFacts(check: PlannedCheck): CheckFacts {
  return blank(check, startClock()());
}

function blank(check: PlannedCheck, clock: CheckClock): CheckFacts {
  const { scenario: _, assumed: __, unavailable: ___, ...question } = check;
  return { ...question, artefact: null, unsigned: null, asVerifier: null, answers: [], evidence: [], clock };
}

/** Reads the clock fields at the end of what began here. */
export function startClock(): () => CheckClock {
  const askedAt = timeOfDay();
  const started = performance.now();
  return () => ({ askedAt, durationMs: Math.round(performance.now() - started) });
}
