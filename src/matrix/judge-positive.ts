/**
 * The rows for a signature that is right: recognised, not recognised by declaration, or refused.
 *
 * @module
 */
import type { RefusedInput, VerdictAnswer } from '../model/answer';
import { type CheckFacts, checkId } from '../model/check';
import type { Owner } from '../model/matrix';
import { formatVerdict, type SubIndication, type Verdict } from '../model/verdict';
import { type Control, controlsOf, ownerByControls, wantsData } from './controls';
import type { Judgement } from './judgement';
import { observedAnswer } from './observed';
import type { RoundIndex } from './round-index';

export function judgePositive(
  index: RoundIndex,
  facts: CheckFacts,
  answer: VerdictAnswer | RefusedInput,
): Judgement {
  if (answer.kind === 'verdict' && answer.said === 'passed') return recognised(facts);
  const { asVerifier } = facts;
  if (asVerifier !== null && asVerifier.indication !== 'TOTAL_PASSED') {
    return notRecognised(index, facts, asVerifier);
  }
  return refused(index, facts, answer);
}

function recognised({ verifier, asVerifier }: CheckFacts): Judgement {
  const asDeclared = asVerifier === null || asVerifier.indication === 'TOTAL_PASSED';
  const because = asDeclared
    ? `${verifier} accepts a right signature.`
    : `${verifier} accepts a right signature, although what it declares would give ${formatVerdict(asVerifier)}.`;
  return { outcome: 'as-expected', owner: 'none', because };
}

/** The verifier does what it declared: the move is to agree on trust or on policy, not to repair a program. */
function notRecognised(index: RoundIndex, facts: CheckFacts, asVerifier: Verdict): Judgement {
  const owner = ownerOfDeclaration(index, facts, asVerifier.subIndication);
  const what: Partial<Record<Owner, string>> = {
    trust: `${facts.verifier} does not declare the anchors of ${facts.signer} as trusted`,
    policy: `the declared policy of ${facts.verifier} does not take it`,
  };
  const reason =
    what[owner] ?? `what ${facts.verifier} declares gives this result, by a rule that is not singled out`;
  return {
    outcome: 'not-recognised',
    owner,
    because: `Not recognised by declaration: ${reason} (${formatVerdict(asVerifier)}).`,
  };
}

/** Sub-indications that only another time of judgement can turn into a pass. */
const OF_TIME: readonly SubIndication[] = [
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'OUT_OF_BOUNDS_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'NO_POE',
];

function ownerOfDeclaration(index: RoundIndex, facts: CheckFacts, sub: SubIndication | null): Owner {
  const own = ruleOf(index, facts, sub);
  if (own !== 'undetermined') return own;
  // A declaration that takes none of the signer's right signatures of this product is the first move, whatever else is.
  const others = (index.byVerifier.get(facts.verifier) ?? []).filter(
    (other) => other.id !== facts.id && sameProduct(other, facts),
  );
  if (others.some(({ asVerifier }) => asVerifier?.indication === 'TOTAL_PASSED')) return 'undetermined';
  const owners = new Set(
    others.map((other) => ruleOf(index, other, other.asVerifier?.subIndication ?? null)),
  );
  owners.delete('undetermined');
  const [only = 'undetermined', ...more] = owners;
  return more.length === 0 ? only : 'undetermined';
}

function sameProduct(a: CheckFacts, b: CheckFacts): boolean {
  return checkId({ ...a, case: b.case }) === b.id;
}

/** Trust or policy, where the sub-indication that the declaration leads to names one. */
function ruleOf(index: RoundIndex, facts: CheckFacts, sub: SubIndication | null): Owner {
  const profile = index.profiles.get(facts.verifier);
  if (profile === undefined || sub === null) return 'undetermined';
  if (sub.startsWith('NO_CERTIFICATE_CHAIN_FOUND')) {
    return profile.trust.accepts.includes(facts.signer) ? 'undetermined' : 'trust';
  }
  if (sub.startsWith('CRYPTO_CONSTRAINTS_')) return 'policy';
  // EN 319 102-1 section 5.5 judges at the best-signature-time; a profile that declares another time differs by policy.
  return OF_TIME.includes(sub) && profile.timeModel !== 'best-signature-time' ? 'policy' : 'undetermined';
}

function refused(index: RoundIndex, facts: CheckFacts, answer: VerdictAnswer | RefusedInput): Judgement {
  const controls = controlsOf(index, facts);
  const owner = wantsData(answer) ? 'undetermined' : ownerByControls(controls);
  const undecided = answer.kind === 'verdict' && answer.said === 'indeterminate';
  return {
    outcome: undecided ? 'indeterminate' : 'rejected',
    owner,
    because: `${facts.verifier} answers "${observedAnswer(answer)}" to a right signature. ${reasonOf(controls, answer)}`,
  };
}

function reasonOf(controls: readonly Control[], answer: VerdictAnswer | RefusedInput): string {
  const open = controls.filter((control) => !control.holds).map((control) => control.question);
  if (open.length > 0) return `It is not shown that ${open.join('; nor that ')}.`;
  if (wantsData(answer)) return 'It lacks fresh revocation data, and who failed to give it is not shown.';
  return `All controls hold: ${controls.map((control) => control.question).join('; ')}.`;
}
