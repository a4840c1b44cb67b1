/**
 * Outcomes, owners, cells: the typed form of `matrix.json`.
 *
 * @module
 */
import type { CheckId, Question } from './check';
import type { RoundClock } from './plan';
import type { JudgedProbe } from './probe';
import type { EvidenceClass, Profile, StateCode } from './profile';
import type { CaseClass } from './vector';
import type { Verdict } from './verdict';

export const OUTCOMES = [
  'as-expected',
  /** Refused as it must be, for another reason than the expected ones. */
  'as-expected-loose',
  /** Refused as it must be; the dialect carries no reason. */
  'as-expected-no-reason',
  /** A positive refused because the verifier declares that it does not take it. */
  'not-recognised',
  'rejected',
  'indeterminate',
  'unsafe',
  /** A negative of class policy or conformance that passed: a note. */
  'accepts-more',
  /** A negative refused by a verifier that refuses its twin too: proves nothing. */
  'not-demonstrated',
  'not-claimed',
  /** Not asked: nobody brings the material that a real endpoint may be asked with. */
  'not-available',
  /** Planned, but there is no answer. */
  'not-run',
  /** The referee disagrees with what the mint was to be. */
  'mint-differs',
  /** The referee lacks the material to decide. */
  'not-judged',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OWNERS = [
  'none',
  'signer',
  'verifier',
  'trust',
  'policy',
  'suite',
  'network',
  'undetermined',
] as const;
/** Whose move it is. */
export type Owner = (typeof OWNERS)[number];

export const RESULTS = [
  'works',
  'partly',
  'indeterminate',
  'rejected',
  'unsafe',
  'not-run',
  'not-claimed',
  'not-available',
  /** Nothing but checks that rest on an unverified fact. */
  'assumed',
  'domestic',
] as const;
export type CellResult = (typeof RESULTS)[number];

export interface JudgedCheck extends Question {
  readonly id: CheckId;
  readonly polarity: 'positive' | 'negative';
  readonly class: CaseClass | null;
  readonly outcome: Outcome;
  readonly owner: Owner;
  /** One sentence: why this outcome and this owner. */
  readonly because: string;
  readonly expected: Verdict;
  readonly asVerifier: Verdict | null;
  /** What the verifier said, in the words of `model/answer`, for example `failed / HASH_FAILURE` or `silent: timeout`. */
  readonly observed: string | null;
  /** The unverified facts that the check rests on; empty = none. */
  readonly assumed: readonly string[];
  /** The listed divergence that this outcome is, or null. */
  readonly known: string | null;
  /** Passed on attempt k of n; null when one attempt was enough. */
  readonly flaky: { readonly passed: number; readonly of: number } | null;
  readonly artefact: string | null;
  readonly scenario: string;
}

export interface CellCounts {
  /** N */
  readonly planned: number;
  /** m: claimed, answered, judged, demonstrated. */
  readonly applicable: number;
  /** n: as expected, loose and without reason included. */
  readonly asExpected: number;
  readonly positives: { readonly applicable: number; readonly accepted: number };
  readonly negatives: { readonly applicable: number; readonly refused: number };
  /** Outside n and m: answered and judged, but resting on an unverified fact. */
  readonly assumed: number;
  /** Assumed checks are in none of these but `unsafe`. */
  readonly byOutcome: Readonly<Record<Outcome, number>>;
  readonly known: number;
}

export interface Cell {
  readonly signer: StateCode;
  readonly verifier: StateCode;
  readonly result: CellResult;
  readonly counts: CellCounts;
  /** Owners other than `none`, most checks first. */
  readonly owners: readonly { readonly owner: Owner; readonly checks: number }[];
  readonly checks: readonly CheckId[];
}

export interface StateRow {
  readonly code: StateCode;
  readonly name: string;
  readonly role: Profile['role'];
  readonly evidenceClass: EvidenceClass;
  readonly profileDigest: string;
  /** Own positives accepted abroad, of those applicable. */
  readonly signs: { readonly accepted: number; readonly applicable: number };
  /** Foreign checks handled as expected, of those applicable. */
  readonly verifies: { readonly asExpected: number; readonly applicable: number };
}

/** A committed, strict, expiring expectation: `profiles/known-divergences.json`. */
export interface KnownDivergence {
  readonly id: string;
  /** A check id in which `*` stands for one whole segment or one state of the pair. */
  readonly check: string;
  /** What the verifier is known to say, in the words of `JudgedCheck.observed`. */
  readonly observed: string;
  readonly reason: string;
  readonly link: string;
  /** ISO 8601 date; compared with the round's instant. */
  readonly expires: string;
}

export interface DivergenceState extends KnownDivergence {
  readonly state: 'holds' | 'vanished' | 'expired' | 'not-run';
  readonly checks: readonly CheckId[];
}

/** The named clock fields: `startedAt`, `finishedAt`, `wallMs`. */
export interface MatrixClock extends RoundClock {
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly wallMs: number | null;
}

/** `matrix.json` */
export interface Matrix {
  readonly schema: 'tamga/matrix/1';
  readonly round: string;
  readonly evidenceClass: EvidenceClass;
  /** True when `checks.ndjson` has no footer. */
  readonly cutShort: boolean;
  readonly clock: MatrixClock;
  readonly seed: string;
  readonly suiteDigest: string;
  readonly scope: { readonly set: 'covering' | 'full'; readonly narrowedBy: string | null };
  readonly states: readonly StateRow[];
  readonly cells: readonly Cell[];
  readonly checks: readonly JudgedCheck[];
  /** Of every verifying endpoint that was asked anything. */
  readonly probes: readonly JudgedProbe[];
  readonly divergences: readonly DivergenceState[];
}
