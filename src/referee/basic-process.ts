/**
 * The validation process for basic signatures: the building blocks in order, and whose result counts first.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.3}
 * @module
 */
import { type Check, type Problem, runAll, runUntilProblem } from './check';
import { changesPermitted } from './checks/changes-permitted';
import { coverageUnambiguous } from './checks/coverage-unambiguous';
import { referencesMatch } from './checks/references-match';
import { requiredLevel } from './checks/required-level';
import { signatureAlgorithms } from './checks/signature-algorithms';
import { signaturePolicy } from './checks/signature-policy';
import { signatureValue } from './checks/signature-value';
import { signedDataFound } from './checks/signed-data-found';
import { signingCertificateIdentified } from './checks/signing-certificate-identified';
import { signingCertificateOnce } from './checks/signing-certificate-once';
import { signingCertificateReference } from './checks/signing-certificate-reference';
import type { Environment } from './environment';
import { formatChecks } from './format-checks';
import type { PathSubject, Purpose } from './path-subject';
import type { Subject } from './subject';
import type { Finding } from './validation';
import { validateCertificate } from './x509-validation';

/** 5.2.3, then 5.2.4: without them nothing else can be asked. */
const IDENTIFICATION: readonly Check<Subject>[] = [
  signingCertificateIdentified,
  signingCertificateReference,
  signaturePolicy,
];

/** 5.2.7. */
const CRYPTOGRAPHIC_VERIFICATION: readonly Check<Subject>[] = [
  signedDataFound,
  referencesMatch,
  signatureValue,
];

/** Of a document signature whose mathematics hold: before anything is said about whose it is. */
const SIGNED_DATA: readonly Check<Subject>[] = [coverageUnambiguous, changesPermitted];

/** 5.2.8. */
const SIGNATURE_ACCEPTANCE: readonly Check<Subject>[] = [
  signingCertificateOnce,
  requiredLevel,
  signatureAlgorithms,
];

export interface BasicResult {
  /** In the order in which they count; empty: TOTAL_PASSED as of now. */
  readonly problems: readonly Problem[];
  /** The chain that was judged; null where there is none. */
  readonly chain: PathSubject | null;
}

export function runBasicProcess(
  subject: Subject,
  environment: Environment,
  findings: Finding[],
): BasicResult {
  const rules = formatChecks(subject.facts);
  const first =
    runUntilProblem(rules.format, subject, findings) ?? runUntilProblem(IDENTIFICATION, subject, findings);
  const { certificate } = subject;
  if (first !== undefined) return { problems: [first], chain: null };
  if (certificate === null) return { problems: [], chain: null };

  const purpose: Purpose = subject.kind === 'time-stamp' ? 'time-stamping' : 'signing';
  // Section 5.3.4: the X.509 result is remembered, and a failure of the mathematics wins over it.
  const { problems: x509, chain } = validateCertificate(certificate, purpose, environment, findings);
  const broken =
    runUntilProblem(CRYPTOGRAPHIC_VERIFICATION, subject, findings) ??
    runUntilProblem(SIGNED_DATA, subject, findings);
  if (broken !== undefined) return { problems: [broken, ...x509], chain };
  const acceptance = [
    ...runAll(rules.acceptance, subject, findings),
    ...runAll(SIGNATURE_ACCEPTANCE, subject, findings),
  ];
  return { problems: [...x509, ...acceptance], chain };
}
