/**
 * The validation process for signatures with archival data: tokens from the newest to the oldest, each proving what lies before it.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.6.3}
 * @module
 */
import { PASSED, type SubIndication, type Verdict } from '../model/verdict';
import { type Problem, runCheck } from './check';
import { timeStampOrder } from './checks/time-stamp-order';
import type { Environment } from './environment';
import { judgePast } from './past-signature';
import { collectProofs, type ProofCollector } from './proofs';
import type { Subject } from './subject';
import type { JudgedTimeStamp } from './time-stamps';
import type { Finding } from './validation';

export interface ArchivalResult {
  readonly verdict: Verdict;
  readonly bestSignatureTime: number;
  /** Tokens that proved something. */
  readonly used: ReadonlySet<JudgedTimeStamp>;
}

/** Section 5.6.3.4: with any other result of the process with time, archival data cannot help. */
const CONTINUED: ReadonlySet<SubIndication | null> = new Set([
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'TRY_LATER',
]);

export function mayContinue({ subIndication }: Verdict): boolean {
  return CONTINUED.has(subIndication);
}

/** `current`: what the process with time said; it stands where the proofs change nothing. */
export function runArchivalProcess(
  problems: readonly Problem[],
  subject: Subject,
  stamps: readonly JudgedTimeStamp[],
  content: readonly number[],
  current: Verdict,
  environment: Environment,
  findings: Finding[],
): ArchivalResult {
  const proofs = collectProofs(environment);
  const used = collect(stamps, environment, proofs, findings);
  const bestSignatureTime = proofs.signature;
  const result = (verdict: Verdict): ArchivalResult => ({ verdict, bestSignatureTime, used });
  if (judgePast(problems, subject, bestSignatureTime, environment, proofs, findings) !== null)
    return result(current);
  const order = runCheck(timeStampOrder, { content, signature: [bestSignatureTime] }, findings);
  return result(order?.verdict ?? PASSED);
}

/** Section 5.6.3.4 step 4: a token that is valid, or was when a newer one covered it, proves what it covers. */
function collect(
  stamps: readonly JudgedTimeStamp[],
  environment: Environment,
  proofs: ProofCollector,
  findings: Finding[],
): ReadonlySet<JudgedTimeStamp> {
  const used = new Set<JudgedTimeStamp>();
  const newestFirst = [...stamps].sort((a, b) => (b.time ?? 0) - (a.time ?? 0));
  for (const stamp of newestFirst) {
    const { time, facts, label, subject } = stamp;
    if (time === null || subject === null) continue;
    const own: Finding[] = [];
    const remains = judgePast(stamp.problems, subject, proofs.of(facts.token), environment, proofs, own);
    findings.push(...own.map((finding) => ({ ...finding, found: `${label}: ${finding.found}` })));
    if (remains !== null) continue;
    used.add(stamp);
    proofs.add(facts.proves, time);
  }
  return used;
}
