/**
 * The validation process for signatures with time: what proofs of existence do to the problems found as of now.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1, section 5.5}
 * @module
 */
import { PASSED, type Verdict } from '../model/verdict';
import { type Problem, runCheck, totalFailed } from './check';
import { timeStampOrder } from './checks/time-stamp-order';
import type { Subject } from './subject';
import type { Finding } from './validation';

/** Times at which, by valid tokens, content and signature existed. */
export interface ProvenTimes {
  /** The signature was made after each of these: its content time-stamps. */
  readonly content: readonly number[];
  /** The signature was made before each of these: its signature time-stamps. */
  readonly signature: readonly number[];
}

export const NOTHING_PROVEN: ProvenTimes = { content: [], signature: [] };

/** Section 5.5.4 step 3: the earliest proof; the current time where there is none. */
export function bestSignatureTime({ signature }: ProvenTimes, now: number): number {
  return Math.min(now, ...signature);
}

/** The basic process alone (section 5.3): the first problem is the verdict. */
export function verdictNow(problems: readonly Problem[]): Verdict {
  return problems[0]?.verdict ?? PASSED;
}

export function verdictWithTime(
  problems: readonly Problem[],
  subject: Subject,
  times: ProvenTimes,
  findings: Finding[],
): Verdict {
  const best = bestSignatureTime(times, subject.now);
  for (const problem of problems) {
    const remains = remainder(problem, times, best);
    if (remains !== null) return remains;
  }
  // Step 4 b): nothing can be signed before its certificate is valid.
  if (subject.certificate !== null && best < subject.certificate.notBefore)
    return totalFailed('NOT_YET_VALID');
  return runCheck(timeStampOrder, times, findings)?.verdict ?? PASSED;
}

function remainder(problem: Problem, { content }: ProvenTimes, best: number): Verdict | null {
  // Section 5.3.4: a content time-stamp may prove that the signature came too late; nothing undoes that.
  const late = content
    .map((time) => problem.madeAfter?.(time))
    .find((verdict) => verdict?.indication === 'TOTAL_FAILED');
  if (late !== undefined) return late;
  const remains = problem.atTime === undefined ? problem.verdict : problem.atTime(best);
  // A content time-stamp can say more of what remains (CRYPTO_CONSTRAINTS_FAILURE); it heals nothing.
  if (remains === null || problem.madeAfter === undefined || content.length === 0) return remains;
  const told = problem.madeAfter(Math.max(...content));
  return remains.subIndication === problem.verdict.subIndication ? told : remains;
}
