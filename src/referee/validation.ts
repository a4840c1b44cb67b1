/**
 * What goes into a validation and what comes out of it.
 *
 * @module
 */
import type { Format, Level } from '../model/claim';
import type { AlgorithmPolicy, TimeModel } from '../model/policy';
import type { Clause } from '../model/specification';
import type { Indication, SubIndication } from '../model/verdict';

/** Certificates, CRLs and OCSP responses as DER; the referee opens no socket, so all it may use comes in here or in the file. */
export interface Material {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export interface ValidationContext {
  readonly currentTime: Date;
  /** Trust anchors, DER certificates. */
  readonly anchors: readonly Uint8Array[];
  readonly material: Material;
  readonly algorithms: AlgorithmPolicy;
  readonly timeModel: TimeModel;
}

export interface DetachedContent {
  /** URI or file name that the signature may use for it; null if unknown. */
  readonly name: string | null;
  readonly bytes: Uint8Array;
}

export interface ValidationInput {
  readonly file: Uint8Array;
  readonly contents: readonly DetachedContent[];
  readonly context: ValidationContext;
}

/** What one check of the process found. */
export interface Finding {
  /** Stable id `block.name`, for example `cryptographic-verification.message-digest`. */
  readonly check: string;
  readonly clause: Clause;
  readonly status: 'passed' | 'failed' | 'undecided';
  /** One sentence in words of the standard: what was compared, what was found. */
  readonly found: string;
}

export const COVERAGES = ['full', 'partial', 'ambiguous'] as const;
export type Coverage = (typeof COVERAGES)[number];

/** A number that a state gives to a person or an organisation, as much of it as a report may show. */
export interface ReportedIdentifier {
  /** Id of a row of `src/pki/subject-identifiers.ts`. */
  readonly scheme: string;
  readonly masked: string;
  /** By the rule of the scheme; it changes no verdict. */
  readonly wellFormed: boolean;
}

export interface SignatureReport {
  /** Stable within the file: `signer-1`, `signer-2`, … */
  readonly id: string;
  /** Id of the countersigned signature, or null. */
  readonly parent: string | null;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  /** Signature value and signed references check, whatever the trust; null where signed data or the key is missing. */
  readonly intact: boolean | null;
  /** Null where the signed data is not at hand, or the signature cannot be read. */
  readonly coverage: Coverage | null;
  readonly level: Level | null;
  /** Suite id, or the dotted OID where the table has no row; null if unreadable. */
  readonly algorithm: string | null;
  /** The claimed time, ISO 8601 UTC, or null. */
  readonly signingTime: string | null;
  /** ISO 8601 UTC; the current time where nothing proves an earlier one. */
  readonly bestSignatureTime: string;
  /** RFC 4514 subject of the signing certificate, numbers of persons and organisations masked; or null. */
  readonly signedBy: string | null;
  /** Those numbers by their schemes. */
  readonly subjectIdentifiers: readonly ReportedIdentifier[];
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
