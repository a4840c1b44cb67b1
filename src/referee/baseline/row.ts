/**
 * One requirement of a baseline level as data, and what a signature makes of it.
 *
 * @module
 */

import type { SignatureFacts } from '../../formats/facts';
import type { Level } from '../../model/claim';
import type { Clause } from '../../model/specification';

export type BaselineLevel = Exclude<Level, 'none'>;

/** `conditioned`: it counts where its condition holds, and is left out where not. */
export type Requirement = 'shall' | 'shall not' | 'may' | 'conditioned';

export interface BaselineRequirement {
  /** Stable: format and what it is about. */
  readonly id: string;
  /** Of the note in the table of the standard; null: the row has none. */
  readonly letter: string | null;
  readonly clause: Clause;
  /** From which on it counts. */
  readonly level: BaselineLevel;
  readonly requirement: Requirement;
  /** In one sentence of our own words. */
  readonly sentence: string;
  /** The row is known from no source that enforces it. */
  readonly unverified?: true;
  test(subject: BaselineSubject): Outcome;
}

/** What the facts of the signature alone do not say. */
export interface BaselineContext {
  /** DER; null: it was not identified. */
  readonly signingCertificate: Uint8Array | null;
  /** Of the signing certificate, epoch milliseconds. */
  readonly notAfter: number | null;
  /** genTime of the tokens in `timeStamps`, in their order; null where the bytes are no token. */
  readonly timeStampTimes: readonly (number | null)[];
  /** All revocation information that the paths need lies in the signature; null: nobody looked. */
  readonly revocationComplete: boolean | null;
}

export interface BaselineSubject {
  readonly facts: SignatureFacts;
  readonly context: BaselineContext;
}

/** `absent`: what the row is about is not there, or its condition does not hold. */
export interface Outcome {
  readonly is: 'met' | 'absent' | 'wrong';
  readonly found: string;
}

export const met = (found: string): Outcome => ({ is: 'met', found });
export const absent = (found: string): Outcome => ({ is: 'absent', found });
export const wrong = (found: string): Outcome => ({ is: 'wrong', found });

export interface BaselineRow {
  /** Of the requirement. */
  readonly row: string;
  readonly letter: string | null;
  readonly clause: Clause;
  readonly level: BaselineLevel;
  readonly requirement: Requirement;
  readonly sentence: string;
  readonly status: 'met' | 'broken' | 'left-out';
  readonly found: string;
  readonly unverified: boolean;
}
