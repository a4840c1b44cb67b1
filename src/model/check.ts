/**
 * A check: one case, one signer, one verifier, one product. Facts only; outcome and owner are computed from them.
 *
 * @module
 */
import type { Answer } from './answer';
import type { Format, Level, Packaging, Product } from './claim';
import type { StateCode } from './profile';
import type { CaseId } from './vector';
import type { Verdict } from './verdict';

/** `KZ-TR/good/CAdES/B-T/detached/ecdsa-p256-sha256` */
export type CheckId = string;

export interface Question extends Product {
  readonly case: CaseId;
  readonly signer: StateCode;
  readonly verifier: StateCode;
}

export function checkId(question: Question): CheckId {
  const { signer, verifier, format, level, packaging, suite } = question;
  return [`${signer}-${verifier}`, question.case, format, level, packaging, suite].join('/');
}

/** `kit`: the operator of a real state brought it; `mutation`: the harness changed one byte of a right signature of the state. */
export const MADE_BY = ['endpoint', 'assembled', 'forge', 'kit', 'mutation'] as const;
export type MadeBy = (typeof MADE_BY)[number];

/** What a second, independent implementation says of the signature's mathematics. */
const SECOND_OPINIONS = ['intact', 'broken', 'no-opinion'] as const;
export type SecondOpinion = (typeof SECOND_OPINIONS)[number];

/**
 * What the referee reads off the bytes, whatever was asked for; the suite may be a dotted OID. Null where unreadable, and
 * where several signatures differ.
 */
export interface FoundProduct {
  readonly format: Format | null;
  readonly level: Level | null;
  readonly packaging: Packaging;
  readonly suite: string | null;
  /** The signed document is byte for byte the one that was to be signed; every signature signs it. */
  readonly signsDocument: boolean;
  /** How many there are, where the bytes hold more than one. */
  readonly signatures?: number;
}

/** One signed document as facts; its bytes lie in the store under their SHA-256. */
export interface ArtefactFacts {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly contentSha256: string | null;
  readonly madeBy: MadeBy;
  /** Null when the bytes hold no signature. */
  readonly found: FoundProduct | null;
  /** Referee with every anchor and suite of the roster, at the round's instant: of several signatures the worst verdict; null = it lacked the material to decide. */
  readonly intrinsic: Verdict | null;
  readonly secondOpinion: SecondOpinion;
}

/** The named clock fields of a check: all that may differ between two runs of one frozen round. */
export interface CheckClock {
  readonly askedAt: string;
  readonly durationMs: number;
}

/** One line of `checks.ndjson`. */
export interface CheckFacts extends Question {
  readonly id: CheckId;
  /** The verifier's profile claims this product. */
  readonly claimed: boolean;
  /** Null when the signer gave no signature; `unsigned` says why. */
  readonly artefact: ArtefactFacts | null;
  readonly unsigned: Exclude<Answer, { kind: 'verdict' }> | null;
  /** Referee with the verifier's declared trust, algorithm policy and time model. */
  readonly asVerifier: Verdict | null;
  /** Every attempt's answer in order, the last one counts; empty when it was never asked. */
  readonly answers: readonly Answer[];
  /** SHA-256 of stored requests and replies. */
  readonly evidence: readonly string[];
  readonly clock: CheckClock;
}
