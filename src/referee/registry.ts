/**
 * Every check of the referee in the order of the process, with what a failure leads to and what a person can do about it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1}
 * @module
 */
import type { Clause } from '../model/specification';
import { CHECK_ADVICE, type CheckAdvice } from './check-advice';
import { ASIC_FORMAT } from './checks/asic/format';
import { authoritiesNotRevoked } from './checks/authorities-not-revoked';
import { authoritiesValid } from './checks/authorities-valid';
import { certificateAlgorithms } from './checks/certificate-algorithms';
import { certificateNotOnHold } from './checks/certificate-not-on-hold';
import { certificateNotRevoked } from './checks/certificate-not-revoked';
import { certificatePurpose } from './checks/certificate-purpose';
import { certificateValid } from './checks/certificate-valid';
import { changesPermitted } from './checks/changes-permitted';
import { contentNotAttributes } from './checks/content-not-attributes';
import { contentType } from './checks/content-type';
import { coverageUnambiguous } from './checks/coverage-unambiguous';
import { JWS_FORMAT } from './checks/jws/format';
import { messageDigestPresent } from './checks/message-digest-present';
import { pastCertificateBeyondDoubt } from './checks/past-certificate-beyond-doubt';
import { pathFound } from './checks/path-found';
import { pathRules } from './checks/path-rules';
import { PDF_FORMAT } from './checks/pdf/format';
import { referencesMatch } from './checks/references-match';
import { requiredLevel } from './checks/required-level';
import { revocationFresh } from './checks/revocation-fresh';
import { revocationKnown } from './checks/revocation-known';
import { signatureAlgorithms } from './checks/signature-algorithms';
import { signaturePolicy } from './checks/signature-policy';
import { signatureReadable } from './checks/signature-readable';
import { signatureValue } from './checks/signature-value';
import { signedAttributesDer } from './checks/signed-attributes-der';
import { signedAttributesReadable } from './checks/signed-attributes-readable';
import { signedDataFound } from './checks/signed-data-found';
import { signingCertificateIdentified } from './checks/signing-certificate-identified';
import { signingCertificateOnce } from './checks/signing-certificate-once';
import { signingCertificateReference } from './checks/signing-certificate-reference';
import { timeStampAuthority } from './checks/time-stamp-authority';
import { timeStampImprint } from './checks/time-stamp-imprint';
import { timeStampOrder } from './checks/time-stamp-order';
import { timeStampReadable } from './checks/time-stamp-readable';
import { timeStampScope } from './checks/time-stamp-scope';
import { XML_FORMAT } from './checks/xml/format';

/** What a check says of itself, whatever it runs on. */
export interface CheckDescription {
  readonly id: string;
  readonly clause: Clause;
  readonly requires: string;
}

export interface RegisteredCheck extends CheckAdvice {
  readonly check: CheckDescription;
}

export interface BuildingBlock {
  /** What stands before the dot in the ids of its checks. */
  readonly id: string;
  readonly title: string;
  readonly clause: Clause;
  /** Of checks that have no row of their own in the table of advice. */
  readonly usual: CheckAdvice;
}

const UNDAMAGED =
  'Get an undamaged copy; if it says the same, ask the signer to sign again with another product.';

