/**
 * The four controls that must all hold before a refusal of a right signature is put down to the verifier.
 *
 * @module
 */
import type { RefusedInput, VerdictAnswer } from '../model/answer';
import type { CheckFacts } from '../model/check';
import { endpointFor } from '../model/endpoints';
import type { Owner } from '../model/matrix';
import { accepted, type RoundIndex } from './round-index';

export interface Control {
  readonly name: 'own twin' | 'another verifier' | 'another signer' | 'declared';
  readonly holds: boolean;
  /** What was looked for, as a clause that follows "It is not known whether". */
  readonly question: string;
}

export function controlsOf(index: RoundIndex, facts: CheckFacts): readonly Control[] {
  const { signer, verifier } = facts;
  const answered = bySameEndpoint(index, facts);
  return [
    {
      name: 'own twin',
      holds: acceptsOwn(answered, facts),
      question: `${verifier} accepts its own signature of this kind`,
    },
    {
      name: 'another verifier',
      // The signer's own verifier shares the signer's habits and proves nothing.
      holds: (index.byArtefact.get(facts.artefact?.sha256 ?? '') ?? []).some(
        (other) => ![signer, verifier].includes(other.verifier) && accepted(other),
      ),
      question: 'another verifier accepts this very artefact',
    },
    {
      name: 'another signer',
      holds: answered.some(
        (other) => ![signer, verifier].includes(other.signer) && sameMake(other, facts) && accepted(other),
      ),
      question: `${verifier} accepts another signer with this suite and format`,
    },
    { name: 'declared', holds: declared(index, facts), question: `${verifier} declares anchor and suite` },
  ];
}

/**
 * Its own signature of the same case; where a round does not ask for that at home, of another right one.
 *
 * The suite may differ: the covering set asks each signer for its own preferred one.
 */
function acceptsOwn(answered: readonly CheckFacts[], facts: CheckFacts): boolean {
  const own = answered.filter((other) => other.signer === facts.verifier && sameForm(other, facts));
  const sameCase = own.filter((other) => other.case === facts.case);
  return (sameCase.length > 0 ? sameCase : own).some(accepted);
}

/** What the endpoint behind these facts was asked: what another one of the same state accepts says nothing of it. */
function bySameEndpoint(index: RoundIndex, facts: CheckFacts): readonly CheckFacts[] {
  const profile = index.profiles.get(facts.verifier);
  const nameOf = (one: CheckFacts): string | undefined =>
    profile && endpointFor(profile, 'verify', one)?.name;
  const name = nameOf(facts);
  return (index.byVerifier.get(facts.verifier) ?? []).filter((other) => nameOf(other) === name);
}

/** All four hold: what is left is how this verifier treats this signature. Else nobody is named. */
export function ownerByControls(controls: readonly Control[]): Owner {
  return controls.every((control) => control.holds) ? 'verifier' : 'undetermined';
}

/** EN 319 102-1 section 5.2.5: TRY_LATER is a want of fresh revocation data, and no control tells who failed to give it. */
export function wantsData(answer: VerdictAnswer | RefusedInput): boolean {
  return answer.kind === 'verdict' && answer.subIndication === 'TRY_LATER';
}

function sameForm(a: CheckFacts, b: CheckFacts): boolean {
  return a.format === b.format && a.level === b.level && a.packaging === b.packaging;
}

function sameMake(a: CheckFacts, b: CheckFacts): boolean {
  return a.format === b.format && a.suite === b.suite;
}

function declared(index: RoundIndex, facts: CheckFacts): boolean {
  const trust = index.profiles.get(facts.verifier)?.trust;
  return facts.claimed && trust?.accepts.includes(facts.signer) === true;
}
