/**
 * A state and its profile: the typed form of `profiles/<cc>.json`.
 *
 * @module
 */
import type { Claim, SuiteId } from './claim';
import type { AlgorithmPolicy, TimeModel } from './policy';

/** Upper-case code of a state, ISO 3166-1 alpha-2 where there is one. */
export type StateCode = string;

export const EVIDENCE_CLASSES = ['simulated', 'self-tested', 'witnessed'] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

/**
 * Where a secret lies; a literal secret in a profile is an error.
 *
 * `env:NAME` an environment variable, `file:PATH` a text file, `file-base64:PATH` the bytes of a key store in base64;
 * in simulated profiles also `sandbox:test-key` (the test key store of the state's first signing suite, in base64),
 * `sandbox:test-key:SUITE` (that of one suite) and `sandbox:test-key-password`. Paths are relative to the profile.
 */
export type SecretReference = string;

export const AUTH_SCHEMES = ['none', 'bearer', 'basic', 'header'] as const;

export type Auth =
  | { readonly scheme: 'none' }
  | { readonly scheme: 'bearer'; readonly token: SecretReference }
  | { readonly scheme: 'basic'; readonly user: string; readonly password: SecretReference }
  | { readonly scheme: 'header'; readonly name: string; readonly value: SecretReference };

export interface Budget {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Further attempts after a silent answer. */
  readonly retries: number;
  readonly retryDelayMs: number;
}

export interface Endpoint {
  readonly dialect: string;
  /** Base URL. Hosts under `.tamga.test` are the sandbox's: the round maps them to loopback ports. */
  readonly url: string;
  readonly auth: Auth;
  readonly timeoutMs: number;
  readonly budget: Budget;
  /** What only this dialect needs; a value may be a secret reference. */
  readonly options: Readonly<Record<string, string>>;
}

export type AnchorSource =
  /** The sandbox's root, minted from the round's seed. */
  | { readonly from: 'sandbox' }
  /** A PEM or DER certificate, path relative to the profile. */
  | { readonly from: 'file'; readonly path: string };

export interface Trust {
  /** Own anchors. */
  readonly publishes: readonly AnchorSource[];
  /** Whose anchors it says it accepts; normally contains its own code. */
  readonly accepts: readonly StateCode[];
}

export interface SubjectAttribute {
  /** Short name (`CN`, `SN`, `GN`, `serialNumber`, `O`, `OU`, `C`, …) or dotted OID. */
  readonly type: string;
  readonly value: string;
}

export interface AuthorityProfile {
  readonly subject: readonly SubjectAttribute[];
  readonly suite: SuiteId;
}

/** A further hierarchy beside the first one: authorities of its own for signers with these suites. */
export interface HierarchyProfile {
  /** Stands in its URLs. */
  readonly name: string;
  readonly suites: readonly SuiteId[];
  readonly root: AuthorityProfile;
  readonly issuing: AuthorityProfile;
  readonly timeStamping: AuthorityProfile;
  readonly ocsp: AuthorityProfile;
}

export const KEY_USAGES = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'keyAgreement'] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export interface CertificateProfile {
  readonly root: AuthorityProfile;
  readonly issuing: AuthorityProfile;
  readonly timeStamping: AuthorityProfile;
  readonly ocsp: AuthorityProfile;
  /** Absent: one hierarchy for all suites. A verifier that does not read the suite of a CA reads nobody under it. */
  readonly hierarchies?: readonly HierarchyProfile[];
  /** Subject of every signer certificate; persons are fictional, numbers visibly so. */
  readonly signer: readonly SubjectAttribute[];
  readonly keyUsage: readonly KeyUsage[];
  /** Dotted OIDs. */
  readonly extendedKeyUsage: readonly string[];
  /** Dotted OIDs. */
  readonly policies: readonly string[];
  /** Dotted OIDs of QCStatements without a value. */
  readonly qcStatements: readonly string[];
  /** Policy OID in the time-stamp tokens. */
  readonly timeStampPolicy: string;
  /** The state's own product wraps CMS in BER indefinite lengths. */
  readonly indefiniteLength: boolean;
  readonly validityYears: number;
}

export const CERTAINTIES = ['recomputed', 'read', 'read-unnamed', 'unverified'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Where a national fact of the profile comes from. */
export interface Provenance {
  /** JSON pointer into the profile. */
  readonly path: string;
  readonly certainty: Certainty;
  readonly source: string;
}

export const STATE_ROLES = ['member', 'observer'] as const;
/** Of the organisation's members and observers. */
export type StateRole = (typeof STATE_ROLES)[number];

export interface Profile {
  readonly code: StateCode;
  readonly name: string;
  readonly role: StateRole;
  readonly evidenceClass: EvidenceClass;
  readonly endpoints: { readonly sign?: Endpoint; readonly verify?: Endpoint };
  readonly claims: readonly Claim[];
  readonly trust: Trust;
  readonly algorithms: AlgorithmPolicy;
  readonly timeModel: TimeModel;
  readonly certificateProfile: CertificateProfile;
  readonly legalLevels: readonly { readonly name: string; readonly law: string }[];
  readonly provenance: readonly Provenance[];
}
