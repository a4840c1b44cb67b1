/**
 * What an endpoint said. Never a boolean, never an invented reason.
 *
 * @module
 */
import type { SubIndication } from './verdict';

const SILENT_CAUSES = [
  'timeout',
  'transport',
  'denied',
  'throttled',
  'protocol',
  'limit',
  'canary',
  'budget',
] as const;
/** `denied` is 401/403, `throttled` 429, `protocol` an answer outside the dialect (HTML, half a JSON), `limit` one over our limits, `budget` that the profile did not let us ask (quiet hours, daily limit, circuit breaker). */
export type SilentCause = (typeof SILENT_CAUSES)[number];

export interface Silent {
  readonly kind: 'silent';
  readonly cause: SilentCause;
  /** One sentence that a person can act on. */
  readonly reason: string;
}

/** The endpoint says that it does not do this product at all. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly reason: string;
}

/** It rejects this input, but answers its canary before and after. */
export interface RefusedInput {
  readonly kind: 'refused-input';
  readonly reason: string;
}

export const SAID = ['passed', 'failed', 'indeterminate', 'not-passed'] as const;
/** `not-passed` is for dialects that only say false. */
export type Said = (typeof SAID)[number];

export interface VerdictAnswer {
  readonly kind: 'verdict';
  readonly said: Said;
  /** Only where the dialect carries one. */
  readonly subIndication: SubIndication | null;
}

/** To "is this signature valid?". */
export type Answer = VerdictAnswer | Unsupported | RefusedInput | Silent;

export interface Signed {
  readonly kind: 'signed';
  readonly signature: Uint8Array;
  /** `assembled`: the endpoint gave a raw signature value and the harness built the container around it. */
  readonly madeBy: 'endpoint' | 'assembled';
}

/** To "sign this document". */
export type SignAnswer = Signed | Unsupported | RefusedInput | Silent;
