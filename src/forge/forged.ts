/**
 * What the forge mints for one state, as values.
 *
 * Everything is a function of seed, instant and profile: the same three give the same bytes.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto';
import type { GostParameters } from '../crypto/gost/signature';
import type { SuiteId } from '../model/claim';
import type { CertificateProfile, StateCode } from '../model/profile';

/** A key that node:crypto holds. */
export interface NodeKeyPair {
  readonly kind: 'node';
  readonly privateKey: KeyObject;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** A key of the GOST family, which node:crypto does not know. */
export interface GostKeyPair {
  readonly kind: 'gost';
  readonly curve: GostParameters['curve'];
  readonly secret: bigint;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** A key that somebody else holds: what is to be signed goes there, and the value comes back. */
export interface RemoteKeyPair {
  readonly kind: 'remote';
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  sign(data: Uint8Array): Uint8Array;
}

export type KeyPair = NodeKeyPair | GostKeyPair | RemoteKeyPair;

/** A certificate with its key and the certificates between it and its root, nearest issuer first, root excluded. */
export interface Identity {
  readonly certificate: Uint8Array;
  readonly key: KeyPair;
  /** The suite that this identity signs with. */
  readonly suite: SuiteId;
  readonly chain: readonly Uint8Array[];
}

/**
 * Revoked or suspended, each for the reason that it is named by; the role `revoked` was superseded. There is no role for
 * removeFromCRL: it stands in delta CRLs alone, and RFC 5280 section 6.3.3 leaves it to the verifier whether to use those.
 */
export const REVOKED_BY_REASON = [
  'revoked-unspecified',
  'revoked-key-compromise',
  'revoked-ca-compromise',
  'revoked-affiliation-changed',
  'revoked-cessation',
  'revoked-privilege-withdrawn',
  'revoked-aa-compromise',
  'on-hold',
] as const;

/**
 * The signer certificates that cases need: `other` is a second good one, `untrusted` hangs under a root that nobody lists,
 * the rest are named by what becomes of them or is unusual about them.
 */
export const SIGNER_ROLES = [
  'good',
  'revoked',
  'expired',
  'before-expiry',
  'other',
  'untrusted',
  'cyrillic-names',
  'unknown-extension',
  'ocsp-unreachable',
  ...REVOKED_BY_REASON,
] as const;
export type SignerRole = (typeof SIGNER_ROLES)[number];

/** What the issuing CA knows of a certificate by its serial number alone. */
export interface IssuedCertificate {
  readonly serial: bigint;
  readonly notAfter: Date;
  readonly revokedAt: Date | null;
  /** CRLReason (RFC 5280 section 5.3.1); null: the issuer gives none. */
  readonly reason: number | null;
}

/** One hierarchy of a state, or a state that has but one. Times derive from `instant` (T); see `src/forge/timeline.ts`. */
export interface ForgedState {
  readonly code: StateCode;
  /** Where its authorities answer: `http://pki.kz.tamga.test/pki`. */
  readonly url: string;
  readonly seed: string;
  readonly instant: Date;
  readonly profile: CertificateProfile;
  readonly root: Identity;
  readonly issuing: Identity;
  readonly timeStamping: Identity;
  readonly ocsp: Identity;
  /** All that the issuing CA has issued, whether it was minted yet or not. */
  readonly issued: readonly IssuedCertificate[];
  /** The other hierarchies of the state, each a PKI of its own; empty in those. */
  readonly others: readonly ForgedState[];
  /** The hierarchy that signers with this suite belong to: itself or one of the others. */
  hierarchyOf(suite: SuiteId): ForgedState;
  /** Minted on first use; the good signer unless a role is named. */
  signer(suite: SuiteId, role?: SignerRole): Identity;
}

/** What the state publishes as its own anchors. */
export function rootsOf({ root, others }: ForgedState): readonly Uint8Array[] {
  return [root, ...others.map((other) => other.root)].map(({ certificate }) => certificate);
}
