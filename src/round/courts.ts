/**
 * Where the referee sits: intrinsic with every anchor of the roster, or as one verifier with what it declares.
 *
 * @module
 */
import type { FoundProduct } from '../model/check';
import type { Level } from '../model/claim';
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import type { Profile, StateCode } from '../model/profile';
import { type SubIndication, sameVerdict, type Verdict, worstOf } from '../model/verdict';
import type { MaterialSource } from '../referee/gather';
import { validate } from '../referee/validate';
import type { DetachedContent, Material, SignatureReport, ValidationContext } from '../referee/validation';
import { dataIn, type FoundSignature, foundIn, orNull, type RoundDocument } from './found';
import type { Parts } from './mutation';
import { rosterPolicy } from './roster-policy';

export interface Courts {
  /** With every anchor and suite; never rejects for what is in the bytes. */
  intrinsic(artefact: Artefact, expected: Verdict): Promise<Intrinsic>;
  asVerifier(verifier: Profile, artefact: Artefact, material: Material): Verdict | null;
  /** Value and data of the first signature; null where none can be read. */
  partsOf(artefact: Artefact): Parts | null;
  /** Mathematics alone: no trust and no material is needed to see it. */
  isBroken(artefact: Artefact): boolean;
}

export interface Artefact {
  readonly signature: Uint8Array;
  /** Null where the signature carries it. */
  readonly content: Uint8Array | null;
  /** What it was to sign. */
  readonly document: RoundDocument;
}

export interface Intrinsic {
  /** Null when the bytes hold no signature. */
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
}

export function createCourts(context: CourtContext): Courts {
  const everySuite = rosterPolicy(context.profiles);
  const everyAnchor = context.profiles.flatMap((profile) => context.anchorsOf(profile.code));
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

  const bare = situation(everyAnchor, everySuite, 'best-signature-time', NOTHING);
  const alone = (artefact: Artefact): readonly SignatureReport[] =>
    orNull(() => validate({ file: artefact.signature, contents: contentsOf(artefact), context: bare }))
      ?.signatures ?? [];

  return {
    async intrinsic(artefact, expected) {
      const found = foundIn(artefact.signature, artefact.document);
      if (found === null) return { found, verdict: null, material: NOTHING };
      const input = { file: artefact.signature, contents: contentsOf(artefact), context: bare };
      const { material, missing } = await context.source.gather(input);
      const { signatures } = validate({ ...input, context: { ...bare, material } });
      const verdict = verdictOn(signatures);
      if (verdict === null) return { found: null, verdict, material };
      const surprising = !sameVerdict(verdict, expected);
      return {
        found: productOf(found, signatures),
        verdict: surprising && missing.length > 0 && isOfMaterial(verdict) ? null : verdict,
        material,
      };
    },
    asVerifier(verifier, artefact, material) {
      const anchors = verifier.trust.accepts.flatMap(context.anchorsOf);
      const own = situation(anchors, verifier.algorithms, verifier.timeModel, material);
      const input = { file: artefact.signature, contents: contentsOf(artefact), context: own };
      return verdictOn(orNull(() => validate(input))?.signatures ?? []);
    },
    partsOf(artefact) {
      const [first] = alone(artefact);
      return first === undefined ? null : { value: first.value, data: dataIn(artefact.signature) };
    },
    isBroken: (artefact) => alone(artefact).some(({ intact }) => intact === false),
  };
}

/** Of several signatures what they have in common. The reports stand in the order of the file, counter-signatures beside them. */
function productOf(
  [first, ...others]: readonly FoundSignature[],
  signatures: readonly SignatureReport[],
): FoundProduct | null {
  if (first === undefined) return null;
  const reports = signatures.filter(({ parent }) => parent === null);
  const found = [first, ...others];
  return {
    format: first.format,
    level: inCommon(reports.map(provenLevel)),
    packaging: first.packaging,
    suite: inCommon(reports.map(({ algorithm }) => algorithm)),
    // Where no digest names the document, only the signature value tells what was signed.
    signsDocument: found.every(
      ({ signsDocument, byDigest }, at) => signsDocument && (byDigest || reports[at]?.intact !== false),
    ),
    ...(others.length > 0 && { signatures: found.length }),
  };
}

function inCommon<T>([first = null, ...others]: readonly (T | null)[]): T | null {
  return others.every((one) => one === first) ? first : null;
}

/** EN 319 122-1 section 6.3: the level is that of a token over the signature value; one over other data makes none. */
function provenLevel({ level, timeStamps }: SignatureReport): Level | null {
  if (level === null || level === 'none' || timeStamps.length === 0) return level;
  const ofOtherData = timeStamps.every(({ findings }) =>
    findings.some(({ check, status }) => check === 'time-stamp.imprint' && status === 'failed'),
  );
  return ofOtherData ? 'B-B' : level;
}

function contentsOf({ content, document }: Artefact): readonly DetachedContent[] {
  return content ? [{ name: document.name, bytes: [content] }] : [];
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

function verdictOn(signatures: readonly Verdict[]): Verdict | null {
  const worst = worstOf(signatures);
  return worst === undefined ? null : { indication: worst.indication, subIndication: worst.subIndication };
}
