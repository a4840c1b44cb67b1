/**
 * What a reader of one part of a JWS found against the rules.
 *
 * @module
 */
import type { JwsOddity } from './facts';

export interface JwsFault {
  readonly kind: JwsOddity;
  readonly found: string;
}

/** A part as read, and what was odd about it. */
export interface WithFaults<T> {
  readonly value: T;
  readonly faults: readonly JwsFault[];
}
