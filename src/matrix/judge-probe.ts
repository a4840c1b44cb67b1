/**
 * The honesty probe: does the endpoint say no to what nobody signed, and yes to what its own state vouches for?
 *
 * @module
 */
import type { Answer } from '../model/answer';
import { endpointFor } from '../model/endpoints';
import type { Owner } from '../model/matrix';
import type { PlannedCheck } from '../model/plan';
import type { JudgedProbe, ProbeAnswer, ProbeFacts, ProbeMaterial, ProbeStep } from '../model/probe';
import type { Profile } from '../model/profile';
import type { Judgement } from './judgement';
import { observedAnswer, oneLine } from './observed';

/** A real endpoint earns its cells; of a reference state it is enough that nothing is known against it. */
export function judgeProbe(
  facts: ProbeFacts,
  { evidenceClass }: Pick<Profile, 'evidenceClass'>,
): JudgedProbe {
  const { verifier, endpoint } = facts;
  const found = firstTrouble(facts) ?? lacking(facts) ?? honest(facts);
  const mayStay = evidenceClass === 'simulated' && found.outcome !== 'failed';
  return { verifier, endpoint, ...found, admitted: found.outcome === 'honest' || mayStay };
}

export function judgeProbes(
  all: readonly ProbeFacts[],
  profiles: readonly Profile[],
): readonly JudgedProbe[] {
  const byCode = new Map(profiles.map((profile) => [profile.code, profile]));
  return all
    .flatMap((facts) => {
      const profile = byCode.get(facts.verifier);
      return profile === undefined ? [] : [judgeProbe(facts, profile)];
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The probe of the endpoint that this check goes to. */
export function probeOf(
  probes: readonly JudgedProbe[],
  profile: Profile | undefined,
  planned: PlannedCheck,
): JudgedProbe | undefined {
  const own = probes.filter(({ verifier }) => verifier === planned.verifier);
  if (own.length === 0 || profile === undefined) return undefined;
  const endpoint = endpointFor(profile, 'verify', planned)?.name;
  return own.find((probe) => probe.endpoint === endpoint);
}

/** Whoever did not pass the probe gets no cells. */
export function judgeUnadmitted({ owner, because }: JudgedProbe): Judgement {
  return { outcome: 'not-run', owner, because: `Not asked. ${because}` };
}

type Found = Omit<JudgedProbe, 'verifier' | 'endpoint' | 'admitted'>;

function firstTrouble(facts: ProbeFacts): Found | null {
  for (const answer of facts.steps) {
    const last = answer.answers.at(-1);
    const trouble = last === undefined ? null : troubleOf(facts, answer, last);
    if (trouble !== null) return trouble;
  }
  return null;
}

function troubleOf(facts: ProbeFacts, { step, evidence }: ProbeAnswer, answer: Answer): Found | null {
  const who = whoIs(facts);
  if (answer.kind === 'silent') {
    const because = `${who} gave no answer to the honesty probe (${answer.cause}): ${oneLine(answer.reason)}`;
    return { outcome: 'unanswered', step, owner: 'network', because, evidence };
  }
  const passed = answer.kind === 'verdict' && answer.said === 'passed';
  if (passed === (step === 'known-good')) return null;
  // What must not pass and passes is the verifier's own doing; a refusal may have many reasons, ours among them.
  const owner: Owner = passed ? 'verifier' : 'undetermined';
  const because = `${who} failed the honesty probe: it ${DID[step]}${passed ? '' : ` (${observedAnswer(answer)})`}.`;
  return { outcome: 'failed', step, owner, because, evidence };
}

const DID: Readonly<Record<ProbeStep, string>> = {
  'random-bytes': 'accepts random bytes as a signature',
  'known-good': 'does not accept the known-good file of its own state',
  'value-changed': 'accepts its own known-good file with one byte of the signature value changed',
  'content-changed': 'accepts its own known-good file with one byte of the signed document changed',
};

function lacking(facts: ProbeFacts): Found | null {
  const { lacking: why, steps } = facts;
  if (why === null) return null;
  const because = `The honesty probe of ${whoIs(facts)} is not possible: ${oneLine(why)}`;
  const evidence = steps.flatMap((step) => step.evidence);
  return { outcome: 'not-possible', step: null, owner: 'undetermined', because, evidence };
}

const FROM: Readonly<Record<ProbeMaterial, string>> = {
  kit: 'the known-good file of its kit',
  own: 'a signature of its own',
  forge: 'a signature that the sandbox made with its keys',
};

function honest(facts: ProbeFacts): Found {
  const { material, steps } = facts;
  const from = FROM[material ?? 'own'];
  return {
    outcome: 'honest',
    step: null,
    owner: 'none',
    because: `${whoIs(facts)} refuses random bytes, accepts ${from}, and refuses it with one byte changed.`,
    evidence: steps.flatMap((step) => step.evidence),
  };
}

/** A state may have several endpoints that verify. */
function whoIs({ verifier, endpoint }: ProbeFacts): string {
  return endpoint === 'verify' ? verifier : `${verifier} (${endpoint})`;
}

function keyOf({ verifier, endpoint }: JudgedProbe): string {
  return `${verifier} ${endpoint}`;
}
