/**
 * A case: one thing that a verifier must accept, or must not, with the truth about it.
 *
 * The typed form of `vectors/<format>/<topic>/<case>/vector.json`.
 *
 * @module
 */
import type { Format, Level, Packaging } from './claim';
import type { Clause } from './specification';
import type { Verdict } from './verdict';

export const CASE_CLASSES = ['security', 'policy', 'conformance'] as const;
/** Only `security` can make a cell unsafe. */
export type CaseClass = (typeof CASE_CLASSES)[number];

/** How much a verifier loses that gets it wrong: `essential` breaks what signatures are for. */
export const IMPORTANCES = ['essential', 'important', 'refinement'] as const;
export type Importance = (typeof IMPORTANCES)[number];

export type CaseId = string;

export interface Case {
  readonly id: CaseId;
  readonly title: string;
  readonly polarity: 'positive' | 'negative';
  /** Null for a positive. */
  readonly class: CaseClass | null;
  /** `essential` where absent. */
  readonly importance?: Importance;
  /** Who makes the bytes: the signer's endpoint, or the forge with the state's sandbox keys. */
  readonly mint: 'endpoint' | 'forge';
  /**
   * The positive that differs in nothing but the deviation.
   *
   * Of a positive that is hard to read, the easy one: it is asked beside it and shown, and judges nothing. Null where there is none.
   */
  readonly twin: CaseId | null;
  readonly formats: readonly Format[];
  readonly levels: readonly Level[];
  /** All that its formats have where absent. */
  readonly packagings?: readonly Packaging[];
  /** Signature families of the suite table that it exists for; all where absent. */
  readonly families?: readonly string[];
  /** Digests of the suite table that it exists for; all where absent. */
  readonly digests?: readonly string[];
  /** Exists only for signers whose state has further hierarchies beside the first one. */
  readonly hierarchies?: true;
  /** The verdict that the referee must give, intrinsic. */
  readonly expected: Verdict;
  /** Formats that bind the same thing in another place, and so fall in another block of EN 319 102-1. */
  readonly expectedIn?: readonly { readonly formats: readonly Format[]; readonly expected: Verdict }[];
  /** Other verdicts that a right verifier may give. */
  readonly acceptable: readonly Verdict[];
  readonly deviation: { readonly root: string; readonly consequences: readonly string[] } | null;
  readonly clause: Clause;
  /** One sentence: what breaks in the world when a verifier gets it wrong. */
  readonly why: string;
}

/** The case as it stands in one format: `expected` is what holds there. */
export function caseIn(one: Case, format: Format): Case {
  const expected = one.expectedIn?.find(({ formats }) => formats.includes(format))?.expected;
  return expected === undefined ? one : { ...one, expected };
}
