/**
 * The verifier inside a simulated state: the referee under the state's own declarations.
 *
 * @module
 */
import { endpointsOf } from '../model/endpoints';
import type { Profile } from '../model/profile';
import type { MaterialSource } from '../referee/gather';
import { validate } from '../referee/validate';
import type { DetachedContent, Material, ValidationReport } from '../referee/validation';
import { behaviourOf } from './behaviours';
import type { Changes, Judging } from './liars/lie';

export interface Judge {
  /** `at` is the instant that the client asks to judge at; the sandbox's own where it names none. */
  judge(file: Uint8Array, contents: readonly DetachedContent[], at?: Date): Promise<ValidationReport>;
}

/** One question to a verifier. */
export interface VerifyCall {
  readonly file: Uint8Array;
  readonly contents: readonly DetachedContent[];
  readonly at: Date;
}

export interface JudgeContext {
  readonly profile: Profile;
  /** Of all states that the profile accepts. */
  readonly anchors: readonly Uint8Array[];
  readonly instant: Date;
  readonly source: MaterialSource;
}

const NOTHING: Material = { certificates: [], crls: [], ocspResponses: [] };

export function createJudge(context: JudgeContext): Judge {
  const { profile, anchors, instant } = context;
  const bench = { own: profile.code, anchors, judge: asDeclared(context) };
  const judging: Judging = behaviourOf(profile.endpoints.verify, 'verify')?.judges?.(bench) ?? bench.judge;
  return { judge: (file, contents, at = instant) => judging({ file, contents, at }) };
}

function asDeclared({ profile, anchors, source }: JudgeContext) {
  const offline = offlineFormats(profile);
  return async ({ file, contents, at }: VerifyCall, changes: Changes = {}): Promise<ValidationReport> => {
    const declared = {
      currentTime: at,
      anchors,
      material: NOTHING,
      algorithms: profile.algorithms,
      timeModel: profile.timeModel,
    };
    const context = changes.context?.(declared) ?? declared;
    if (offline.length > 0) {
      const report = validate({ file, contents, context });
      if (report.format !== null && offline.includes(report.format)) return report;
    }
    const gathered = await source.gather({ file, contents, context });
    const material = changes.material?.(gathered.material) ?? gathered.material;
    return validate({ file, contents, context: { ...context, material } });
  };
}

/** Option `offline`: formats that are judged with what the file brings, and with nothing from a network. */
function offlineFormats(profile: Profile): readonly string[] {
  return endpointsOf(profile)
    .filter(({ role }) => role === 'verify')
    .flatMap(({ endpoint }) => (endpoint.options['offline'] ?? '').split(' '))
    .filter((format) => format !== '');
}
