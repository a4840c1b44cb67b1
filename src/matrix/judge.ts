/**
 * The table of judgement, row by row: from the facts of one check to its outcome and its owner.
 *
 * @module
 */
import type { Answer, Silent } from '../model/answer';
import type { CheckFacts } from '../model/check';
import { endpointFor } from '../model/endpoints';
import type { JudgedCheck, Outcome } from '../model/matrix';
import type { PlannedCheck } from '../model/plan';
import { type Case, caseIn } from '../model/vector';
import { judgeMint } from './judge-mint';
import { acceptedInvalid, judgeNegative } from './judge-negative';
import { judgePositive } from './judge-positive';
import { judgeUnadmitted, probeOf } from './judge-probe';
import type { Judgement } from './judgement';
import { observed, oneLine } from './observed';
import { accepted, caseOf, lastAnswer, type RoundIndex } from './round-index';

/** Known divergences are no part of the judgement: they are laid over it afterwards. */
export function judgeCheck(index: RoundIndex, planned: PlannedCheck): Omit<JudgedCheck, 'known'> {
  const one = caseIn(caseOf(index, planned), planned.format);
  const facts = index.facts.get(planned.id);
  const { claimed: _, unavailable: __, scenario, ...question } = planned;
  return {
    ...question,
    polarity: one.polarity,
    class: one.class,
    ...withoutBlame(judge(index, one, planned, facts), planned),
    expected: one.expected,
    asVerifier: facts?.asVerifier ?? null,
    observed: observed(facts),
    flaky: flakyOf(index, facts),
    artefact: facts?.artefact?.sha256 ?? null,
    scenario,
  };
}

/** What an unverified fact of ours may explain is nobody else's move. An invalid signature that passes needs no explanation. */
function withoutBlame(judgement: Judgement, { assumed }: PlannedCheck): Judgement {
  const blames = judgement.owner === 'verifier' || judgement.owner === 'signer';
  if (assumed.length === 0 || !blames || UNEXPLAINED.includes(judgement.outcome)) return judgement;
  return {
    ...judgement,
    owner: 'undetermined',
    because: `${judgement.because} This rests on an unverified fact: ${assumed.join('; ')}.`,
  };
}

/** The honesty probe has no signature of the check in it, either. */
const UNEXPLAINED: readonly Outcome[] = ['unsafe', 'not-run'];

function judge(
  index: RoundIndex,
  one: Case,
  planned: PlannedCheck,
  facts: CheckFacts | undefined,
): Judgement {
  if (planned.unavailable !== undefined) return notAvailable(planned.unavailable);
  const probe = probeOf(index.probes, index.profiles.get(planned.verifier), planned);
  if (probe?.admitted === false) return judgeUnadmitted(probe);
  if (facts === undefined) return notAsked('It was planned, and the round ended before it was asked.');
  if (facts.artefact === null) return judgeUnsigned(one, facts);
  const mint = judgeMint(one, facts.artefact, facts);
  const answer = lastAnswer(facts);
  // A claim limits what a verifier must accept, never what it must refuse.
  if (!planned.claimed && mint === null && one.polarity === 'negative' && accepted(facts)) {
    return acceptedInvalid(one, facts);
  }
  if (!planned.claimed) return judgeUnclaimed(facts, answer);
  if (mint !== null) return mint;
  if (answer === undefined) return notAsked('There is a signature, but the verifier was not asked about it.');
  return judgeAnswer(index, one, facts, answer);
}

function judgeAnswer(index: RoundIndex, one: Case, facts: CheckFacts, answer: Answer): Judgement {
  if (answer.kind === 'silent') return silent(facts.verifier, answer);
  if (answer.kind === 'unsupported') {
    return {
      outcome: 'rejected',
      owner: 'verifier',
      because: `${facts.verifier} says that it does not support what its profile claims: ${oneLine(answer.reason)}`,
    };
  }
  return one.polarity === 'positive'
    ? judgePositive(index, facts, answer)
    : judgeNegative(index, one, facts, answer);
}

function judgeUnclaimed(facts: CheckFacts, answer: Answer | undefined): Judgement {
  if (answer?.kind === 'silent') return silent(facts.verifier, answer);
  const also = accepted(facts) ? ', though it accepts it' : '';
  return {
    outcome: 'not-claimed',
    owner: 'none',
    because: `${facts.verifier} does not claim to verify ${facts.format} ${facts.level} ${facts.packaging} with ${facts.suite}${also}.`,
  };
}

/** No signature, so the verifier is out of it: what did the signer say? */
function judgeUnsigned(one: Case, facts: CheckFacts): Judgement {
  const { signer, unsigned } = facts;
  if (unsigned === null) return notAsked('There is no signature, and no word on why.');
  if (unsigned.kind === 'silent') return silent(signer, unsigned);
  const said = `${signer} gives no signature to verify (${unsigned.kind}): ${oneLine(unsigned.reason)}`;
  if (one.polarity === 'negative') return { outcome: 'not-demonstrated', owner: 'none', because: said };
  // Its own profile claims it, so "unsupported" is the signer's move; a refused input may be the harness's fault.
  const owner = unsigned.kind === 'unsupported' ? 'signer' : 'undetermined';
  return { outcome: 'rejected', owner, because: said };
}

function silent(who: string, { cause, reason }: Silent): Judgement {
  return {
    outcome: 'not-run',
    owner: 'network',
    because: `${who} gave no answer (${cause}): ${oneLine(reason)}`,
  };
}

function notAvailable(because: string): Judgement {
  return { outcome: 'not-available', owner: 'none', because };
}

function notAsked(because: string): Judgement {
  return { outcome: 'not-run', owner: 'undetermined', because };
}

/** Attempts go on only after silence: the last one answered, on attempt k of the n that the profile allows. */
function flakyOf(index: RoundIndex, facts: CheckFacts | undefined): JudgedCheck['flaky'] {
  if (facts === undefined || facts.answers.length < 2 || lastAnswer(facts)?.kind === 'silent') return null;
  const profile = index.profiles.get(facts.verifier);
  const asked = profile && endpointFor(profile, 'verify', facts);
  const retries = asked?.endpoint.budget.retries ?? 0;
  return { passed: facts.answers.length, of: Math.max(facts.answers.length, retries + 1) };
}
