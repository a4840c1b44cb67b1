/**
 * The verifier inside a simulated state: the referee under the state's own declarations.
 *
 * @module
 */
import type { Profile } from '../model/profile';
import type { MaterialSource } from '../referee/gather';
import { validate } from '../referee/validate';
import type { DetachedContent, Material, ValidationReport } from '../referee/validation';
import { behaviourOf } from './behaviours';

export interface Judge {
  /** `at` is the instant that the client asks to judge at; the sandbox's own where it names none. */
  judge(file: Uint8Array, contents: readonly DetachedContent[], at?: Date): Promise<ValidationReport>;
}

export interface JudgeContext {
  readonly profile: Profile;
  /** Of all states that the profile accepts. */
  readonly anchors: readonly Uint8Array[];
  readonly instant: Date;
  readonly source: MaterialSource;
}

const NOTHING: Material = { certificates: [], crls: [], ocspResponses: [] };

export function createJudge({ profile, anchors, instant, source }: JudgeContext): Judge {
  const behave = behaviourOf(profile.endpoints.verify);
  return {
    async judge(file, contents, at = instant) {
      const context = behave({
        currentTime: at,
        anchors,
        material: NOTHING,
        algorithms: profile.algorithms,
        timeModel: profile.timeModel,
      });
      const { material } = await source.gather({ file, contents, context });
      return validate({ file, contents, context: { ...context, material } });
    },
  };
}
