/**
 * Who gets cells: each verifying endpoint is probed once, before the first question that it is to answer.
 *
 * @module
 */
import type { Journal } from '../exchange/journal';
import { createMemo } from '../exchange/memo';
import { judgeProbe } from '../matrix/judge-probe';
import type { Question } from '../model/check';
import { endpointFor, endpointsOf } from '../model/endpoints';
import { TamgaError } from '../model/error';
import type { JudgedProbe, ProbeFacts } from '../model/probe';
import type { Profile, StateCode } from '../model/profile';
import type { Prober } from './probe';

export interface Admission {
  /** Of the endpoint that the question goes to. */
  of(question: Question): Promise<JudgedProbe>;
  /** Of every verifying endpoint of a state. */
  ofState(code: StateCode): Promise<readonly JudgedProbe[]>;
  /** Finished so far, those of a killed run included. */
  finished(): readonly JudgedProbe[];
}

export interface AdmissionContext {
  readonly prober: Prober;
  readonly profiles: readonly Profile[];
  readonly journal: Pick<Journal, 'probes' | 'note'>;
  /** Aborted: nothing more is noted. */
  readonly signal: AbortSignal;
}

export function createAdmission({ prober, profiles, journal, signal }: AdmissionContext): Admission {
  const memo = createMemo<JudgedProbe>();
  const finished: JudgedProbe[] = [];
  const probeOnce = (profile: Profile, endpoint: string): Promise<JudgedProbe> =>
    memo.once(`${profile.code} ${endpoint}`, async () => {
      const earlier = journal.probes.find(
        (one) => one.verifier === profile.code && one.endpoint === endpoint,
      );
      const facts: ProbeFacts = earlier ?? (await prober.probe(profile, endpoint));
      if (earlier === undefined && !signal.aborted) journal.note(facts);
      const judged = judgeProbe(facts, profile);
      finished.push(judged);
      return judged;
    });
  return {
    async of(question) {
      const profile = enrolled(question.verifier, profiles);
      const named = endpointFor(profile, 'verify', question);
      if (named !== undefined) return probeOnce(profile, named.name);
      throw new TamgaError('TAMGA-E-INTERNAL', `${profile.code} has no endpoint to verify`);
    },
    async ofState(code) {
      const profile = enrolled(code, profiles);
      const verifying = endpointsOf(profile).filter(({ role }) => role === 'verify');
      return Promise.all(verifying.map(({ name }) => probeOnce(profile, name)));
    },
    finished: () => finished,
  };
}

function enrolled(code: StateCode, profiles: readonly Profile[]): Profile {
  const profile = profiles.find((one) => one.code === code);
  if (profile !== undefined) return profile;
  throw new TamgaError('TAMGA-E-PROFILE-MEANING', `no state "${code}" is enrolled`);
}
