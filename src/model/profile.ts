/**
 * A state and its profile: the typed form of `profiles/<cc>.json`.
 *
 * @module
 */
import type { Claim, Role, SuiteId } from './claim';
import type { Kit } from './kit';
import type { CliTemplate, HttpTemplate } from './mapping';
import type { AlgorithmPolicy, TimeModel } from './policy';

/** Upper-case code of a state, ISO 3166-1 alpha-2 where there is one. */
export type StateCode = string;

export const EVIDENCE_CLASSES = ['simulated', 'self-tested', 'witnessed'] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

/**
 * Where a secret lies; a literal secret in a profile is an error.
 *
 * `env:NAME` an environment variable, `file:PATH` a text file, `file-base64:PATH` the bytes of a key store in base64;
 * in simulated profiles also what the sandbox gives out to everybody: `sandbox:test-key` (the test key store of the state's
 * first signing suite, in base64), `sandbox:test-key:SUITE` (that of one suite), `sandbox:test-certificate:SUITE`,
 * `sandbox:test-issuer:SUITE` and the passwords that the schema lists. Paths are relative to the profile.
 */
export type SecretReference = string;

export const AUTH_SCHEMES = [
  'none',
  'bearer',
  'basic',
  'header',
  'oauth2',
  'mutual-tls',
  'hmac',
  'kamusm',
] as const;

/** How a client proves itself to a token endpoint (RFC 6749 section 2.3.1). */
const CLIENT_AUTHENTICATIONS = ['client_secret_basic', 'client_secret_post'] as const;

export type Auth =
  | { readonly scheme: 'none' }
  | { readonly scheme: 'bearer'; readonly token: SecretReference }
  | { readonly scheme: 'basic'; readonly user: string; readonly password: SecretReference }
  | { readonly scheme: 'header'; readonly name: string; readonly value: SecretReference }
  | OAuth2
  /** The client certificate of `tls.client` is the whole authorisation. */
  | { readonly scheme: 'mutual-tls' }
  | Hmac
  | Kamusm;

/** Client credentials grant (RFC 6749 section 4.4): a bearer token, kept until it expires or is refused. */
export interface OAuth2 {
  readonly scheme: 'oauth2';
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretReference;
  readonly clientAuthentication: (typeof CLIENT_AUTHENTICATIONS)[number];
  readonly scope?: string;
}

const HMAC_DIGESTS = ['sha256', 'sha384', 'sha512'] as const;
const HMAC_ENCODINGS = ['base64', 'hex'] as const;

/** A keyed hash over a canonical string of the request, in headers that the operator names. */
export interface Hmac {
  readonly scheme: 'hmac';
  readonly key: SecretReference;
  /** Text with the placeholders {method} {host} {path} {query} {target} {body} {body-sha256} {timestamp} {nonce}. */
  readonly canonical: string;
  readonly digest: (typeof HMAC_DIGESTS)[number];
  /** The hash is keyed over the digest of the canonical string, not over the string, as in SIMA. */
  readonly prehash: boolean;
  readonly encoding: (typeof HMAC_ENCODINGS)[number];
  /** Header to value; a value may hold the placeholders above, and {signature}. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The time-stamping service of Kamu SM: a header `identity` that is made from user, password and message imprint. */
export interface Kamusm {
  readonly scheme: 'kamusm';
  readonly userId: number;
  readonly password: SecretReference;
  readonly iterations: number;
}

const TLS_VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

/** What we show to the endpoint: certificate and key in PEM, or both in one PKCS#12 store. */
export interface ClientCertificate {
  readonly certificate?: SecretReference;
  readonly key?: SecretReference;
  /** `file-base64:PATH` */
  readonly keyStore?: SecretReference;
  readonly passphrase?: SecretReference;
}

/** What is asked of the TLS of an endpoint beyond the usual checks, which nothing here can weaken. */
export interface Tls {
  /** `file:PATH` of PEM certificates that are trusted instead of the public authorities. */
  readonly ca?: string;
  /** SHA-256 of a SubjectPublicKeyInfo in base64 (RFC 7469 section 2.4); one of them must be in the chain. */
  readonly pins?: readonly string[];
  readonly minVersion?: (typeof TLS_VERSIONS)[number];
  readonly client?: ClientCertificate;
}

/** A daily span in which the endpoint is left alone; `from` after `to` spans midnight. */
export interface QuietHours {
  /** `HH:MM` */
  readonly from: string;
  readonly to: string;
}

export interface BreakerRule {
  /** Silent answers in a row after which the endpoint is left alone. */
  readonly silences: number;
  /** For how long, until one question tries it again. */
  readonly pauseMs: number;
}

export interface Budget {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Further attempts after a silent answer. */
  readonly retries: number;
  readonly retryDelayMs: number;
  /** Calls begun per second at most, evenly spaced; absent: no limit. */
  readonly perSecond?: number;
  /** Calls per calendar day in the zone of `utcOffset`, counted over all rounds. */
  readonly perDay?: number;
  readonly quietHours?: readonly QuietHours[];
  /** `+05:00`; absent: UTC. */
  readonly utcOffset?: string;
  readonly breaker?: BreakerRule;
  /** Endpoints of one host whose budgets have this name spend one budget together. */
  readonly shared?: string;
}

export interface Endpoint {
  readonly dialect: string;
  /** Base URL, or `cli://NAME/` of a command. Hosts under `.tamga.test` are the sandbox's: the round maps them to loopback ports. */
  readonly url: string;
  readonly auth: Auth;
  /** For one call from the first packet to the last byte. */
  readonly timeoutMs: number;
  /** Of that: until the connection stands, TLS included. */
  readonly connectTimeoutMs?: number;
  /** Of that: from the connection to the first byte of the reply. */
  readonly firstByteTimeoutMs?: number;
  /** Of one reply after decompression. */
  readonly maxBytes?: number;
  /** Only of an https URL. */
  readonly tls?: Tls;
  readonly budget: Budget;
  /** What only this dialect needs; a value may be a secret reference. */
  readonly options: Readonly<Record<string, string>>;
  /** Of the dialect `http` alone. */
  readonly http?: HttpTemplate;
  /** Of the dialect `cli` alone. */
  readonly cli?: CliTemplate;
}

/** An endpoint beside the main one of its role, for the claims that name it. */
export interface FurtherEndpoint extends Endpoint {
  readonly role: Role;
}

export interface Endpoints {
  readonly sign?: Endpoint;
  readonly verify?: Endpoint;
  /** By the name that claims have for them. */
  readonly further?: Readonly<Record<string, FurtherEndpoint>>;
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
  readonly endpoints: Endpoints;
  readonly claims: readonly Claim[];
  readonly trust: Trust;
  readonly algorithms: AlgorithmPolicy;
  readonly timeModel: TimeModel;
  readonly certificateProfile: CertificateProfile;
  readonly legalLevels: readonly { readonly name: string; readonly law: string }[];
  readonly provenance: readonly Provenance[];
  /** Of a real state only. */
  readonly kit?: Kit;
}
