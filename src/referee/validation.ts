/**
 * What goes into a validation and what comes out of it.
 *
 * @module
 */
import type { Changes, Coverage, DetachedContent, TimeStampKind } from '../formats/facts';
import type { Material } from '../formats/material';
import type { Format, Level } from '../model/claim';
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import type { Clause } from '../model/specification';
import type { Indication, SubIndication } from '../model/verdict';
import type { BaselineRow } from './baseline/row';

// What callers hand in is of the referee's interface, wherever it is defined.
export type { DetachedContent, Material };

export interface ValidationContext {
  readonly currentTime: Date;
  /** Trust anchors, DER certificates. */
  readonly anchors: readonly Uint8Array[];
  /** OCSP responders that are trusted for themselves, DER certificates; none unless named. */
  readonly responders?: readonly Uint8Array[];
  /** The referee opens no socket, so all it may use comes in here or in the file. */
  readonly material: Material;
  readonly algorithms: AlgorithmPolicy;
  readonly timeModel: TimeModel;
}

export interface ValidationInput {
  readonly file: Uint8Array;
  readonly contents: readonly DetachedContent[];
  readonly context: ValidationContext;
}

/** What one check of the process found. */
export interface Finding {
  /** Stable id `block.name`, for example `cryptographic-verification.references`. */
  readonly check: string;
  readonly clause: Clause;
  readonly status: 'passed' | 'failed' | 'undecided';
  /** One sentence in words of the standard: what was compared, what was found. */
  readonly found: string;
}

/** A number that a state gives to a person or an organisation, as much of it as a report may show. */
export interface ReportedIdentifier {
  /** Id of a row of `src/pki/subject-identifiers.ts`. */
  readonly scheme: string;
  readonly masked: string;
  /** By the rule of the scheme; it changes no verdict. */
  readonly wellFormed: boolean;
}

/** The outcome of a time-stamp; its sub-indication is null exactly when it passed. */
export interface TimeStampReport {
  readonly kind: TimeStampKind;
  /** The standard's name of the attribute, property or entry. */
  readonly name: string;
  /** genTime, ISO 8601 UTC; null where the bytes are no token. */
  readonly time: string | null;
  readonly indication: 'PASSED' | 'FAILED' | 'INDETERMINATE';
  readonly subIndication: SubIndication | null;
  /** RFC 4514 subject of the authority's certificate; null where it is not at hand. */
  readonly signedBy: string | null;
  /** It proved something: valid now, or valid in the past by what later tokens prove. */
  readonly used: boolean;
  /** Of the token, for reports that name it by digest. */
  readonly token: Uint8Array;
  readonly findings: readonly Finding[];
}

/** One certificate of the chain that was judged, signer first. */
export interface ReportedCertificate {
  readonly role: 'signer' | 'authority' | 'anchor';
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serialNumber: string;
  /** ISO 8601 UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly der: Uint8Array;
  /** The statement that decided; null where none was needed or none is at hand. */
  readonly revocation: ReportedRevocation | null;
}

export interface ReportedRevocation {
  readonly source: 'crl' | 'ocsp';
  readonly status: 'good' | 'revoked' | 'on-hold';
  /** ISO 8601 UTC. */
  readonly revokedAt: string | null;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
}

export interface SignatureReport {
  /** Unique within the file: `signer-1`, `signer-2`, … */
  readonly id: string;
  /** Id of the countersigned signature, or null. */
  readonly parent: string | null;
  /** Of this signature; null where it cannot be read. */
  readonly format: Format | null;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  /** Signature value and signed references check, whatever the trust; null where signed data or the key is missing. */
  readonly intact: boolean | null;
  /** Null where the signed data is not at hand, or the signature cannot be read. */
  readonly coverage: Coverage | null;
  /** Null where the signature cannot be read. */
  readonly changesAfter: Changes | null;
  readonly level: Level | null;
  /** Suite id, or the algorithm as stated where the table has no row; null if unreadable. */
  readonly algorithm: string | null;
  /** The claimed time, ISO 8601 UTC, or null. */
  readonly signingTime: string | null;
  /** ISO 8601 UTC; the current time where nothing proves an earlier one. */
  readonly bestSignatureTime: string;
  /** RFC 4514 subject of the signing certificate, numbers of persons and organisations masked; or null. */
  readonly signedBy: string | null;
  /** Those numbers by their schemes. */
  readonly subjectIdentifiers: readonly ReportedIdentifier[];
  /** The chain that was judged; empty where none leads to an anchor. */
  readonly certificates: readonly ReportedCertificate[];
  readonly timeStamps: readonly TimeStampReport[];
  /** What the signature makes of every requirement of the levels; empty where it cannot be read. */
  readonly baseline: readonly BaselineRow[];
  /** The signature value; empty where it cannot be read. */
  readonly value: Uint8Array;
  readonly findings: readonly Finding[];
}

export interface ValidationReport {
  /** Null: no signature of a known format. */
  readonly format: Format | null;
  readonly signatures: readonly SignatureReport[];
}

/** What the referee would look at if somebody fetched it. */
export type Wanted =
  | { readonly kind: 'certificate' | 'crl'; readonly url: string }
  | { readonly kind: 'ocsp'; readonly url: string; readonly request: Uint8Array };