/** EN 319 102-1 section 5.2 and 5.4, in the order in which they run. */
export const BUILDING_BLOCKS: readonly BuildingBlock[] = [
  {
    id: 'format-checking',
    title: 'Format checking',
    clause: { doc: 'EN 319 102-1', section: '5.2.2' },
    usual: { leadsTo: ['FORMAT_FAILURE'], remedy: UNDAMAGED },
  },
  {
    id: 'signing-certificate',
    title: 'Identification of the signing certificate',
    clause: { doc: 'EN 319 102-1', section: '5.2.3' },
    usual: {
      leadsTo: ['NO_SIGNING_CERTIFICATE_FOUND'],
      remedy: 'Ask the signer for the certificate, and give it with --material.',
    },
  },
  {
    id: 'validation-context',
    title: 'Validation context initialization',
    clause: { doc: 'EN 319 102-1', section: '5.2.4' },
    usual: {
      leadsTo: ['SIGNATURE_POLICY_NOT_AVAILABLE'],
      remedy: 'Ask the signer for the signature policy that the signature names.',
    },
  },
  {
    id: 'revocation-freshness',
    title: 'Revocation freshness checker',
    clause: { doc: 'EN 319 102-1', section: '5.2.5' },
    usual: { leadsTo: ['TRY_LATER'], remedy: 'Validate again with newer revocation data.' },
  },
  {
    id: 'x509-validation',
    title: 'X.509 certificate validation',
    clause: { doc: 'EN 319 102-1', section: '5.2.6' },
    usual: {
      leadsTo: ['CERTIFICATE_CHAIN_GENERAL_FAILURE'],
      remedy: 'Tell the certification authority what is wrong with its chain.',
    },
  },
  {
    id: 'cryptographic-verification',
    title: 'Cryptographic verification',
    clause: { doc: 'EN 319 102-1', section: '5.2.7' },
    usual: {
      leadsTo: ['HASH_FAILURE'],
      remedy: 'Treat the file as changed, and get an unchanged copy from whoever signed it.',
    },
  },
  {
    id: 'signed-data',
    title: 'What is signed',
    clause: { doc: 'Tamga', section: 'coverage' },
    usual: {
      leadsTo: ['FORMAT_FAILURE'],
      remedy: 'Do not rely on this file: get a copy as it was when it was signed.',
    },
  },
  {
    id: 'signature-acceptance',
    title: 'Signature acceptance validation',
    clause: { doc: 'EN 319 102-1', section: '5.2.8' },
    usual: {
      leadsTo: ['SIG_CONSTRAINTS_FAILURE'],
      remedy: 'Ask the signer to sign the document again, with a product that keeps this rule.',
    },
  },
  {
    id: 'time-stamp',
    title: 'Time-stamp validation',
    clause: { doc: 'EN 319 102-1', section: '5.4' },
    usual: {
      leadsTo: ['FORMAT_FAILURE'],
      remedy: 'The time-stamp proves nothing; the signer may add another one to the signature.',
    },
  },
  {
    id: 'past-signature',
    title: 'Past signature validation',
    clause: { doc: 'EN 319 102-1', section: '5.6.2' },
    usual: {
      leadsTo: ['NO_POE'],
      remedy: 'Find proof that signature and material existed in time: an older time-stamp over them.',
    },
  },
];

/** The checks of every syntax. The tables of the formats bring their own. */
const CHECKS: readonly CheckDescription[] = [
  signatureReadable,
  signedAttributesReadable,
  messageDigestPresent,
  signingCertificateIdentified,
  signingCertificateReference,
  signaturePolicy,
  revocationFresh,
  pathFound,
  certificatePurpose,
  pathRules,
  certificateNotRevoked,
  authoritiesNotRevoked,
  certificateNotOnHold,
  certificateValid,
  authoritiesValid,
  revocationKnown,
  certificateAlgorithms,
  signedDataFound,
  referencesMatch,
  signatureValue,
  coverageUnambiguous,
  changesPermitted,
  contentType,
  contentNotAttributes,
  signedAttributesDer,
  signingCertificateOnce,
  signatureAlgorithms,
  requiredLevel,
  timeStampReadable,
  timeStampScope,
  timeStampImprint,
  timeStampAuthority,
  timeStampOrder,
  pastCertificateBeyondDoubt,
  ...[XML_FORMAT, JWS_FORMAT, PDF_FORMAT, ASIC_FORMAT].flatMap(({ format, acceptance }) => [
    ...format,
    ...acceptance,
  ]),
];

/** In the order of the building blocks, and within one in the order in which they run. */
export const REGISTERED_CHECKS: readonly RegisteredCheck[] = BUILDING_BLOCKS.flatMap((block) =>
  CHECKS.filter(({ id }) => buildingBlockOf(id) === block).map((check) => ({
    check,
    ...(CHECK_ADVICE.get(check.id) ?? block.usual),
  })),
);

/** What is registered under this id. */
export function registeredCheck(id: string): RegisteredCheck | undefined {
  return REGISTERED_CHECKS.find(({ check }) => check.id === id);
}

/** What to do about a check that did not pass; undefined where the id is unknown. */
export function remedyFor(id: string, status: 'failed' | 'undecided'): string | undefined {
  const registered = registeredCheck(id);
  return status === 'undecided' ? (registered?.undecided ?? registered?.remedy) : registered?.remedy;
}

/** The block that a check belongs to. */
export function buildingBlockOf(id: string): BuildingBlock | undefined {
  return BUILDING_BLOCKS.find((block) => id.startsWith(`${block.id}.`));
}
