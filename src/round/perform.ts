/**
 * Performs one check: artefact, referee as the verifier, the verifier's own answer; facts out.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import type { Asked, Gate } from '../exchange/ask';
import { createMemo } from '../exchange/memo';
import type { Answer } from '../model/answer';
import type { CheckFacts } from '../model/check';
import type { PlannedCheck } from '../model/plan';
import type { Profile, StateCode } from '../model/profile';
import { timeOfDay } from './clock';
import type { Courts } from './courts';
import type { Doors } from './doors';
import type { Mint, Minted } from './mint';

export interface PerformContext {
  readonly gate: Gate;
  readonly doors: Doors;
  readonly courts: Courts;
  readonly mint: Mint;
  readonly profiles: ReadonlyMap<StateCode, Profile>;
  readonly instant: string;
}

export interface Performer {
  perform(check: PlannedCheck): Promise<CheckFacts>;
}

export function createPerformer(context: PerformContext): Performer {
  // Two cases may give one artefact; a verifier is asked about the same bytes once.
  const answers = createMemo<Asked<Answer>>();
  return {
    async perform(check) {
      const askedAt = timeOfDay();
      const started = performance.now();
      const made = await context.mint.artefact(check);
      const { scenario: _, assumed: __, ...question } = check;
      const clock = () => ({ askedAt, durationMs: Math.round(performance.now() - started) });
      if ('unsigned' in made) {
        const { unsigned, evidence } = made;
        return {
          ...question,
          artefact: null,
          unsigned,
          asVerifier: null,
          answers: [],
          evidence,
          clock: clock(),
        };
      }
      const asked = await answers.once(
        `${check.verifier} ${made.facts.sha256} ${made.facts.contentSha256}`,
        () => ask(check, made, context),
      );
      const verifier = context.profiles.get(check.verifier);
      return {
        ...question,
        artefact: made.facts,
        unsigned: null,
        asVerifier: verifier ? context.courts.asVerifier(verifier, made, made.material) : null,
        answers: asked.answers,
        evidence: [...made.evidence, ...asked.evidence],
        clock: clock(),
      };
    },
  };
}

function ask(check: PlannedCheck, made: Minted, context: PerformContext): Promise<Asked<Answer>> {
  const { name } = made.document;
  return context.gate.verify(context.doors.of(check.verifier, 'verify', check), {
    signature: made.signature,
    signatureName: signatureName(check, name),
    content: made.content ? { bytes: made.content, name } : null,
    format: check.format,
    level: check.level,
    packaging: check.packaging,
    validationTime: context.instant,
  });
}

/** As people and their programs would name the file. */
function signatureName({ format, packaging }: PlannedCheck, document: string): string {
  const stem = document.replace(/\.[^.]*$/, '');
  if (format.startsWith('ASiC')) return `${stem}.${format.startsWith('ASiC-S') ? 'asics' : 'asice'}`;
  switch (format) {
    case 'XMLDSig':
    case 'XAdES':
      return `${stem}-signed.xml`;
    case 'PDF':
    case 'PAdES':
      return `${stem}-signed.pdf`;
    case 'JWS':
    case 'JAdES':
      return `${stem}-signed.json`;
    default:
      return `${document}.${packaging === 'detached' ? 'p7s' : 'p7m'}`;
  }
}
