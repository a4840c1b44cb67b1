/**
 * The four controls that must all hold before a refusal of a right signature is put down to the verifier.
 *
 * @module
 */
import type { CheckFacts } from '../model/check';
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
  const answered = index.byVerifier.get(verifier) ?? [];
  const sameArtefact = index.byArtefact.get(facts.artefact?.sha256 ?? '') ?? [];
  return [
    {
      name: 'own twin',
      // The suite may differ: the covering set asks each signer for its own preferred one.
      holds: answered.some((other) => other.signer === verifier && sameForm(other, facts) && accepted(other)),
      question: `${verifier} accepts its own signature of this kind`,
    },
    {
      name: 'another verifier',
      // The signer's own verifier shares the signer's habits and proves nothing.
      holds: sameArtefact.some((other) => ![signer, verifier].includes(other.verifier) && accepted(other)),
      question: 'another verifier accepts this very artefact',
    },
    {
      name: 'another signer',
      holds: answered.some(
        (other) =>
          ![signer, verifier].includes(other.signer) &&
          other.format === facts.format &&
          other.suite === facts.suite &&
          accepted(other),
      ),
      question: `${verifier} accepts another signer with this suite and format`,
    },
    { name: 'declared', holds: declared(index, facts), question: `${verifier} declares anchor and suite` },
  ];
}

/** All four hold: what is left is how this verifier treats this signer. Else nobody is named. */
export function ownerByControls(controls: readonly Control[]): Owner {
  return controls.every((control) => control.holds) ? 'verifier' : 'undetermined';
}

function sameForm(a: CheckFacts, b: CheckFacts): boolean {
  return a.case === b.case && a.format === b.format && a.level === b.level && a.packaging === b.packaging;
}

function declared(index: RoundIndex, facts: CheckFacts): boolean {
  const trust = index.profiles.get(facts.verifier)?.trust;
  return facts.claimed && trust?.accepts.includes(facts.signer) === true;
}
