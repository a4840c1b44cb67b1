/**
 * What the forge mints for one state, as values.
 *
 * Everything is a function of seed, instant and profile: the same three give the same bytes.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto';
import type { SuiteId } from '../model/claim';
import type { CertificateProfile, StateCode } from '../model/profile';

export interface KeyPair {
  readonly privateKey: KeyObject;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** A certificate with its key and the certificates between it and its root, nearest issuer first, root excluded. */
export interface Identity {
  readonly certificate: Uint8Array;
  readonly key: KeyPair;
  /** The suite that this identity signs with. */
  readonly suite: SuiteId;
  readonly chain: readonly Uint8Array[];
}

/** Everything the sandbox of one state owns. Times derive from `instant` (T); see `src/forge/timeline.ts`. */
export interface ForgedState {
  readonly code: StateCode;
  readonly seed: string;
  readonly instant: Date;
  readonly profile: CertificateProfile;
  readonly root: Identity;
  readonly issuing: Identity;
  readonly timeStamping: Identity;
  readonly ocsp: Identity;
  /** The good signer of a suite. */
  signer(suite: SuiteId): Identity;
}
