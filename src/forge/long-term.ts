/**
 * What a verifier of the far future needs: the chains of a signature and its time-stamps with the revocation information of
 * one instant.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1}
 * @module
 */
import type { ForgedState, Identity } from './forged';
import { crl, ocspResponse } from './revocation';
import type { SigningTimes } from './timeline';

/** Certificates, CRLs and OCSP responses as DER, each once, in a fixed order. */
export interface ValidationMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** OCSPResponse, status and all. */
  readonly ocspResponses: readonly Uint8Array[];
}

export const NO_MATERIAL: ValidationMaterial = { certificates: [], crls: [], ocspResponses: [] };

/** `ocsp`: by OCSP what has a responder, the issuing CA by the list of its root, for which no responder answers. */
export const REVOCATION_SOURCES = ['ocsp', 'crl', 'both'] as const;
export type RevocationSource = (typeof REVOCATION_SOURCES)[number];

export interface MaterialRequest {
  /** Whose issuing CA issued the certificates: of a signer `state.hierarchyOf(suite)`. */
  readonly hierarchy: ForgedState;
  /** Signers and time-stamping authorities whose chains are wanted. */
  readonly identities: readonly Identity[];
  /** thisUpdate of all of it. What is revoked later is good in it. */
  readonly at: Date;
  /** `ocsp` unless named. */
  readonly source?: RevocationSource;
  /** The anchor, which EN 319 102-1 needs nobody to embed; false unless named. */
  readonly withRoot?: boolean;
}

const DAY = 24 * 60 * 60 * 1000;

/** The chains below the anchor, and for each certificate of them what says that it was good. */
export function validationMaterial(request: MaterialRequest): ValidationMaterial {
  const { hierarchy, identities, at, source = 'ocsp', withRoot = false } = request;
  const listTimes = { thisUpdate: at, nextUpdate: later(at, 7) };
  const ocspTimes = { thisUpdate: at, nextUpdate: later(at, 1), archiveCutoff: later(at, -365) };
  const leaves = identities.map(({ certificate }) => certificate);
  const root = withRoot ? [hierarchy.root.certificate] : [];
  // A verifier looks for the responder among all certificates, not only within the response.
  const responders = source === 'crl' ? [] : [hierarchy.ocsp.certificate];
  return distinct({
    certificates: [...leaves, ...identities.flatMap(({ chain }) => chain), ...responders, ...root],
    crls: [
      ...(source === 'ocsp' ? [] : [crl(hierarchy, 'issuing', listTimes)]),
      crl(hierarchy, 'root', listTimes),
    ],
    ocspResponses: source === 'crl' ? [] : leaves.map((leaf) => ocspResponse(hierarchy, leaf, ocspTimes)),
  });
}

/** Of the signer and of the authority that its signatures are time-stamped by. */
export function signatureMaterial(
  state: ForgedState,
  signer: Identity,
  request: Omit<MaterialRequest, 'hierarchy' | 'identities'>,
): ValidationMaterial {
  const hierarchy = state.hierarchyOf(signer.suite);
  return validationMaterial({ ...request, hierarchy, identities: [signer, hierarchy.timeStamping] });
}

/** Of a time-stamping authority alone, before the next time-stamp is made over its own. */
export function timeStampMaterial(
  hierarchy: ForgedState,
  request: Omit<MaterialRequest, 'hierarchy' | 'identities'>,
): ValidationMaterial {
  return validationMaterial({ ...request, hierarchy, identities: [hierarchy.timeStamping] });
}

export function joinMaterial(...all: readonly ValidationMaterial[]): ValidationMaterial {
  return distinct({
    certificates: all.flatMap(({ certificates }) => certificates),
    crls: all.flatMap(({ crls }) => crls),
    ocspResponses: all.flatMap(({ ocspResponses }) => ocspResponses),
  });
}

function distinct({ certificates, crls, ocspResponses }: ValidationMaterial): ValidationMaterial {
  return { certificates: once(certificates), crls: once(crls), ocspResponses: once(ocspResponses) };
}

function once(all: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(all.map((one) => [Buffer.from(one).toString('base64'), one])).values()];
}

function later(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}

/** One archive or document time-stamp. */
export interface ArchiveStep {
  readonly time: Date;
  /** Whose authority stamps, in place of the signer's hierarchy: the renewal after that one's certificate has expired. */
  readonly authority?: ForgedState;
}

/** When a signature got what. */
export interface LongTermTimes extends SigningTimes {
  /** thisUpdate of what level B-LT embeds. */
  readonly validated: Date;
  /** In order; level B-LTA has at least one. */
  readonly archived: readonly ArchiveStep[];
}

/** Everything within minutes, as a product that signs for the archive at once does it. */
export function atOnce(times: SigningTimes): LongTermTimes {
  // CRLs and OCSP responses carry whole seconds, tokens need not.
  const stamped = Math.floor(times.stamped.getTime() / 1000) * 1000;
  const after = (minutes: number): Date => new Date(stamped + minutes * 60_000);
  return { ...times, validated: after(1), archived: [{ time: after(2) }] };
}
