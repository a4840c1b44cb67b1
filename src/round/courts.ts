/**
 * Where the referee sits: intrinsic with every anchor of the roster, or as one verifier with what it declares.
 *
 * @module
 */
import type { FoundProduct } from '../model/check';
import { type ErrorCode, TamgaError } from '../model/error';
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import type { Profile, StateCode } from '../model/profile';
import { type SubIndication, sameVerdict, type Verdict } from '../model/verdict';
import type { MaterialSource } from '../referee/gather';
import { validate } from '../referee/validate';
import type {
  DetachedContent,
  Material,
  ValidationContext,
  ValidationInput,
  ValidationReport,
} from '../referee/validation';
import { rosterPolicy } from './roster-policy';

export interface Courts {
  /** With every anchor and suite; never rejects for what is in the bytes. */
  intrinsic(signature: Uint8Array, content: Uint8Array | null, expected: Verdict): Promise<Intrinsic>;
  asVerifier(
    verifier: Profile,
    signature: Uint8Array,
    content: Uint8Array | null,
    material: Material,
  ): Verdict | null;
}

export interface Intrinsic {
  /** Null when the bytes hold no signature, or several. */
  readonly found: FoundProduct | null;
  /** Null when the referee lacked the material to decide and did not find what was `expected`. */
  readonly verdict: Verdict | null;
  readonly material: Material;
}

export interface CourtContext {
  readonly profiles: readonly Profile[];
  readonly anchorsOf: (code: StateCode) => readonly Uint8Array[];
  readonly source: MaterialSource;
  readonly instant: string;
  /** What every artefact of the round is to sign. */
  readonly document: { readonly name: string; readonly bytes: Uint8Array };
}

export function createCourts(context: CourtContext): Courts {
  const everySuite = rosterPolicy(context.profiles);
  const everyAnchor = context.profiles.flatMap((profile) => context.anchorsOf(profile.code));
  const contents = (content: Uint8Array | null): readonly DetachedContent[] =>
    content ? [{ name: context.document.name, bytes: [content] }] : [];
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
      const found = foundIn(signature, context.document, bare);
      if (found === null) return { found, verdict: null, material: NOTHING };
      const input = { file: signature, contents: contents(content), context: bare };
      const { material, missing } = await context.source.gather(input);
      const verdict = only(validate({ ...input, context: { ...bare, material } }).signatures);
      const surprising = verdict !== null && !sameVerdict(verdict, expected);
      return {
        found,
        verdict: surprising && missing.length > 0 && isOfMaterial(verdict) ? null : verdict,
        material,
      };
    },
    asVerifier(verifier, signature, content, material) {
      const anchors = verifier.trust.accepts.flatMap(context.anchorsOf);
      const own = situation(anchors, verifier.algorithms, verifier.timeModel, material);
      const input = { file: signature, contents: contents(content), context: own };
      return only(reportOn(input)?.signatures ?? []);
    },
  };
}

/** What the bytes are, whatever was asked for: read without the document, then with it. */
function foundIn(
  file: Uint8Array,
  document: CourtContext['document'],
  context: ValidationContext,
): FoundProduct | null {
  const alone = reportOn({ file, contents: [], context });
  const contents = [{ name: document.name, bytes: [document.bytes] }];
  const beside = reportOn({ file, contents, context });
  const [signature, second] = beside?.signatures ?? [];
  if (!alone || !beside || !signature || second) return null;
  const detached = alone.signatures[0]?.subIndication === 'SIGNED_DATA_NOT_FOUND';
  return {
    format: beside.format,
    level: signature.level,
    packaging: detached ? 'detached' : 'attached',
    suite: signature.algorithm,
    // A document beside another one inside the signature makes its coverage ambiguous.
    signsDocument: signature.subIndication !== 'HASH_FAILURE' && signature.coverage === 'full',
  };
}

/** Null where the bytes cannot be read at all: they come from an endpoint, and are a fact like any other. */
function reportOn(input: ValidationInput): ValidationReport | null {
  try {
    return validate(input);
  } catch (error) {
    if (error instanceof TamgaError && UNREADABLE.includes(error.code)) return null;
    throw error;
  }
}

const UNREADABLE: readonly ErrorCode[] = ['TAMGA-E-DER', 'TAMGA-E-LIMIT', 'TAMGA-E-NO-SIGNATURE'];

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
