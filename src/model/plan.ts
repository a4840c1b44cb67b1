/**
 * The plan of a round and the frame of its file of checks.
 *
 * @module
 */
import type { CheckId, Question } from './check';
import type { EvidenceClass, StateCode } from './profile';
import type { CaseId } from './vector';

/** One clock for the whole round. */
export type RoundClock = {
  readonly mode: 'frozen' | 'live';
  /** ISO 8601 UTC, whole seconds. */
  readonly instant: string;
};

export interface PlannedCheck extends Question {
  readonly id: CheckId;
  readonly claimed: boolean;
  /** The unverified facts that the check rests on, in words; empty = none. Such a check stands outside every share. */
  readonly assumed: readonly string[];
  /** Why it cannot be asked: nobody brings what a real endpoint may be asked with. Absent: it can. */
  readonly unavailable?: string;
  /** Where the scenario stands: `features/recognition/baseline.feature:31`. */
  readonly scenario: string;
}

/** What was in the kit when the round began. */
export interface PlannedKitFile {
  readonly case: CaseId;
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly contentSha256: string | null;
}

/** `plan.json` */
export interface Plan {
  readonly schema: 'tamga/plan/1';
  readonly round: string;
  readonly clock: RoundClock;
  readonly seed: string;
  readonly evidenceClass: EvidenceClass;
  /** SHA-256 over features, vectors and suite table. */
  readonly suiteDigest: string;
  /** SHA-256 by state code. */
  readonly profileDigests: Readonly<Record<string, string>>;
  /** By state code: the files of its kit. Absent: no state has one. */
  readonly kits?: Readonly<Record<string, readonly PlannedKitFile[]>>;
  /** States whose verifying endpoints are probed although nothing else may be asked of them. Absent: none. */
  readonly probes?: readonly StateCode[];
  /** `covering` or `full`, and the tag expression or pair that narrowed it. */
  readonly scope: { readonly set: 'covering' | 'full'; readonly narrowedBy: string | null };
  readonly checks: readonly PlannedCheck[];
}

/** First line of `checks.ndjson`. */
export interface ChecksHeader {
  readonly kind: 'header';
  readonly schema: 'tamga/checks/1';
  readonly planDigest: string;
  readonly seed: string;
  readonly instant: string;
  readonly suiteDigest: string;
  readonly profileDigests: Readonly<Record<string, string>>;
  /** A named clock field. */
  readonly startedAt: string;
}

/** Last line of `checks.ndjson`; absent = the round was cut short. */
export interface ChecksFooter {
  readonly kind: 'footer';
  readonly checks: number;
  /** Named clock fields. */
  readonly finishedAt: string;
  readonly wallMs: number;
}
