/**
 * The validation process for basic signatures: the building blocks in order, and whose result counts first.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.3}
 * @module
 */
import { type Check, type Problem, runAll, runUntilProblem } from './check';
import { contentNotAttributes } from './checks/content-not-attributes';
import { contentType } from './checks/content-type';
import { messageDigestMatches } from './checks/message-digest-matches';
import { messageDigestPresent } from './checks/message-digest-present';
import { signatureAlgorithms } from './checks/signature-algorithms';
import { signatureValue } from './checks/signature-value';
import { signedAttributesDer } from './checks/signed-attributes-der';
import { signedAttributesReadable } from './checks/signed-attributes-readable';
import { signedDataFound } from './checks/signed-data-found';
import { signingCertificateIdentified } from './checks/signing-certificate-identified';
import { signingCertificateOnce } from './checks/signing-certificate-once';
import { signingCertificateReference } from './checks/signing-certificate-reference';
import type { Environment } from './environment';
import type { Purpose } from './path-subject';
import type { Subject } from './subject';
import type { Finding } from './validation';
import { validateCertificate } from './x509-validation';

/** 5.2.2 format checking, then 5.2.3 identification of the signing certificate: without them nothing else can be asked. */
const FIRST: readonly Check<Subject>[] = [
  signedAttributesReadable,
  messageDigestPresent,
  signingCertificateIdentified,
  signingCertificateReference,
];

/** 5.2.7. */
const CRYPTOGRAPHIC_VERIFICATION: readonly Check<Subject>[] = [
  signedDataFound,
  messageDigestMatches,
  signatureValue,
];

/** 5.2.8. */
const SIGNATURE_ACCEPTANCE: readonly Check<Subject>[] = [
  contentType,
  contentNotAttributes,
  signedAttributesDer,
  signingCertificateOnce,
  signatureAlgorithms,
];

/** Every problem in the order in which they count; empty: TOTAL_PASSED as of now. */
export function runBasicProcess(
  subject: Subject,
  environment: Environment,
  findings: Finding[],
): readonly Problem[] {
  const first = runUntilProblem(FIRST, subject, findings);
  const { certificate } = subject;
  if (first !== undefined) return [first];
  if (certificate === null) return [];

  const purpose: Purpose = subject.kind === 'time-stamp' ? 'time-stamping' : 'signing';
  // Section 5.3.4: the X.509 result is remembered, and a failure of the mathematics wins over it.
  const x509 = validateCertificate(certificate, purpose, environment, findings);
  const broken = runUntilProblem(CRYPTOGRAPHIC_VERIFICATION, subject, findings);
  if (broken !== undefined) return [broken, ...x509];
  return [...x509, ...runAll(SIGNATURE_ACCEPTANCE, subject, findings)];
}
