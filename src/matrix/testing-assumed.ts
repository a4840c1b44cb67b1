/**
 * A small round with checks that rest on an unverified fact, and an obstacle beside its easy twin.
 *
 * @module
 */
import type { Question } from '../model/check';
import type { Case } from '../model/vector';
import type { RoundRecord, Yardstick } from './build';
import { answered, artefactOf, CASES, factsOf, question, roundOf } from './testing-round';

export const ASSUMED_SUITE = 'kg-gost2004-gost34311';
export const REASON = `${ASSUMED_SUITE}: curve and byte order`;

const [, EASY] = CASES;
if (EASY === undefined) throw new Error('no easy twin');
export const HARD: Case = { ...EASY, id: 'hard', title: 'Hard to read', twin: EASY.id };

export function kg(one: string, suite: string = ASSUMED_SUITE): Question {
  return question('KG-TR', one, { suite });
}

/** KG to TR: one common suite with an obstacle, and the national one; KG to AZ: the national one alone. */
export function assumedRound(): RoundRecord & Yardstick {
  const passed = answered('passed');
  const refused = answered('failed', 'SIG_CRYPTO_FAILURE');
  const hard = kg('hard', 'rsa-pkcs1-sha256');
  const alone = question('KG-AZ', 'good', { suite: ASSUMED_SUITE });
  const facts = [
    factsOf(kg('good-forged', 'rsa-pkcs1-sha256'), passed),
    factsOf(hard, refused, { artefact: artefactOf(hard, { madeBy: 'forge' }) }),
    factsOf(kg('good'), refused),
    factsOf(alone, passed),
  ];
  const round = roundOf(facts, { assumptions: { [ASSUMED_SUITE]: [REASON] } });
  return { ...round, cases: [...round.cases, HARD] };
}
