/**
 * The honesty probe: what an endpoint is asked before its answers count. Facts only; the matrix judges them.
 *
 * @module
 */
import type { Answer } from './answer';
import type { CheckClock } from './check';
import type { Product } from './claim';
import type { Owner } from './matrix';
import type { StateCode } from './profile';

export const PROBE_STEPS = ['random-bytes', 'known-good', 'value-changed', 'content-changed'] as const;
/** Only `known-good` must pass. The changed ones are the known-good file with one byte changed. */
export type ProbeStep = (typeof PROBE_STEPS)[number];

export interface ProbeAnswer {
  readonly step: ProbeStep;
  /** SHA-256 of what was put to the endpoint. */
  readonly artefact: string;
  readonly contentSha256: string | null;
  /** Every attempt's answer in order, the last one counts. */
  readonly answers: readonly Answer[];
  /** SHA-256 of stored requests and replies. */
  readonly evidence: readonly string[];
}

/** Where the known-good file comes from: `own` is a signature of the state's own endpoint, `forge` one with the keys of a reference state. */
export type ProbeMaterial = 'kit' | 'own' | 'forge';

/** A line of `checks.ndjson`. */
export interface ProbeFacts {
  readonly kind: 'probe';
  readonly verifier: StateCode;
  /** `verify`, or the name of a further endpoint. */
  readonly endpoint: string;
  /** Null: there is no known-good file; `lacking` says why. */
  readonly material: ProbeMaterial | null;
  readonly lacking: string | null;
  readonly product: Product | null;
  /** In the order asked; they end where one settles the matter. */
  readonly steps: readonly ProbeAnswer[];
  readonly clock: CheckClock;
}

export const PROBE_OUTCOMES = ['honest', 'failed', 'unanswered', 'not-possible'] as const;
type ProbeOutcome = (typeof PROBE_OUTCOMES)[number];

export interface JudgedProbe {
  readonly verifier: StateCode;
  readonly endpoint: string;
  readonly outcome: ProbeOutcome;
  /** The step that it failed, or that was not answered. */
  readonly step: ProbeStep | null;
  /** Its answers count: honest, or a reference state of which nothing is known against it. */
  readonly admitted: boolean;
  readonly owner: Owner;
  readonly because: string;
  readonly evidence: readonly string[];
}
