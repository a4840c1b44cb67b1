/**
 * Past signature validation: what proofs of existence make of problems that are there now.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.6.2.4}
 * @module
 */
import type { SubIndication, Verdict } from '../model/verdict';
import { type Problem, runCheck, totalFailed } from './check';
import { pastCertificateBeyondDoubt } from './checks/past-certificate-beyond-doubt';
import type { Environment } from './environment';
import { type PastCertificate, validatePastCertificate } from './past-certificate';
import type { Proofs } from './proofs';
import type { Subject } from './subject';
import type { Finding } from './validation';

/** Section 5.6.2.4 step 3: a signature that was there before any doubt of its certificate is not touched by it. */
const HEALED_BY_TIME: ReadonlySet<SubIndication | null> = new Set([
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'TRY_LATER',
]);
const HEALED_WITHIN_VALIDITY: ReadonlySet<SubIndication | null> = new Set([
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
]);

/** What remains; null where nothing does. `existed`: since when the signature is known to have been there. */
export function judgePast(
  problems: readonly Problem[],
  subject: Subject,
  existed: number,
  environment: Environment,
  proofs: Proofs,
  findings: Finding[],
): Verdict | null {
  let past: PastCertificate | undefined;
  for (const problem of problems) {
    if (isOfAlgorithms(problem)) {
      const remains = weakness(problem, existed, proofs);
      if (remains !== null) return remains;
      continue;
    }
    const { certificate } = subject;
    if (certificate === null || !mayHeal(problem)) return problem.verdict;
    if (past === undefined) {
      const purpose = subject.kind === 'time-stamp' ? 'time-stamping' : 'signing';
      past = validatePastCertificate(certificate, purpose, environment, proofs);
      runCheck(pastCertificateBeyondDoubt, { past, existed }, findings);
    }
    if (past.controlTime === null || existed > past.controlTime) return problem.verdict;
    if (!HEALED_WITHIN_VALIDITY.has(problem.verdict.subIndication)) continue;
    if (existed < certificate.notBefore) return totalFailed('NOT_YET_VALID');
    if (existed > certificate.notAfter) return problem.verdict;
  }
  return null;
}

function mayHeal({ verdict: { subIndication } }: Problem): boolean {
  return HEALED_BY_TIME.has(subIndication) || HEALED_WITHIN_VALIDITY.has(subIndication);
}

function isOfAlgorithms({ verdict: { subIndication } }: Problem): boolean {
  return subIndication === 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE';
}

/** Section 5.6.2.4 step 4: every weak object was there before its algorithm ended. */
function weakness(problem: Problem, existed: number, proofs: Proofs): Verdict | null {
  if (problem.atProofs !== undefined) return problem.atProofs(proofs);
  return problem.atTime === undefined ? problem.verdict : problem.atTime(existed);
}
