/**
 * Where the referee sits: intrinsic with every anchor of the roster, or as one verifier with what it declares.
 *
 * @module
 */
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import type { Profile, StateCode } from '../model/profile';
import { type SubIndication, sameVerdict, type Verdict } from '../model/verdict';
import type { MaterialSource } from '../referee/gather';
import { validate } from '../referee/validate';
import type { DetachedContent, Material, ValidationContext } from '../referee/validation';
import { rosterPolicy } from './roster-policy';

export interface Courts {
  /** `verdict` is null when the referee lacked the material to decide and did not find what was `expected`. */
  intrinsic(
    signature: Uint8Array,
    content: Uint8Array | null,
    expected: Verdict,
  ): Promise<{ readonly verdict: Verdict | null; readonly material: Material }>;
  asVerifier(
    verifier: Profile,
    signature: Uint8Array,
    content: Uint8Array | null,
    material: Material,
  ): Verdict | null;
}

export interface CourtContext {
  readonly profiles: readonly Profile[];
  readonly anchorsOf: (code: StateCode) => readonly Uint8Array[];
  readonly source: MaterialSource;
  readonly instant: string;
  readonly contentName: string;
}

export function createCourts(context: CourtContext): Courts {
  const everySuite = rosterPolicy(context.profiles);
  const everyAnchor = context.profiles.flatMap((profile) => context.anchorsOf(profile.code));
  const contents = (content: Uint8Array | null): readonly DetachedContent[] =>
    content ? [{ name: context.contentName, bytes: content }] : [];
  const situation = (
    anchors: readonly Uint8Array[],
    algorithms: AlgorithmPolicy,
    timeModel: TimeModel,
    material: Material,
  ): ValidationContext => ({
    currentTime: new Date(context.instant),
    anchors,
    material,
    algorithms,
    timeModel,
  });

  return {
    async intrinsic(signature, content, expected) {
      const bare = situation(everyAnchor, everySuite, 'best-signature-time', NOTHING);
      const input = { file: signature, contents: contents(content), context: bare };
      const { material, missing } = await context.source.gather(input);
      const verdict = only(validate({ ...input, context: { ...bare, material } }).signatures);
      const surprising = verdict !== null && !sameVerdict(verdict, expected);
      return {
        verdict: surprising && missing.length > 0 && isOfMaterial(verdict) ? null : verdict,
        material,
      };
    },
    asVerifier(verifier, signature, content, material) {
      const anchors = verifier.trust.accepts.flatMap(context.anchorsOf);
      const own = situation(anchors, verifier.algorithms, verifier.timeModel, material);
      return only(validate({ file: signature, contents: contents(content), context: own }).signatures);
    },
  };
}

const NOTHING: Material = { certificates: [], crls: [], ocspResponses: [] };

/** What the referee says when it would have needed a certificate or revocation data that nobody gave it. */
const OF_MATERIAL: readonly SubIndication[] = [
  'NO_CERTIFICATE_CHAIN_FOUND',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'OUT_OF_BOUNDS_NO_POE',
  'TRY_LATER',
];

function isOfMaterial({ subIndication }: Verdict): boolean {
  return subIndication !== null && OF_MATERIAL.includes(subIndication);
}

/** An artefact of a round holds one signature; of several, none may speak for the others. */
function only(signatures: readonly Verdict[]): Verdict | null {
  const [first, second] = signatures;
  if (!first || second) return null;
  return { indication: first.indication, subIndication: first.subIndication };
}
