/**
 * Algorithm policy and time model: what a verifier accepts, as data.
 *
 * @module
 */

import type { Level } from './claim';

export type BaselineLevel = Exclude<Level, 'none'>;

/** Accepted until this instant (ISO 8601 date); null = no end date known. Absent from the table = never accepted. */
export type Until = string | null;

export interface KeyRule {
  /** Accepted from this size on, in bits. */
  readonly minimumBits: number;
  readonly until: Until;
}

export interface AlgorithmPolicy {
  readonly id: string;
  /** By digest name of the suite table, for example `sha256`. */
  readonly digests: Readonly<Record<string, Until>>;
  /** By signature family of the suite table, for example `rsa-pkcs1`, `ecdsa`; the first rule whose size the key reaches, from the largest down, applies. */
  readonly keys: Readonly<Record<string, readonly KeyRule[]>>;
  /** How old revocation data may be at the time in question, in hours; absent: as old as its own interval of updates. */
  readonly revocationMaximumAgeHours?: number;
  /** The lowest baseline level that is accepted; absent: any, and what is not AdES, too. */
  readonly requiredLevel?: BaselineLevel;
}

/**
 * Which time a verifier judges a signature at: `now` ignores every proof of existence,
 * `best-signature-time` is EN 319 102-1 clause 5.5, `claimed` believes the signing-time attribute.
 */
export const TIME_MODELS = ['now', 'best-signature-time', 'claimed'] as const;
export type TimeModel = (typeof TIME_MODELS)[number];
