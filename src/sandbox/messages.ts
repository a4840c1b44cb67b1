/**
 * What parent and sandbox child say to each other over IPC.
 *
 * @module
 */
import type { ErrorCode } from '../model/error';
import type { CertificateProfile, Profile, StateCode } from '../model/profile';

export interface RosterEntry {
  readonly code: StateCode;
  readonly certificateProfile: CertificateProfile;
  /** Anchors of a state that is not simulated, base64 of DER; else the root minted from the profile. */
  readonly anchors?: readonly string[];
}

export interface SandboxOrder {
  readonly seed: string;
  /** ISO 8601 UTC. */
  readonly instant: string;
  /** The states to simulate. */
  readonly profiles: readonly Profile[];
  /** Everybody whose anchors one of them may accept. */
  readonly roster: readonly RosterEntry[];
  /** By lower-case code; any free port where absent. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Address to listen at; this machine alone where absent. */
  readonly host?: string;
}

export interface Failure {
  /** Null where it was no error of ours. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly hint: string | null;
}

export type SandboxNews =
  | { readonly kind: 'ready'; readonly ports: Readonly<Record<string, number>> }
  | { readonly kind: 'failed'; readonly failure: Failure };
