/**
 * The rows for a signature that must not pass: refused for the right reason, refused, or accepted.
 *
 * @module
 */
import type { RefusedInput, VerdictAnswer } from '../model/answer';
import type { CheckFacts } from '../model/check';
import type { Case } from '../model/vector';
import { formatVerdict, type Indication, type Verdict } from '../model/verdict';
import type { Judgement } from './judgement';
import { observedAnswer } from './observed';
import { accepted, type RoundIndex, twinId } from './round-index';

type Weighed = VerdictAnswer | RefusedInput;

export function judgeNegative(index: RoundIndex, one: Case, facts: CheckFacts, answer: Weighed): Judgement {
  if (answer.kind === 'verdict' && answer.said === 'passed') return acceptedInvalid(one, facts);
  const twin = one.twin === null ? undefined : index.facts.get(twinId(facts, one.twin));
  if (!accepted(twin)) return notDemonstrated(one, facts, twin);
  return refused(one, facts, answer);
}

/** Only class security makes a cell unsafe; the rest is a note about a laxer policy. */
export function acceptedInvalid(one: Case, { verifier, asVerifier }: CheckFacts): Judgement {
  if (one.class === 'security' && asVerifier?.indication === 'TOTAL_PASSED') {
    // It does what it declared, as where it refuses by declaration: what is unsafe is the declaration.
    return {
      outcome: 'unsafe',
      owner: 'policy',
      because: `${verifier} accepts a signature that must be refused, as its declared time and policy have it. ${one.why}`,
    };
  }
  if (one.class === 'security') {
    return {
      outcome: 'unsafe',
      owner: 'verifier',
      because: `${verifier} accepts a signature that must be refused. ${one.why}`,
    };
  }
  return {
    outcome: 'accepts-more',
    owner: 'policy',
    because: `${verifier} accepts more than the common policy: ${one.title}.`,
  };
}

function notDemonstrated(one: Case, facts: CheckFacts, twin: CheckFacts | undefined): Judgement {
  const because =
    twin === undefined || twin.answers.length === 0
      ? `${facts.verifier} refuses it, but its valid twin ${one.twin ?? ''} was not asked in this round.`
      : `${facts.verifier} refuses it, but does not accept its valid twin ${one.twin ?? ''} either: this proves nothing.`;
  return { outcome: 'not-demonstrated', owner: 'none', because };
}

function refused(one: Case, { verifier }: CheckFacts, answer: Weighed): Judgement {
  if (answer.kind === 'refused-input' || answer.subIndication === null) {
    return {
      outcome: 'as-expected-no-reason',
      owner: 'none',
      because: `${verifier} refuses it, as it must, and gives no reason in the words of EN 319 102-1.`,
    };
  }
  const right = [one.expected, ...one.acceptable];
  if (right.some((verdict) => agrees(answer, verdict))) {
    return { outcome: 'as-expected', owner: 'none', because: `${verifier} refuses it for the right reason.` };
  }
  return {
    outcome: 'as-expected-loose',
    owner: 'none',
    because: `${verifier} refuses it, as it must, with "${observedAnswer(answer)}" where ${right.map(formatVerdict).join(' or ')} is expected.`,
  };
}

const INDICATION_OF: Readonly<Record<VerdictAnswer['said'], Indication | null>> = {
  passed: 'TOTAL_PASSED',
  failed: 'TOTAL_FAILED',
  indeterminate: 'INDETERMINATE',
  // The dialect does not tell the two apart: only the sub-indication can be compared.
  'not-passed': null,
};

function agrees(answer: VerdictAnswer, verdict: Verdict): boolean {
  const indication = INDICATION_OF[answer.said];
  return (
    answer.subIndication === verdict.subIndication &&
    (indication === null || indication === verdict.indication)
  );
}
