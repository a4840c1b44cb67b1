/**
 * The contract of a referee check: one requirement of the standard, one file.
 *
 * @module
 */
import type { Clause } from '../model/specification';
import type { Indication, SubIndication, Verdict } from '../model/verdict';
import type { Proofs } from './proofs';
import type { Finding } from './validation';

export interface Check<Subject> {
  /** Stable id `block.name`. */
  readonly id: string;
  readonly clause: Clause;
  /** The requirement in one sentence of our own words. */
  readonly requires: string;
  run(subject: Subject): Outcome;
}

export type Outcome = Passed | NotPassed;

export interface Passed {
  readonly status: 'passed';
  readonly found: string;
}

export interface NotPassed {
  readonly status: 'failed' | 'undecided';
  readonly found: string;
  readonly verdict: Verdict;
  /** What remains of it if the signature is known to have existed at this time: null when nothing does. Absent: time does not help. */
  readonly atTime?: (time: number) => Verdict | null;
  /** What remains of it if these objects are known to have existed when they did; null when nothing does (algorithms alone). */
  readonly atProofs?: (proofs: Proofs) => Verdict | null;
  /** What it becomes if the signature is known to have been made after this time. */
  readonly madeAfter?: (time: number) => Verdict;
}

/** A check that did not pass, with what time can do about it. */
export interface Problem extends NotPassed {
  readonly check: string;
}

export function passed(found: string): Passed {
  return { status: 'passed', found };
}

export function failed(found: string, verdict: Verdict): NotPassed {
  return { status: 'failed', found, verdict };
}

export function undecided(found: string, subIndication: SubIndication): NotPassed {
  return { status: 'undecided', found, verdict: indeterminate(subIndication) };
}

export function totalFailed(subIndication: SubIndication): Verdict {
  return verdict('TOTAL_FAILED', subIndication);
}

export function indeterminate(subIndication: SubIndication): Verdict {
  return verdict('INDETERMINATE', subIndication);
}

function verdict(indication: Indication, subIndication: SubIndication): Verdict {
  return { indication, subIndication };
}

/** Runs a check, records what it found, gives back what is wrong. */
export function runCheck<Subject>(
  check: Check<Subject>,
  subject: Subject,
  findings: Finding[],
): Problem | undefined {
  const outcome = check.run(subject);
  findings.push({ check: check.id, clause: check.clause, status: outcome.status, found: outcome.found });
  return outcome.status === 'passed' ? undefined : { ...outcome, check: check.id };
}

/** In order, up to the first that does not pass: the checks behind it rest on it. */
export function runUntilProblem<Subject>(
  checks: readonly Check<Subject>[],
  subject: Subject,
  findings: Finding[],
): Problem | undefined {
  for (const check of checks) {
    const problem = runCheck(check, subject, findings);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** All of them, whatever they find: they stand side by side. */
export function runAll<Subject>(
  checks: readonly Check<Subject>[],
  subject: Subject,
  findings: Finding[],
): readonly Problem[] {
  return checks
    .map((check) => runCheck(check, subject, findings))
    .filter((problem): problem is Problem => problem !== undefined);
}
